"""A route leaves as a workbook and comes home: what changed there changes here, and nothing else."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest

from rutas.book import load, read
from rutas.errors import UsageError
from rutas.exchange.arrival import Base
from rutas.exchange.home import bring_home, put
from rutas.exchange.sheets import arrived, folder, workbook
from rutas.exchange.sheets.columns import SHEETS
from rutas.model.catalogue import Actor, Channel, Document, Service, Source
from rutas.model.route import Outcome, Profile, Route, Stage, WayIn
from rutas.model.step import Step
from tests.exchange.workbooks import (
    CATALOGUE,
    ROUTE,
    a_book,
    come_home,
    put_in,
    rows_of,
    saved,
)  # fmt: skip

FROZEN = Path(__file__).parents[1] / "routes"


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came, without their indentation."""
    old, new = (Counter(map(str.strip, text.splitlines())) for text in (before, after))
    return list((old - new).elements()), list((new - old).elements())


def after(folder: Path, name: str = "r") -> str:
    return (folder / f"{name}.yaml").read_bytes().decode()


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    found = a_book(tmp_path / "book")
    assert read(found)[1] == []
    return found


@pytest.mark.parametrize("name", ["0-4", "5-13", "14-17"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_route_that_nobody_changed_changes_no_byte(tmp_path: Path, name: str, kind: str) -> None:
    base = Base(
        *(f"{(FROZEN / f'{one}.yaml').read_text(encoding='utf-8')}" for one in (name, "catalogue"))
    )
    if kind == "xlsx":
        (path := tmp_path / "a.xlsx").write_bytes(workbook(base))
    else:
        path = tmp_path
        for file, text in folder(base).items():
            (path / file).write_text(text, encoding="utf-8", newline="")
    arrival = arrived(path)
    home = bring_home(arrival, FROZEN)
    assert (arrival.base, arrival.problems, home.after, home.changes) == (base, [], {}, [])


def test_every_field_comes_home_even_without_the_source(ours: Path) -> None:
    home = come_home(ours, lambda _: None, source=False)
    assert (home.after, home.problems, home.conflicts) == ({}, [], [])


def test_a_book_without_the_route_gets_it_with_its_comments(ours: Path, tmp_path: Path) -> None:
    rows_of(ours)
    empty = tmp_path / "empty"
    put(bring_home(arrived(ours / "left.xlsx"), empty))
    assert (after(empty), after(empty, "catalogue")) == (ROUTE, CATALOGUE)


def test_without_a_source_the_route_is_written_afresh_and_is_the_same(
    ours: Path, tmp_path: Path
) -> None:
    rows_of(ours, source=False)
    other = tmp_path / "other"
    home = bring_home(arrived(ours / "left.xlsx"), other, route="r")
    put(home)
    left = load(ours)["r"]
    assert load(other)["r"] == left.model_copy(update={"origin": None})  # which has no sheet


def test_every_field_of_a_book_has_its_column() -> None:
    models = {
        "route": Route, "stages": Stage, "steps": Step, "ways_in": WayIn, "outcomes": Outcome, "profiles": Profile,
        "actors": Actor, "channels": Channel, "documents": Document, "services": Service, "sources": Source,
    }  # fmt: skip
    # what another program calls the parts stays in the book's file
    sections = {sheet.key for sheet in SHEETS} | {"catalogue", "criteria", "id", "origin"}
    for sheet in SHEETS:
        if sheet.key in models:
            of_model = models[sheet.key].model_fields.items()
            fields = {info.alias or name for name, info in of_model if not info.exclude}
            columns = {column.field.partition(".")[0] for column in sheet.columns} - {
                "taken",
                "stage",
                "rule",
                "reason",
            }
            assert fields - sections - {"id"} - columns == set(), sheet.key


def test_one_value_changes_its_line(ours: Path) -> None:
    home = come_home(ours, lambda rows: put_in(rows, "Pasos", "Espera", "a", "2 d"))
    assert lines(ROUTE, after(ours)) == (
        ["wait: 1..15 d     # la espera"],
        ["wait: 2 d     # la espera"],
    )
    assert [(one.edit.path, one.edit.before, one.edit.after) for one in home.changes] == [
        ("steps.a.wait", "1..15 d", "2 d")
    ]
    assert after(ours).splitlines()[home.changes[0].line - 1].strip().startswith("wait: 2 d")


@pytest.mark.parametrize(
    ("sheet", "column", "row", "value"),
    [
        ("Pasos", "Espera", "a", "1..15 días"),
        ("Pasos", "Duración", "a", "20 minutos"),
        ("Pasos", "Quién atiende", "c", "usf · Unidad de Salud"),
        ("Pasos", "Quién atiende", "c", "unidad de salud"),
        ("Pasos", "Participación", "c", "indirect"),
        ("Pasos", "Reservado", "c", "SÍ"),
        ("Pasos", "Abandono", "a", 0.05),
        ("Pasos", "Traspaso", "b", "referral"),
        ("Ruta", "Valor", "Estado", "draft"),
        ("Perfiles", "Parte", "rural", "0.3"),
    ],
)  # fmt: skip
def test_another_way_to_write_a_value_is_no_change(
    ours: Path, sheet: str, column: str, row: str, value: object
) -> None:
    home = come_home(ours, lambda rows: put_in(rows, sheet, column, row, value))
    assert (home.changes, home.problems) == ([], [])
    assert after(ours) == ROUTE


def test_an_id_is_no_name_of_another(ours: Path) -> None:
    route = ROUTE.replace("name: Paso c", "name: B")  # as the step b is called
    (ours / "r.yaml").write_text(route, encoding="utf-8")
    assert come_home(ours, lambda _: None).changes == []


def test_a_renamed_step_is_followed_everywhere(ours: Path) -> None:
    home = come_home(ours, lambda rows: put_in(rows, "Pasos", "Id", "b", "inscribir"))
    went, came = lines(ROUTE, after(ours))
    assert [(one.edit.path, one.edit.before) for one in home.changes] == [
        ("steps.inscribir.id", "b")
    ]
    assert not home.problems
    assert "- id: b" in went
    assert "- id: inscribir" in came
    # the step, a link, a way in, a profile, and what another program calls the step and its second link
    assert len(went) == len(came) == 6


def test_a_renamed_actor_is_followed_into_every_route(ours: Path) -> None:
    other = ROUTE.replace("id: r\n", "id: s\n")
    (ours / "s.yaml").write_text(other, encoding="utf-8")
    come_home(ours, lambda rows: put_in(rows, "Actores", "Id", "registro", "oficina"))
    assert read(ours)[1] == []
    for name in ("r", "s", "catalogue"):
        assert "registro" not in after(ours, name)


def test_rows_that_move_come_and_go(ours: Path) -> None:
    def change(rows):
        table = rows["Pasos"]
        at = next(i for i, row in enumerate(table) if "c" in row[:2])
        moved = table.pop(at)
        moved[table[0].index("Etapa")] = "uno"
        table.insert(1, moved)
        new = [""] * len(table[0])
        for column, value in {
            "Etapa": "dos",
            "Id": "e",
            "Nombre": "Nuevo",
            "Quién atiende": "usf",
            "Canal": "presencial",
            "Sigue": "d",
        }.items():
            new[table[0].index(column)] = value
        table.append(new)

    home = come_home(ours, change)
    assert not home.is_refused
    route = load(ours)["r"]
    assert [[step.id for step in stage.steps] for stage in route.stages] == [
        ["c", "a", "b"],
        ["d", "e"],
    ]
    assert after(ours).index("# de qué se trata") > after(ours).index("id: c")


def test_rows_that_were_sorted_say_what_they_said(ours: Path) -> None:
    def change(rows):
        table = rows["Pasos"]
        table[1:] = sorted(table[1:], key=lambda row: row[table[0].index("Cuando")])

    before = load(ours)["r"]
    home = come_home(ours, change)
    assert not home.problems
    assert {one.edit.path.rpartition(".")[2] for one in home.changes} <= {"after"}
    assert load(ours)["r"].steps.keys() == before.steps.keys()
    assert all(
        load(ours)["r"].steps[name] == step for name, step in before.steps.items() if name != "b"
    )


def test_a_row_that_goes_takes_its_comment_and_it_is_told(ours: Path) -> None:
    def change(rows):
        rows["Actores"] = [row for row in rows["Actores"] if row[0] != "registro"]
        put_in(rows, "Pasos", "Participan", "a", "")
        put_in(rows, "Documentos", "Lo emite", "cedula", "")
        put_in(rows, "Servicios", "Quién atiende", "inscripcion", "")

    def wrongly(rows):
        change(rows)
        put_in(rows, "Pasos", "Espera", "a", "3 lunas")

    assert [one.rule for one in come_home(ours, wrongly).problems] == ["unknown-unit"]
    home = come_home(ours, change)
    assert [problem.rule for problem in home.problems] == ["comment-lost"]
    assert "# la oficina" in home.problems[0].message
    assert "registro" not in after(ours, "catalogue")


@pytest.mark.parametrize("source", [True, False])
def test_a_sheet_or_a_column_that_is_missing_changes_nothing(ours: Path, source: bool) -> None:
    def change(rows):
        del rows["Perfiles"], rows["Documentos"], rows["Excepciones"]
        for name in ("Espera", "Pide", "Nombre (gn)", "Sigue", "Parte"):
            at = rows["Pasos"][0].index(name)
            for row in rows["Pasos"]:
                del row[at]

    home = come_home(ours, change, source=source)
    assert (home.after, home.changes, home.problems) == ({}, [], [])


def test_what_both_changed_is_told_and_not_written(ours: Path) -> None:
    rows = rows_of(ours)
    put_in(rows, "Pasos", "Espera", "a", "2 d")
    put_in(rows, "Pasos", "Costo", "a", "9000 PYG")
    path = saved(ours / "back.xlsx", rows)
    (ours / "r.yaml").write_text(ROUTE.replace("wait: 1..15 d", "wait: 3 d"), encoding="utf-8")
    home = bring_home(arrived(path), ours)
    (told,) = home.conflicts
    assert (told.path, told.base, told.file, told.book) == ("steps.a.wait", "1..15 d", "2 d", "3 d")
    assert home.is_refused
    for side, wait in (("file", "2 d"), ("book", "3 d")):
        chosen = bring_home(arrived(path), ours, prefer=side)
        assert not chosen.is_refused
        (text,) = chosen.after.values()
        assert f"wait: {wait} " in text
        assert "cost: 9000 PYG" in text


def test_what_the_book_changed_since_stays(ours: Path) -> None:
    rows = rows_of(ours)
    put_in(rows, "Pasos", "Espera", "a", "2 d")
    path = saved(ours / "back.xlsx", rows)
    (ours / "r.yaml").write_text(
        ROUTE.replace("takes: 20 min", "takes: 45 min  # medido"), encoding="utf-8"
    )
    home = bring_home(arrived(path), ours)
    (text,) = home.after.values()
    assert "takes: 45 min  # medido" in text
    assert "wait: 2 d" in text


def test_headers_are_known_in_any_order_dress_and_language(ours: Path) -> None:
    def change(rows):
        table = rows["Pasos"]
        for row in table:
            row.reverse()
        named = {
            "Espera": "ESPERA",
            "Duración": "duracion",
            "Costo": "cost",
            "Canal": "Channel",
            "Veces": "repeat.times",
        }
        table[0] = [named.get(name, name) for name in table[0]]
        for row in table:
            row.append("# mío" if row is table[0] else "cualquier cosa")

    assert come_home(ours, change).problems == []
    assert after(ours) == ROUTE


def test_nothing_in_a_file_becomes_a_formula(ours: Path) -> None:
    base = Base(ROUTE, CATALOGUE)
    (ours / "a.xlsx").write_bytes(workbook(base))
    with zipfile.ZipFile(ours / "a.xlsx") as archive:
        sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
        assert len(sheets) > 10
        assert not [name for name in sheets if b"<f>" in archive.read(name)]
    for text in folder(base).values():
        cells = [cell for line in text.lstrip("\ufeff").splitlines() for cell in line.split(";")]
        assert not [cell for cell in cells if cell.lstrip('"')[:1] in {"=", "@", "+"}]


def test_a_text_that_a_cell_would_cut_off_does_not_leave_in_one(ours: Path, tmp_path: Path) -> None:
    route = ROUTE.replace("narrative: La primera", f"narrative: {'palabra ' * 5_000}")
    base = Base(route, CATALOGUE)
    with pytest.raises(UsageError, match="Etapas, uno, Relato"):
        workbook(base)
    (ours / "r.yaml").write_text(route, encoding="utf-8")
    for name, text in folder(base).items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    assert bring_home(arrived(tmp_path), ours).changes == []


def test_the_same_route_gives_the_same_bytes() -> None:
    assert workbook(Base(ROUTE, CATALOGUE)) == workbook(Base(ROUTE, CATALOGUE))


def test_another_id_of_the_route_makes_no_second_route_unasked(ours: Path) -> None:
    def another(rows: dict[str, list[list[str]]]) -> None:
        put_in(rows, "Ruta", "Valor", "Id", "otra")

    (told,) = come_home(ours, another).problems
    assert (told.rule, told.place) == ("route-renamed", f"{ours / 'back.xlsx'} Ruta!B2")
    assert set(load(ours)) == {"r"}

    assert not come_home(ours, another, route="r").after  # the route that it was
    come_home(ours, another, route="otra")  # a new one beside it
    assert set(load(ours)) == {"r", "otra"}
