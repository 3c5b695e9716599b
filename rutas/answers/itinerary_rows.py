"""The rows of a family's itinerary."""

from __future__ import annotations

from typing import Literal

from rutas.answers.row import Amount, Count, Rank, row

__all__ = ["Alternative", "Day", "Itinerary", "Unplaced", "Visit"]

Pace = Literal["best", "usual", "slow"]
Patience = float | Literal["max"]


@row
class Visit:
    """One visit.

    Attributes
    ----------
    visit
        Its id: the step's, and in a series ``step.1``, ``step.2``, ...
    step, number, of
        The step, and which visit of how many it is.
    point, place
        Where it is; null where nobody goes anywhere, or nobody knows where.
    arrive, start, end
        When she is there, and from when to when she is attended (HH:MM); null where there is no hour.
    bring, missing
        The papers to bring, and those that the step asks for and are not in hand by then.
    get
        The papers with which she comes back.
    by, late
        Until when it is in time (ISO 8601), null where nothing is due; and whether it is after that.
    doubtful
        Whether the ficha found that the point cannot serve.
    stale
        Whether what is known of the point has to be confirmed: it is old, or nobody says how old.
    appointment
        Whether one has to have an appointment.
    where
        How sure it is where to go: ``point``, ``agreed`` on a working day of her choice, or ``ask`` first.
    """

    visit: str
    step: str
    number: Rank
    of: Rank
    point: str | None
    place: str | None
    arrive: str | None
    start: str | None
    end: str | None
    bring: tuple[str, ...]
    missing: tuple[str, ...]
    get: tuple[str, ...]
    by: str | None
    late: bool
    doubtful: bool
    stale: bool
    appointment: bool
    where: Literal["point", "agreed", "ask"]


@row
class Day:
    """A day on which she does something.

    Attributes
    ----------
    date
        The day (ISO 8601).
    leave, back
        When she leaves home and is back (HH:MM); null where she does not leave.
    trip
        Whether some visit is outside her place.
    minutes
        Minutes on the way.
    cost, cost_known
        The sum of the fares and prices that are known, and whether all are.
    visits
        The visits, in their order.
    """

    date: str
    leave: str | None
    back: str | None
    trip: bool
    minutes: Amount
    cost: Amount
    cost_known: bool
    visits: tuple[Visit, ...]


@row
class Alternative:
    """What another patience would bring.

    Attributes
    ----------
    patience
        For how many days one visit is put off to save a trip; ``max`` for as few trips as can be.
    trips, finish
        Its trips, and its last day (ISO 8601).
    """

    patience: Patience
    trips: Count
    finish: str | None


@row
class Unplaced:
    """A visit for which there is no day.

    Attributes
    ----------
    visit, step, number, of
        Its id, the step's, and which visit of how many it is.
    reason
        ``no-point`` gives it, none is open from then to the last day that was looked at (``never-open``),
        all are ``out-of-reach``, none is open for so long (``too-long``), its days are taken by the others
        (``no-day-left``), or it ``follows`` one that has no day.
    """

    visit: str
    step: str
    number: Rank
    of: Rank
    reason: Literal["no-point", "never-open", "out-of-reach", "too-long", "no-day-left", "follows"]


@row
class Itinerary:
    """A family's days, doors and papers.

    Attributes
    ----------
    territory, route
        Their ids.
    on
        The day asked, by which data are old (ISO 8601).
    example
        Whether something in the territory is made up.
    home, born, start, until
        The place where she lives, the day of the birth, from when on she goes, and the last day that was
        looked at (ISO 8601).
    from_, to
        Ids of the first step, and of the last ones.
    pace, patience_days
        Which end of the waits was taken; for how many days one visit is put off to save a trip.
    method
        ``exact``: nothing is better. ``best-found``: the search was ended before it could tell.
    late
        Visits after they were due.
    trips, trips_at_least
        Days with a visit outside her place; no itinerary as good has fewer than the second.
    finish
        The day of the last visit (ISO 8601); null where there is none.
    minutes
        Minutes on the way, of all days.
    cost, currency, cost_known
        The sum of the fares and prices that are known, and whether all are.
    alternatives
        Where another patience brings something else.
    days
        The days on which she does something.
    unplaced
        The visits for which there is no day.
    assumed
        What was taken for what the files do not say.
    """

    territory: str
    route: str
    on: str
    example: bool
    home: str
    born: str
    start: str
    until: str
    from_: str
    to: tuple[str, ...]
    pace: Pace
    patience_days: Patience
    method: Literal["exact", "best-found"]
    late: Count
    trips: Count
    trips_at_least: Count
    finish: str | None
    minutes: Amount
    cost: Amount
    currency: str | None
    cost_known: bool
    alternatives: tuple[Alternative, ...]
    days: tuple[Day, ...]
    unplaced: tuple[Unplaced, ...]
    assumed: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is late, missing, doubtful or without a day."""
        visits = [visit for day in self.days for visit in day.visits]
        wrong = any(visit.late or visit.missing or visit.doubtful for visit in visits)
        return not wrong and not self.unplaced
