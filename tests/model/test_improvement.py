"""A catalogue of improvements tells all that is wrong with it at once, and where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import rutas
from rutas.errors import BookError, UsageError

BOOK = Path(__file__).parents[1] / "routes"


@pytest.fixture
def book(tmp_path):
    return Path(shutil.copytree(BOOK, tmp_path / "libro"))


def told(book, text):
    """Return the codes and the lines of what is wrong with a catalogue."""
    (book / "improvements.yaml").write_text(text, encoding="utf-8")
    return [(one.line, one.rule) for one in rutas.load(book).improvements.problems]


def test_everything_that_is_wrong_is_told_at_once(book):
    assert told(book, """\
improvements:
  una:
    name: Una
    responsible: usff
    cost: mucho
    upkeep: 4 M PYG
    ready: 3 lunas
    evidence: {costo: estimate}
    precio: 3
    includes: [otra, dos]
    routes:
      0-4: {set: {inscripcion.esperar: 1 d, nadie.wait: 1 d}, close: [inscripcio]}
      0-5: {}
  dos: {includes: una}
""") == [
        (4, "unknown-actor"), (5, "bad-money"), (6, "missing-period"), (7, "unknown-unit"),
        (8, "evidence-of-nothing"), (9, "unknown-key"), (10, "includes-itself"),
        (10, "unknown-improvement"), (12, "unknown-field"), (12, "unknown-step"), (12, "unknown-step"),
        (13, "unknown-route"), (14, "missing-key"), (14, "includes-itself"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("inscripcion.wait: 1 d", "inscripcion.wait: 2 d", True),
        ("inscripcion.wait: 1 d", "inscripcion.wait: 1 d", True),
        ("inscripcion.wait: 1 d", "inscripcion.dropout: 1 %", False),
        ("lugar-parto.next.parto: 98 %", "lugar-parto.next.visita-recien-nacido: 5 %", True),
        ("lugar-parto.next.parto: 98 %", "lugar-parto.next.parto.handover: referral", False),
        ("lugar-parto.next.handover: system", "lugar-parto.next.parto.handover: referral", True),
        ("pani-ninez.repeat: {times: 6, every: 1 mo}", "pani-ninez.repeat.times: 4", True),
        ("pani-ninez.repeat.every: 2 mo", "pani-ninez.repeat.times: 4", False),
        ("actors.pai.capacity: 9 per day", "actors.pai.capacity: 8 per day", True),
        ("demand: 9 per day", "holds: [cedula-madre]", False),
    ],
)
def test_two_that_set_the_same_thing_are_told_with_both_lines(book, one, other, clash):
    text = "improvements:\n" + "".join(
        f"  {name}:\n    name: M\n    routes:\n      0-4:\n        set: {{{change}}}\n"
        for name, change in (("una", one), ("otra", other))
    )
    assert told(book, text) == ([(11, "improvements-clash")] if clash else [])
    if clash:
        (problem,) = rutas.load(book).improvements.problems
        assert "(línea 6)" in problem.message


def test_who_includes_another_and_says_so_goes_over_it(book):
    text = """\
improvements:
  una: {{name: Una, routes: {{0-4: {{set: {{inscripcion.wait: 1 d}}}}}}}}
  todo: {{name: Todo, includes: una, over: {over}, routes: {{0-4: {{set: {{inscripcion.wait: 0 d}}}}}}}}
"""
    assert told(book, text.format(over="no")) == [(3, "improvements-clash")]
    assert told(book, text.format(over="sí")) == []


def test_two_may_close_one_step_and_none_may_set_what_another_closes(book):
    text = """\
improvements:
  una: {name: Una, routes: {0-4: {close: reposicion}}}
  otra: {name: Otra, routes: {0-4: {close: [reposicion]}}}
"""
    assert told(book, text) == []
    text += "  mas: {name: Más, routes: {0-4: {set: {reposicion.dropout: 1 %}}}}\n"
    assert told(book, text) == [(4, "improvements-clash")]


def test_a_hint_that_is_obeyed_leads_to_what_was_meant(book):
    text = "improvements:\n  a: {name: A, upkeep: 4 M PYG mensual}\n"
    assert told(book, text) == [(2, "in-words")]
    (problem,) = rutas.load(book).improvements.problems
    assert told(book, text.replace("4 M PYG mensual", "4 M PYG per month")) == []
    assert "4 M PYG per month" in problem.hint


def test_a_catalogue_is_read_when_it_is_asked_for(book):
    (book / "improvements.yaml").write_text("improvements: [", encoding="utf-8")
    found = rutas.load(book)  # the routes can be read all the same
    with pytest.raises(BookError):
        list(found.improvements)
    (book / "improvements.yaml").unlink()
    assert list(rutas.load(book).improvements) == []
    with pytest.raises(UsageError, match="registro"):
        rutas.load(BOOK).improvements["registro-en-hospita"]


def test_a_route_cannot_be_called_as_the_catalogue(book):
    shutil.copy(book / "0-4.yaml", book / "Improvements.yml")
    with pytest.raises(BookError, match="reserved-file"):
        rutas.load(book)
