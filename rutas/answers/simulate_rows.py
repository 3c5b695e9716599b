"""The rows of a simulated district: what is queued for, what a change does, and the document."""

from __future__ import annotations

from rutas.answers.row import Amount, Count, Share, row
from rutas.answers.simulate_people import Figure, Totals
from rutas.simulation.why import Reason

__all__ = [
    "Difference", "QueueLength", "Recovery", "Service", "Shock", "Simulation", "StepQueue", "Wait", "Waited",
]  # fmt: skip


@row
class Waited:
    """How long people waited for a place, of those who asked within what is measured.

    Attributes
    ----------
    mean, low, high
        The mean in days, and its bounds; null where nobody waited, or the queue has no end, or one in ten or
        more of those who asked wait still.
    p50, p90, worst
        Percentiles and the longest wait of a replication, in the mean of the replications.
    """

    mean: float | None
    low: float | None
    high: float | None
    p50: float | None
    p90: float | None
    worst: float | None


@row
class Wait:
    """The wait before a door: played, by formula, and declared.

    Attributes
    ----------
    simulated
        As played.
    formula
        Days by the formula for a queue; null where it has no end.
    declared
        Days that the route declares, of steps that do so by their arrivals; null where none does.
    why
        The reasons for which the formula says otherwise, the strongest first, where it does so by more than
        the interval and more than a day.
    """

    simulated: Waited
    formula: Amount | None
    declared: Amount | None
    why: tuple[Reason, ...]


@row
class QueueLength:
    """People who wait at the end of a day.

    Attributes
    ----------
    mean, most, end
        In the mean, at most, and on the last day of a replication, in the mean of the replications.
    """

    mean: float
    most: float
    end: float


@row
class StepQueue:
    """What happened at one step.

    Attributes
    ----------
    step
        The step; with its route where there are several.
    came
        Places asked for a day.
    wait_days
        How long people waited for them.
    queue
        Who waits.
    gave_up
        Of those who asked, the share who left the queue.
    late
        Of the visits that were over, the share that were too late; null where nothing is due.
    """

    step: str
    came: Figure
    wait_days: Waited
    queue: QueueLength
    gave_up: Figure
    late: Figure | None


@row
class Service:
    """What people queue for: an actor, a step, or a service of the doors of a territory.

    Attributes
    ----------
    resource
        What it is: ``actor:ID``, ``step:ID``, ``service:ID``.
    steps
        The steps that ask for its places; with their routes where there are several.
    capacity
        People whom it can attend, a calendar day.
    came, served
        Places asked for, and given out, a calendar day.
    utilisation
        Of the places that there were, the share given out.
    wait_days
        How long people wait.
    queue
        Who waits.
    grows
        The share of the replications in which the queue has no end.
    growth_per_year
        How many more wait after each year; 0 where the queue has an end in at least half of them.
    year_end_waits
        Where it grows: for how many days who comes last in each year would wait.
    gave_up, no_shows
        Of those who asked, the share who left the queue; of the places given out, of those who did not show.
    late
        Of the visits to its steps that were over, the share that were too late; null where nothing is due.
    tied
        The resources whose mean wait can't be told from this one's.
    by_step
        The same by step, where there are several.
    """

    resource: str
    steps: tuple[str, ...]
    capacity: Amount | None
    came: Figure
    served: Figure
    utilisation: Figure
    wait_days: Wait
    queue: QueueLength
    grows: Share
    growth_per_year: float
    year_end_waits: tuple[Figure, ...]
    gave_up: Figure
    no_shows: Figure
    late: Figure | None
    tied: tuple[str, ...]
    by_step: tuple[StepQueue, ...]


@row
class Difference:
    """One figure before and after a change, the same people having come.

    Attributes
    ----------
    figure
        Its path: ``completion``, ``journey_days.p50``, or ``RESOURCE.wait``, ``RESOURCE.queue``.
    before, after
        The means.
    difference
        After less before, with its paired interval.
    told
        Whether there is one: the interval does not hold 0.
    """

    figure: str
    before: float | None
    after: float | None
    difference: Figure
    told: bool


@row
class Recovery:
    """How long a shock is felt at one door.

    Attributes
    ----------
    resource
        What people queue for.
    most
        By how many people the queue was longer, on the worst week.
    days
        Days from the end of the shock until the queue is as it would have been without it, from then on; 0
        where it never differs after it, null where it still does at the end.
    """

    resource: str
    most: float
    days: Count | None


@row
class Shock:
    """What happened.

    Attributes
    ----------
    text
        As it was asked.
    first, last
        Its days (ISO 8601).
    recovery
        How long it is felt at each door where it is.
    """

    text: str
    first: str
    last: str
    recovery: tuple[Recovery, ...]


@row
class Simulation:
    """A district, day by day, for whole years.

    Attributes
    ----------
    routes
        Ids of the routes that are played together.
    territory, example
        The territory, null where none is named; and whether something in it is made up.
    seed
        Another has other people; the same one gives the same figures.
    start, years
        The first day that is measured (ISO 8601), and for how many years from it on.
    replications
        How many times it was played.
    precision, reached
        The relative half width that each figure was to have, and whether all have it.
    interrupted
        Whether it was stopped before.
    warm_up_days
        For how many days it was played before the start.
    settled
        Whether the number of people in the routes settles.
    totals
        What becomes of all people.
    by_route
        What becomes of the people of each route, where there are several.
    services
        What people queue for, by the mean wait; what grows without end first.
    against
        The figures before and after what was changed; null where nothing is compared.
    shocks
        What happened on the way, and how long it is felt.
    assumed
        What was taken for what the files do not say.
    """

    routes: tuple[str, ...]
    territory: str | None
    example: bool
    seed: int
    start: str
    years: Count
    replications: Count
    precision: Amount
    reached: bool
    interrupted: bool
    warm_up_days: Count
    settled: bool
    totals: Totals
    by_route: tuple[Totals, ...]
    services: tuple[Service, ...]
    against: tuple[Difference, ...] | None
    shocks: tuple[Shock, ...]
    assumed: tuple[str, ...]
