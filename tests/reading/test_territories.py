"""Every mistake of a territory's files is told at its place, with what was meant, and all of them at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rutas
from rutas.errors import BookError, UsageError
from rutas.reading.territories import Territories
from tests.effort import cases

ROUTES = Path(__file__).parents[1] / "routes"
VILLETA = (ROUTES / "territories" / "villeta.yaml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROUTES, tmp_path / "libro")) / "territories"


def told(folder: Path, *, file: str = "villeta", text: str) -> list[tuple[str, str]]:
    """Return what is wrong with a file of a book: the code, and the word at its place."""
    (folder / f"{file}.yaml").write_text(text, encoding="utf-8")
    found = rutas.load(folder.parent).territories.problems
    return [(one.rule, text.splitlines()[one.line - 1][one.column - 1 :]) for one in found]


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("place: tacuruty\n", "place: tacurutu\n", "unknown-place", "tacurutu"),
        ("[usf, pai, pani]", "[usf, pia, pani]", "unknown-actor", "pia"),
        ("channel: operativo-movil", "channel: operativo", "unknown-channel", "operativo"),
        ("source: utgs-mesas-2021", "source: utgs", "unknown-source", "utgs"),
        ("complemento-gestante: {}", "complemento: {}", "unknown-service", "complemento:"),
        ("[cuidado-infantil]", "[cuidado]", "unknown-service", "cuidado]"),
        ("medico: yes, obstetra", "medica: yes, obstetra", "unknown-item", "medica:"),
        ("medico: yes, obstetra", "medico: tal vez, obstetra", "not-one-of", "tal vez"),
        ("demand: {0-4:", "demand: {0-5:", "unknown-route", "0-5:"),
        ("cedula.wait: 2..5 d", "cedulas.wait: 2..5 d", "unknown-step", "cedulas.wait"),
        ("cedula.wait: 2..5 d", "cedula.wait: pronto", "bad-duration", "cedula.wait"),
        ("fixes: [registro-centro]", "fixes: [registro]", "unknown-point", "registro]"),
        ("{from: centro, to: cumbarity", "{from: centro, to: cumbaruty", "unknown-place", "cumbaruty"),
        ("serves: [tacuruty, guazu-cora]", "serves: [tacuruty, guazu]", "unknown-place", "guazu]"),
        ("points: 46, surveyed: 45", "points: 46, surveyed: 47", "surveyed-over-points", "47"),
        ("points: 46, surveyed: 45", "points: 11, surveyed: 9", "more-points-than-survey", "11"),
        ("id: villeta", "id: 0-4", "territory-of-route", "0-4"),
        ("  - id: hospital\n", "  - id: usf-centro\n", "duplicate-id", "usf-centro"),
        ("    place: centro\n    source: example\n    surveyed", "    source: example\n    surveyed", "point-without-place", "id: usf-centro"),
        ("    hours: 24 horas\n", "", "missing-key", "id: hospital"),
        ("    by: 2027-03-31\n", "", "missing-key", "id: registro-en-hospital"),
        ("    who: [registro-civil, hospital-distrital]\n", "", "missing-key", "id: registro-en-hospital"),
        ("by: 2027-03-31", "by: 2027-02-31", "no-such-day", "2027-02-31"),
        ("tokens_at: '6:30'", "tokens_at: '26:30'", "bad-clock", "'26:30'"),
        ("quota: 15", "quota: 0", "bad-number", "0"),
        ("telefono", "telefono", "", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_word(
    folder: Path, old: str, new: str, code: str, at: str
) -> None:
    if not code:  # the file as it is
        assert told(folder, text=VILLETA) == []
        return
    assert old in VILLETA
    found = told(folder, text=VILLETA.replace(old, new, 1))
    assert [rule for rule, _ in found] == [code]
    assert found[0][1].startswith(at)


def test_mistakes_are_told_all_at_once_and_in_order(folder: Path) -> None:
    text = VILLETA.replace("surveyed: 45", "surveyed: 47").replace("7:00-15:00", "17:00-15:00", 1)
    text = text.replace("place: tacuruty\n", "place: tacurutu\n")
    assert [rule for rule, _ in told(folder, text=text)][:2] == [
        "surveyed-over-points",
        "hours-end-first",
    ]
    assert {rule for rule, _ in told(folder, text=text)} >= {"unknown-place"}


def test_what_all_share_is_told_once(folder: Path) -> None:
    text = "items:\n  libros: {name: Libros, dimension: supplie, for: registro-sivil}\n"
    found = told(folder, file="ficha", text=text)
    assert [rule for rule, _ in found] == ["not-one-of", "unknown-actor-or-service"]
    with pytest.raises(BookError, match="registro-civil"):
        rutas.load(folder.parent).territories["villeta"]


def test_a_calendar_says_its_days(folder: Path) -> None:
    text = "holidays: {13-25: Nada, easter-2: Viernes}\nmoved: {2026-06-20: 2026-06-31}\n"
    assert [rule for rule, _ in told(folder, file="calendar", text=text)] == [
        "no-such-day",
        "no-such-day",
    ]


def test_a_file_is_read_when_it_is_asked_for(folder: Path) -> None:
    (folder / "santa-rosa-del-aguaray.yaml").write_text(
        "id: santa-rosa-del-aguaray\n", encoding="utf-8"
    )
    territories = rutas.load(folder.parent).territories
    assert territories["villeta"].by_id["usf-centro"].ficha.answers["leche"] == "no"
    with pytest.raises(BookError, match="name"):
        territories["santa-rosa-del-aguaray"]
    with pytest.raises(UsageError, match="«villeta»"):
        territories["vileta"]


def test_a_book_without_territories_behaves_as_before(folder: Path) -> None:
    shutil.rmtree(folder)
    book = rutas.load(folder.parent)
    assert (list(book.territories), len(book.territories), book.territories.problems) == ([], 0, [])


def test_two_files_of_one_id_are_told(folder: Path) -> None:
    shutil.copy(folder / "villeta.yaml", folder / "zeta.yaml")
    problems = rutas.load(folder.parent).territories.problems
    assert [(one.rule, Path(one.path).name) for one in problems] == [
        ("duplicate-territory", "zeta.yaml")
    ]


def test_one_and_the_same_is_read_from_a_list_and_from_a_mapping(folder: Path) -> None:
    villeta = rutas.load(folder.parent).territories["villeta"]
    assert list(villeta.by_id["abrazo"].offers) == ["cuidado-infantil"]
    door = villeta.by_id["usf-cumbarity"].offer("complemento-ninez")
    assert door.hours == villeta.by_id["usf-cumbarity"].hours
    own = villeta.by_id["registro-centro"].offer("inscripcion-nacimiento")
    assert (own.quota, own.tokens_at) == (15, 390)


ODD = [None, "", [], {}, "x", ["a"], {"a": "b"}, [[]], [{}], "1", "-1", "24 horas", {"on": "x"}]


@settings(max_examples=cases(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_file_says_is_told_and_nothing_crashes(
    tmp_path: Path, data: st.DataObject
) -> None:
    tree = yaml.load(VILLETA, yaml.BaseLoader)  # noqa: S506  (texts only)
    node, key = tree, data.draw(st.sampled_from(sorted(tree)))
    while isinstance(node[key], (dict, list)) and node[key] and data.draw(st.booleans()):
        node = node[key]
        key = data.draw(
            st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node)))
        )
    node[key] = data.draw(st.sampled_from(ODD))
    folder = tmp_path / "territories"
    folder.mkdir(exist_ok=True)
    (folder / "villeta.yaml").write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    shutil.copy(ROUTES / "territories" / "ficha.yaml", folder)
    book = rutas.load(ROUTES)
    found = Territories(folder, book.catalogue, {name: book.files[name] for name in book})
    for problem in found.problems:
        assert problem.message
        assert problem.line > 0
