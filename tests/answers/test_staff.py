"""What people read of the fewest places: what suffices, what does not, and a curve that fits a screen."""

from __future__ import annotations

import pytest

from rutas.answers.staff import _days_of, answer, tables
from rutas.simulation.staff import staff
from rutas.simulation.statistics import Interval
from rutas.simulation.targets import read_target
from tests.simulation.tandem import Plays, tandem


def told(setting, *targets):
    """The document, and the grids that are shown of it."""
    found = answer(staff(setting, [read_target(one, setting) for one in targets], Plays(2)))
    return found, [one.grid() for one in tables(found, setting.routes[0])]


def test_what_suffices_is_said_first_and_how_to_try_it():
    found, (goals, capacities, curve) = told(tandem("2 per day"), "p0.wait.mean<=1d")
    (one,) = found.capacities
    assert goals.lead == [
        f"Paso 0: bastan {one.places} cupos por semana (hoy 14).",
        f"Para probarlo: --set p0.capacity='{one.write}'",
    ]
    assert one.write == f"{one.places} per week"
    (row,) = goals.cells
    assert row[:2] == ["p0.wait.mean<=1d", "sin fin"]
    assert capacities.cells[0][:3] == ["step:p0", "14", str(one.places)]
    assert "semilla 3" in goals.notes[0]
    assert [row[0].removeprefix("▶ ") for row in curve.cells] == [
        str(at.places) for at in one.curve
    ]


def test_a_curve_is_bars_with_a_mark_where_the_target_is():
    found, (*_, curve) = told(tandem("2 per day"), "p0.wait.mean<=1d")
    (one,) = found.capacities
    bars = {row[0]: row[-1] for row in curve.cells}
    chosen = bars[f"▶ {one.places}"]
    assert "|" in chosen, "within the target: what is left to it is dotted"
    fewer = bars[str(one.places - 1)]
    assert "|" not in fewer or len(fewer.rstrip("|·")) > len(chosen.rstrip("|·"))
    lengths = [bar.count("█") for bar in bars.values()]
    assert lengths == sorted(lengths, reverse=True), "more places, shorter waits"
    assert max(map(len, bars.values())) <= 21
    known = [bar.rstrip("|") for bar in bars.values() if "»" not in bar]
    assert max(map(len, known)) == 20, "the longest of what is known, or the target"


def test_no_bound_is_below_nothing():
    """Though Student's interval of a few waits may be."""
    assert _days_of(Interval(0.2, -0.3, 0.7)).low == 0
    found, _ = told(tandem("2 per day"), "p0.wait.p90<=3d")
    assert found.capacities[0].utilisation.high <= 1


def test_where_no_capacity_suffices_it_says_what_is_left():
    found, (goals,) = told(tandem("2 per day"), "p0.wait.p90<=1d")
    assert not found.reachable
    assert found.capacities == ()
    assert (
        "Ninguna capacidad alcanza «p0.wait.p90<=1d»: con cupos para todos quedan 2 días."
        in goals.lead[0]
    )
    assert goals.cells[0][1:] == ["sin fin", "–", "2 d"]


def test_a_target_that_could_be_reached_has_no_figure_where_another_cannot():
    found, (goals,) = told(tandem("2 per day"), "p0.wait.p90<=1d", "p0.wait.max<=60d")
    assert [one.reachable for one in found.targets] == [False, True]
    assert [row[2] for row in goals.cells] == ["–", "–"]


def test_what_is_enough_as_it_is_needs_nothing():
    found, (goals,) = told(tandem("90 per day"), "journey.p90<=3d")
    assert found.reachable
    assert goals.lead == ["Se alcanza con las capacidades de hoy: nadie espera mucho por un cupo."]


def test_a_queue_elsewhere_that_grows_is_named():
    found, (goals, *_) = told(tandem("1 per day", "3 per day"), "p1.wait.mean<=1d")
    assert found.endless == ("step:p0",)
    assert "Crece sin fin la cola de Paso 0" in goals.notes[1]
    assert told(tandem("4 per day", "3 per day"), "p1.wait.mean<=1d")[0].endless == ()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_it_is_told_in_both_languages(lang):
    from rutas.locale import speaking

    with speaking(lang):
        _, grids = told(tandem("2 per day"), "p0.wait.mean<=1d")
    heads = {"es": "Hasta la meta |", "en": "Up to the target |"}
    assert grids[-1].heads[-1] == heads[lang]
