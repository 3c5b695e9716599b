"""Work out how far each instrument got in each territory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.territory.survey import in_hundred, latest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from rutas.model.instruments import Instruments, Period, State
    from rutas.model.territory import Territory

__all__ = ["Progress", "counted", "progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an instrument stands in a territory.

    Attributes
    ----------
    instrument, territory
        Their ids.
    state
        How far it is; ``None`` where nothing is said of that territory.
    planned, real
        From when to when it was to be applied, and was.
    done, total, counted
        How many are done, of how many, and the day of the count; ``None`` where nobody says.
    late
        Whether it was to be done before the day asked, and is not.
    """

    instrument: str
    territory: str
    state: State | None
    planned: Period
    real: Period
    done: int | None
    total: int | None
    counted: date | None
    late: bool

    @property
    def percent(self) -> int | None:
        """How many are done in every hundred, halves upwards."""
        return counted([self])


def progress(
    instruments: Instruments, territories: Mapping[str, Territory], on: date
) -> Iterator[Progress]:
    """Yield where each instrument stands in each territory that it names, on a day.

    Parameters
    ----------
    instruments
        The instruments.
    territories
        The territories by id; what their surveys count is read here, and written nowhere twice.
    on
        The day asked.
    """
    for name, instrument in instruments.instruments.items():
        for territory, there in instrument.territories.items():
            done, total, counted_on = there.done, there.total, None
            if instrument.counts == "survey":
                survey = latest(territories[territory], on)
                if survey is not None:
                    done, total, counted_on = survey.surveyed, survey.points, survey.on
            state = there.state or instrument.state
            due = there.planned.to
            late = state != "done" and due is not None and due < on
            yield Progress(
                name, territory, state, there.planned, there.real, done, total, counted_on, late
            )


def counted(several: Iterable[Progress]) -> int | None:
    """Return how many are done in every hundred of those that are counted, halves upwards."""
    known = [(one.done, one.total) for one in several if one.done is not None and one.total]
    return in_hundred(sum(done for done, _ in known), sum(total or 0 for _, total in known))
