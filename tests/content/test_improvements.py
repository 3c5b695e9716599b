"""The improvements that are shipped: each with its source, estimates that say so, and an integrated centre."""

from __future__ import annotations

from pathlib import Path

import pytest

import rutas
from rutas.diagram.kinds import KINDS
from rutas.improve.bundle import Bundle
from rutas.improve.centre import Centre
from rutas.improve.ranking import Ranking
from tests.diagram.canvas_checks import flaws
from tests.diagram.kind_cases import request


@pytest.fixture(scope="module")
def shipped():
    return rutas.load(Path(__file__).parents[2] / "routes")


def test_there_are_enough_and_each_has_a_source_and_someone_responsible(shipped):
    found = shipped.improvements
    assert found.problems == []
    assert len(found) >= 13
    for name, one in found.items():
        assert one.evidence["narrative"].cites, name
        assert one.responsible, name
        priced = {"cost", "upkeep", "ready"} & {key for key, value in one if value is not None}
        assert all(one.evidence[key].basis == "estimate" for key in priced), name


def test_each_helps_and_the_whole_helps_less_than_its_parts_together(shipped):
    ranking = Ranking(shipped, shipped.improvements, draws=50)
    gains = {name: ranking.gain([name]) for name in ranking.names}
    assert all(gain.people > 0 for gain in gains.values())
    assert set(ranking.names) == set(shipped.improvements)
    parts = shipped.improvements["clas"].includes
    assert len(parts) >= 4
    assert gains["clas"].people == pytest.approx(ranking.gain(parts).people)


@pytest.mark.parametrize("paper", ["a3-landscape", "a2-landscape", "a3"])
def test_the_integrated_centre_is_fit_to_print(shipped, paper):
    centre = Centre(Bundle(shipped.improvements, ("clas",)), tuple(shipped.values()))
    asked = request(paper)
    assert flaws(KINDS["center"].draw(centre, asked), asked) == []
