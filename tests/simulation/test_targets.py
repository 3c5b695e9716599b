"""What may be asked of a route, and what is said where it can't be read."""

from __future__ import annotations

import pytest

from rutas.errors import UsageError
from rutas.simulation.targets import Target, read_target
from tests.simulation.tandem import START, tandem


@pytest.fixture(scope="module")
def played():
    return tandem("3 per day", None, "20 per week")


@pytest.mark.parametrize(
    ("text", "row", "statistic", "days"),
    [
        ("p0.wait.p90<=7d", "ruta/p0", "p90", 7.0),
        (" ruta/p0.wait.p90 <= 1 semana ", "ruta/p0", "p90", 7.0),
        ("step:p2.espera.media ≤ 2 d", "step:p2", "mean", 2.0),
        ("p2.espera.máximo<=1 mes", "ruta/p2", "most", 365.25 / 12),
        ("journey.p50<=60d", "", "p50", 60.0),
        ("recorrido.mediana<60 d", "", "p50", 60.0),
    ],
)
def test_a_target_is_read_as_people_write_it(played, text, row, statistic, days):
    found = read_target(text, played)
    assert found == Target(text, row, statistic, pytest.approx(days))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("p0.wait.p90", "WHO.wait.FIGURE<=TIME"),
        ("p0.wait.p90>=7d", "WHO.wait.FIGURE<=TIME"),
        ("wait<=7d", "WHO.wait.FIGURE<=TIME"),
        ("p0.takes.p90<=7d", "“takes” is nothing"),
        ("wait.p90<=7d", "“wait” is nothing"),
        ("p0.wait.p95<=7d", "no figure “p95” in “p0.wait.p95<=7d”. Did you mean “p9"),
        ("p0.wait.p90<=7", "target “p0.wait.p90<=7”: "),
        ("p0.wait.p90<=5..7 d", "more than one time"),
        ("p9.wait.p90<=7d", "Nobody queues at “p9”"),
        ("p1.wait.p90<=7d", "Its wait is the one declared, 3 d"),
    ],
)
def test_what_is_wrong_is_told(played, text, told):
    from rutas.locale import speaking

    with speaking("en"), pytest.raises(UsageError) as error:
        read_target(text, played)
    assert told in str(error.value)


def test_an_actor_is_asked_for_all_its_steps(book):
    from rutas.simulation.setting import setting

    made = setting([book["0-4"]], start=START, years=1)
    found = read_target("registro-civil.wait.p90<=7d", made)
    assert found.row == "actor:registro-civil"
    assert [one.id for one in found.asks(made)] == ["actor:registro-civil"]
    step = read_target("inscripcion.wait.p90<=7d", made)
    assert [one.id for one in step.asks(made)] == ["actor:registro-civil"]
    assert read_target("journey.p50<=1y", made).asks(made) == []
