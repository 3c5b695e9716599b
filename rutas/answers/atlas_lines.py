"""Write districts as a spreadsheet has them: a row a route and district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.row import Amount, Count, Rank, Share, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.answers.atlas_rows import District

__all__ = ["Line", "lines"]


@row
class Line:
    """A route in a district, as a spreadsheet has it.

    Attributes
    ----------
    rank, district, name, example
        The district.
    route, people_per_year, completion
        The route there.
    lost_most, lost_share, busiest, utilisation, least_covered, coverage
        What stands out there, by id and figure.
    handovers, actors_alone, documents_lacking
        As in `OnRoute`; of the actors their number.
    journey_p50, journey_p90
        Days.
    points, first_point, gain
        How many critical points there are, and the first of them.
    played, low, high
        How many complete for one who enters, day by day, and its bounds.
    longest_wait, wait_p90, growing
        The step with the longest wait, its days, and how many queues have no end.
    """

    rank: Rank
    district: str
    name: str
    example: bool
    route: str
    people_per_year: Amount | None
    completion: Share
    lost_most: str | None
    lost_share: Share | None
    busiest: str | None
    utilisation: Amount | None
    least_covered: str | None
    coverage: Share | None
    handovers: Amount | None
    actors_alone: Count | None
    documents_lacking: Count
    journey_p50: Amount | None
    journey_p90: Amount | None
    points: Count | None
    first_point: str | None
    gain: float | None
    played: Amount | None
    low: float | None
    high: float | None
    longest_wait: str | None
    wait_p90: Amount | None
    growing: Count | None


def lines(district: District) -> Iterator[Line]:
    """Yield the rows of a district, a route each."""
    for one in district.routes:
        lost, busy, least = one.lost_most, one.busiest, one.least_covered
        first = one.points[0] if one.points else None
        yield Line(
            rank=district.rank, district=district.id, name=district.name, example=district.example,
            route=one.route, people_per_year=one.people_per_year, completion=one.completion,
            lost_most=_part(lost, "step"), lost_share=_part(lost, "share"),
            busiest=_part(busy, "resource"), utilisation=_part(busy, "utilisation"),
            least_covered=_part(least, "service"), coverage=_part(least, "share"),
            handovers=one.handovers,
            actors_alone=None if one.actors_alone is None else len(one.actors_alone),
            documents_lacking=one.documents_lacking,
            journey_p50=_part(one.journey_days, "p50"),
            journey_p90=_part(one.journey_days, "p90"),
            points=None if one.points is None else len(one.points),
            first_point=_part(first, "step"), gain=_part(first, "gain"),
            played=_part(one.played, "completion"), low=_part(one.played, "low"),
            high=_part(one.played, "high"),
            longest_wait=_part(_part(one.played, "longest_wait"), "step"),
            wait_p90=_part(_part(one.played, "longest_wait"), "p90"),
            growing=None if one.played is None else len(one.played.growing),
        )  # fmt: skip


def _part(one: object, name: str) -> Any:
    """Return an attribute of what may be missing."""
    return None if one is None else getattr(one, name)
