"""Questions as people ask them: of one route or several, in every format, with their sources."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import referencing

from rutas.cli.schema import _NAMES, schema_of
from tests.boards.assessed import assessed_book
from tests.boards.rolled_out import rolled_out
from tests.cli.conftest import Run

BOOK = ("list",), ("show", "uno"), ("show", "uno", "control"), ("export", "uno", "--to", "json")
ASKED = (
    ("steps", "uno"), ("critical", "uno"), ("bottlenecks", "uno"), ("documents", "uno"),
    ("actors", "uno"), ("path", "uno", "--to", "control"), ("compare", "uno"),
    ("whatif", "uno", "--set", "control.dropout=5%"),
)  # fmt: skip
PLAYED = ("simulate", "uno", "--years", "1", "--max", "2")
STAFF = ("staff", "uno", "--target", "control.wait.mean<=1d", "--years", "1", "--replications", "2")


@pytest.mark.parametrize("args", [*BOOK[:3], *ASKED, PLAYED, STAFF], ids=" ".join)
def test_every_format_of_every_question(run: Run, small: Path, args: tuple[str, ...]) -> None:
    where = ("--book", str(small))
    table = run(*args, *where)
    assert table.status == 0
    assert table.err == ""
    assert max(map(len, table.out.splitlines())) <= 80
    assert "\x1b" not in table.out  # no colour off a terminal
    data = json.loads(run(*args, *where, "--format", "json").out)
    assert data["rutas"]
    rows = run(*args, *where, "--format", "csv").out.splitlines()
    assert len({row.count(",") for row in rows[:1]}) == 1
    assert len(rows) > 1
    assert run(*args, *where, "--format", "md").out.startswith(("## ", "| "))


WRITTEN = {
    "show": ("show", "uno"), "show-step": ("show", "uno", "control"),
 "list": ("list",),
    "check": ("check",), "check-missing": ("check", "--what-is-missing"),
    "export": ("export", "uno", "--to", "json"), "explain": ("explain", "R001"),
    "explain-all": ("explain",), "guide-all": ("guide",), "guide": ("guide", "villeta"),
    "readiness": ("readiness", "villeta", "0-4"), "plan": ("plan", "villeta", "0-4"),
    "sessions": ("sessions",), "improvements-ranked": ("improvements", "5-13"), "board": ("board", "show", "distrito"),
    "board-compare": ("board", "compare"), "progress": ("progress",), "simulate": PLAYED, "staff": STAFF, **{args[0]: args for args in ASKED},
}  # fmt: skip
LONG = Path(__file__).parents[1] / "routes"  # which has territories
SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
# files, what a build writes, and what holds the answers about several routes
HELD = (
    "route", "catalogue", "criteria", "territory", "ficha", "calendar", "session", "instrument", "application", "instruments", "report", "several",
    "improvements", "import", "diff", "diff-all", "itinerary", "site", "atlas",  # tried where they are asked
)  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_documents_keep_to_their_published_schemas(
    run: Run, small: Path, tmp_path: Path, name: str
) -> None:
    args = list(WRITTEN[name])
    book = LONG if args[0] in {"guide", "readiness", "plan", "improvements"} else small
    book = assessed_book(tmp_path / "mesa") if args[0] == "board" else book
    book = rolled_out(tmp_path / "mesa") if args[0] == "progress" else book
    args += [] if args[0] == "explain" else ["--book", str(book)]
    ran = run(*args, *([] if args[0] == "export" else ["--format", "json"]))
    published = SCHEMAS / f"{name}.schema.json"
    shape = json.loads(published.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(shape).validate(json.loads(ran.out))


@pytest.mark.parametrize("name", ["show", "show-step", "critical", "steps"])
def test_documents_of_a_route_in_a_territory_keep_to_the_same_schemas(run: Run, name: str) -> None:
    args = (
        ["show", "0-4", *(["parto"] if name == "show-step" else [])]
        if "show" in name
        else [name, "0-4"]
    )
    told = json.loads(
        run(*args, "--territory", "villeta", "--book", str(LONG), "--format", "json").out
    )
    shape = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(shape).validate(told)
    assert bool(told["territory"].get("doors")) is (name != "steps")


MANY = [args for args in ASKED if args[0] not in {"path", "whatif"}]


@pytest.mark.parametrize("args", MANY, ids=" ".join)
def test_a_question_takes_several_routes_or_all(
    run: Run, small: Path, args: tuple[str, ...]
) -> None:
    name, where = args[0], ("--book", str(small))
    one = run(name, "uno", *where, "--format", "json")
    several = json.loads(run(name, "dos", "uno", *where, "--format", "json").out)
    assert [document["route"] for document in several["routes"]] == ["dos", "uno"]
    assert several["routes"][1] == json.loads(one.out)
    assert len(json.loads(run(name, *where, "--format", "json").out)["routes"]) == 2
    shapes = {
        path.name: referencing.Resource.from_contents(json.loads(path.read_text("utf-8")))
        for path in SCHEMAS.iterdir()
    }
    registry = referencing.Registry().with_resources(shapes.items())
    whole = shapes["several.schema.json"].contents
    jsonschema.Draft202012Validator(whole, registry=registry).validate(several)
    wrong = {**several, "routes": [{**several["routes"][0], "more": 1}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(whole, registry=registry).validate(wrong)

    table = run(name, "uno", "dos", *where).out
    assert "uno" in table
    assert "dos" in table
    rows = run(name, "uno", "dos", *where, "--format", "csv").out.splitlines()
    alone = run(name, "uno", *where, "--format", "csv").out.splitlines()
    assert rows[0] == f"route,{alone[0]}"
    assert {row.partition(",")[0] for row in rows[1:]} == {"uno", "dos"}
    assert [row for row in rows if row.startswith("uno,")] == [f"uno,{row}" for row in alone[1:]]


def test_a_word_is_a_route_if_the_book_has_it_and_selects_otherwise(run: Run, small: Path) -> None:
    def chosen(*words: str) -> list[list[str]]:
        ran = run("steps", *words, "--book", str(small), "--format", "json")
        found = json.loads(ran.out)
        return [[step["id"] for step in one["steps"]] for one in found.get("routes", [found])]

    assert chosen("uno", "control") == [["control"]]
    assert chosen("control") == [["control"], ["control"]]
    assert chosen("uno", "dos", "actor:usf", "aviso") == [["aviso", "control"]] * 2
    assert chosen(str(small / "uno.yaml"), "aviso") == [["aviso"]]
    for word, told in (("doss", "«dos»"), ("controll", "«control»"), ("nada", "nada")):
        ran = run("steps", word, "--book", str(small))
        assert ran.status == 2
        assert told in ran.err
    assert "«dos»" in run("documents", "uno", "doss", "--book", str(small)).err


def test_what_one_route_has_and_another_has_not_selects_in_the_one(run: Run, small: Path) -> None:
    text = (small / "dos.yaml").read_text(encoding="utf-8")
    (small / "dos.yaml").write_text(text.replace("aviso", "visita"), encoding="utf-8")
    ran = run("steps", "visita", "--book", str(small), "--format", "csv")
    assert [row.split(",")[:2] for row in ran.out.splitlines()[1:]] == [["dos", "visita"]]


def test_sources_stand_under_the_answer(run: Run, small: Path) -> None:
    path = small / "catalogue.yaml"
    told = "sources: {censo: {title: Censo, date: 2022, url: 'https://e.org/a-b'}}\n"
    path.write_text(path.read_text(encoding="utf-8") + told, encoding="utf-8")
    text = (small / "uno.yaml").read_text(encoding="utf-8")
    text = text.replace("dropout: 10 %", "dropout: 10 %, evidence: {dropout: censo}")
    (small / "uno.yaml").write_text(text, encoding="utf-8")
    where = ("--book", str(small), "--sources")
    for args in ASKED:
        assert "Censo (2022). https://e.org/a-b" in run(*args, *where).out
        assert "Censo (2022)" in run(*args, *where, "--format", "md").out
        (source,) = json.loads(run(*args, *where, "--format", "json").out)["sources"]
        assert (source["id"], source["figures"]) == ("censo", ["aviso.dropout"])
    assert "Censo" not in run("steps", "uno", "control", *where).out


def test_every_schema_is_published_current_and_tried(run: Run) -> None:
    """If not: rutas schema --out docs/schema."""
    names = set(_NAMES.choices)
    assert names == {*WRITTEN, *HELD}
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{name}.schema.json" for name in names}
    for name in names:
        jsonschema.Draft202012Validator.check_schema(schema_of(name))
        published = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        assert published == schema_of(name), name


def test_no_step_is_said_to_be_dispensable_where_nobody_completes(run: Run, small: Path) -> None:
    where = ("--book", str(small))
    assert "Nadie completa la ruta" not in run("bottlenecks", "uno", *where).out
    path = small / "uno.yaml"
    text = path.read_text(encoding="utf-8").replace("dropout: 20..30 %", "dropout: 100 %")
    path.write_text(text, encoding="utf-8")
    told = run("bottlenecks", "uno", *where).out
    assert "Nadie completa la ruta" in told
    assert "imprescindible" not in told


def test_figures_say_of_whom_they_are(run: Run, small: Path) -> None:
    """Of the route as written, or of a population; those of a step and of the route are told apart."""
    where = ("--book", str(small))
    for asked in (("steps",), ("critical",), ("whatif", "--set", "control.dropout=5 %")):
        command, *more = asked
        assert "como está escrita" in run(command, "uno", *more, *where).out, command
        of_one = run(command, "uno", *more, "--profile", "rural", *where).out
        assert "como está escrita" not in of_one, command
        assert "· Rural" in of_one, command
    assert (
        "Con todas sus poblaciones" in run("steps", "uno", *where).out.split("Las demás cifras")[0]
    )
    told = run("whatif", "uno", "--set", "control.dropout=5 %", *where).out
    assert "Abandonan para siempre" in told
    assert "abandonan ahí" in told


def test_a_population_of_nobody_is_not_listed(run: Run, small: Path) -> None:
    where = ("--book", str(small))
    assert "Las demás familias" in run("compare", "uno", *where).out
    path = small / "uno.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("40 %", "100 %"), encoding="utf-8")
    told = run("compare", "uno", *where).out
    assert "Rural" in told
    assert "Las demás familias" not in told


def test_a_step_that_nobody_gets_to_is_no_critical_point(run: Run, small: Path) -> None:
    path = small / "uno.yaml"
    text = (
        path.read_text(encoding="utf-8")
        .replace(", {to: control}]", "]")
        .replace("share: 60 %", "share: 100 %")
    )
    path.write_text(
        text.replace("actor: usf, channel", "critical: Así lo dijo la mesa, actor: usf, channel")
    )
    asked = ("critical", "uno", "--book", str(small), "--format", "json")
    assert "control" in [point["step"] for point in json.loads(run(*asked).out)["points"]]
    path.write_text(path.read_text(encoding="utf-8").replace("dropout: 10 %", "dropout: 100 %"))
    assert [point["step"] for point in json.loads(run(*asked).out)["points"]] == ["aviso"]


def test_a_failure_that_ends_beside_every_success_is_told(run: Run, small: Path) -> None:
    path = small / "uno.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "next: control}", "next: {all: [control, mal]}}"
    )
    text = text.replace("{fin:", "{mal: {name: Mal, success: false}, fin:")
    path.write_text(f"{text}      - {{id: mal, outcome: mal}}\n", encoding="utf-8")
    asked = ("check", "uno", "--book", str(small))
    assert "R004" not in run(*asked).out  # who comes in at the control completes
    path.write_text(
        path.read_text(encoding="utf-8").replace("share: 60 %}, {to: control}", "share: 100 %}")
    )
    told = run(*asked).out
    assert "R004" in told
    assert "corre a la par" in told
