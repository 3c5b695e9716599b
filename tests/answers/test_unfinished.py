"""Where the walk of people is cut short, that is said wherever their figures are, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rutas.analysis.whole import Analysis
from rutas.answers import find_question
from rutas.answers.row import plain
from rutas.prose.report import markdown
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route

CUT = "no llegó a terminar en el cálculo"
QUESTIONS = {"steps": {}, "critical": {}, "compare": {}, "whatif": {"set_": ["c.dropout=20%"]}}


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> Analysis:
    """Branches that cross, so that people are walked, and a loop that hardly anybody leaves."""
    monkeypatch.setattr("rutas.tokens.simulate._WORK", 20_000)
    answers = [{"to": "y", "share": "99.9 %"}, {"to": "f"}]
    route: Route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": ["d", "z"]},
            {"id": "c", "dropout": "10 %", "next": "d"},
            {"id": "d", "join": "all", "next": "z"},
            {"id": "z", "join": "all", "next": ["y", "f"]},
            {"id": "y", "wait": "1 d", "next": answers},
            {"id": "f", "outcome": "bien"},
        ],
        profiles={"rural": {"name": "Rural", "set": {"c.dropout": "30 %"}}},
    )
    return Analysis(route, journeys=200, draws=10)


@pytest.mark.parametrize("name", QUESTIONS)
def test_who_is_cut_short_is_told_beside_the_shares_of_people(long: Analysis, name: str) -> None:
    question = find_question(name)
    found = question.answer(long, **QUESTIONS[name])
    notes = [note for table in question.tables(found, long.route) for note in table.notes]
    told = [note for note in notes if CUT in note]
    assert len(told) == (
        2 if name in {"compare", "whatif"} else 1
    )  # of both sides, each by its name
    if name == "compare":
        assert [note.partition(":")[0] for note in told] == ["Las demás familias", "Rural"]
        assert any("recorridos al azar" in note for note in notes)


def test_the_share_is_that_of_those_still_on_their_way_and_stands_in_the_document(
    long: Analysis,
) -> None:
    cut = long.people.unfinished
    # Nobody is counted twice: 90 of 100 complete, but for those who are cut.
    assert 0.2 < cut < 0.5
    assert long.completion + cut + long.people.lost == pytest.approx(1)
    document = plain(find_question("steps").answer(long))
    assert document["totals"]["unfinished"] == pytest.approx(cut)
    assert plain(find_question("critical").answer(long))["unfinished"] == pytest.approx(cut)


def test_the_report_says_it_of_all_and_of_each_population(long: Analysis) -> None:
    assert markdown(long).count(CUT) == 2


def test_nothing_is_said_where_all_walk_to_their_end() -> None:
    route = route_of([{"id": "a", "outcome": "bien"}])
    found = find_question("steps").answer(Analysis(route))
    assert "unfinished" not in plain(found)["totals"]
