"""The rows of what it takes to reach a target."""

from __future__ import annotations

from typing import Literal

from rutas.answers.row import Amount, Count, Share, row
from rutas.answers.simulate_people import Figure

__all__ = ["Capacity", "Goal", "Point", "Staffing"]


@row
class Goal:
    """What is asked, and what comes of it.

    Attributes
    ----------
    target
        As it was written.
    row
        Whose wait it is of: a step as ``ROUTE/STEP``, or a resource; null of the whole journey.
    statistic
        Which figure of the days.
    days
        How many there may be.
    reachable
        Whether some capacity suffices.
    today, found, floor
        The figure, in days, with the capacities as they are, as they were found, and with places for
        everybody; null where a queue has no end (it grows, or one in ten who asked waits still), and `found`
        where no capacity suffices.
    slack_days
        Days between what is asked and what is found.
    """

    target: str
    row: str | None
    statistic: Literal["mean", "p10", "p50", "p90", "most"]
    days: Amount
    reachable: bool
    today: Figure | None
    found: Figure | None
    floor: Figure | None
    slack_days: float | None


@row
class Point:
    """A point of the curve: so many places, and what they come to.

    Attributes
    ----------
    places
        How many, of the capacity's unit.
    capacity
        As many people a calendar day, in the mean.
    days
        What the target comes to; null where a queue has no end.
    """

    places: Count
    capacity: Amount
    days: Figure | None


@row
class Capacity:
    """A capacity that was found.

    Attributes
    ----------
    resource, name
        Its id (``actor:ID``, ``step:ID``, ``service:ID``), and what people call it.
    steps
        The steps that ask for its places, as ``ROUTE/STEP``.
    unit
        Of what its places are counted; ``day`` is one on which it opens.
    today, capacity
        How many can be attended on a calendar day as it is, and as it was found.
    places_today, places
        The same in places of the unit; of what is uncertain the mean.
    write
        As a file writes what was found; null where doors hand the places out.
    formula
        The fewest places by formula (M/M/c); null where nothing is asked of the waits for it.
    utilisation
        The share of the places found that are given out.
    target
        The target of which `next_days` and `curve` tell.
    next_days
        What one place more would change, in days.
    curve
        More and fewer places, and what they come to, the other capacities as they were found.
    """

    resource: str
    name: str
    steps: tuple[str, ...]
    unit: Literal["day", "week", "month", "year"]
    today: Amount
    capacity: Amount
    places_today: Amount
    places: Count
    write: str | None
    formula: Count | None
    utilisation: Figure
    target: str
    next_days: Figure
    curve: tuple[Point, ...]


@row
class Staffing:
    """The fewest places that reach some targets.

    Attributes
    ----------
    route, territory
        The route, and the territory in which it is; null where it is in none.
    seed, start, years, warm_up_days, replications
        What was played, each time: with the same people, and after so many days that aren't measured.
    confidence
        How sure it is that the targets are reached.
    plays
        How many plays it took.
    reachable
        Whether some capacities suffice.
    targets
        What is asked, and what comes of it.
    capacities
        What suffices: with one place fewer of any, a target would be missed. Empty where no capacity does, or
        where nobody waits for one.
    endless
        Other resources whose queues grow without end: they hold up people who would come else.
    assumed
        What was taken for what the file does not say.
    """

    route: str
    territory: str | None
    seed: Count
    start: str
    years: Count
    warm_up_days: Count
    replications: Count
    confidence: Share
    plays: Count
    reachable: bool
    targets: tuple[Goal, ...]
    capacities: tuple[Capacity, ...]
    endless: tuple[str, ...]
    assumed: tuple[str, ...]
