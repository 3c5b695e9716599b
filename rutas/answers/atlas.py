"""Where routes fare worst, over many districts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from rutas.answers.atlas_rows import (
    Atlas,
    Busy,
    Days,
    District,
    Failed,
    Left,
    Line,
    OnRoute,
    Point,
    Received,
)
from rutas.answers.row import like
from rutas.answers.table import Column, Table
from rutas.answers.territory import people_words
from rutas.answers.words import joined
from rutas.locale import language, say
from rutas.quantity import UNKNOWN, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.atlas import Atlas as Found
    from rutas.atlas.figures import Found as OfRoute
    from rutas.book import Book

__all__ = ["answer", "resource_name", "tables"]

_MOST = 20  # districts that a terminal shows, unless all are asked for


def answer(
    found: Found, routes: Sequence[str], *, measures: str = "exact", seed: int | None = None,
    asked: int | None = None,
) -> Atlas:  # fmt: skip
    """Return what was found of districts, the worst first.

    Parameters
    ----------
    found
        The districts.
    routes, measures
        What was asked of them.
    seed
        Of districts that were made up.
    asked
        How many there should be, where somebody may have stopped it.
    """
    known = len(found.districts) + len(found.failed)
    return Atlas(
        routes=tuple(routes),
        measures=measures,
        seed=seed,
        districts=tuple(
            District(
                rank=rank, id=one.id, name=one.district.name.to(language()),
                example=one.district.example, people_per_year=one.people_per_year,
                completion=one.completion, worst=one.worst.route,
                routes=tuple(map(_on_route, one.routes)),
            )
            for rank, one in enumerate(found.districts, 1)
        ),
        failed=tuple(Failed(id=one.district.id, error=one.error) for one in found.failed),
        missing=(known if asked is None else asked) - known,
    )  # fmt: skip


def _on_route(found: OfRoute) -> OnRoute:
    points = found.points
    return like(
        OnRoute,
        found,
        lost_most=found.lost_most and like(Left, found.lost_most),
        busiest=found.busiest and like(Busy, found.busiest),
        least_covered=found.least_covered and like(Received, found.least_covered),
        journey_days=None if points is None else Days(p50=found.journey_p50, p90=found.journey_p90),
        points=None if points is None else tuple(like(Point, point) for point in points),
    )


def tables(found: Atlas, book: Book) -> Iterator[Table]:
    """Show a row a district, told by its worst route; a spreadsheet gets a row a route and district."""
    columns = [
        Column("rank", str, "right"),
        Column("", partial(_name, marked=found.seed is None), heading="district"),
        Column("people_per_year", people_words, "right", heading="people-enter"),
        Column("completion", percent, "right", heading="completing"),
        Column("worst", whole=True, heading="worst-route"),
        Column("", lambda one: _lost(_worst(one), book), heading="lost-most"),
        Column("", lambda one: _busy(_worst(one), book), heading="busiest"),
    ]
    yield Table(
        Line, [line for one in found.districts for line in _lines(one)], columns,
        title=say("atlas.title"), lead=[*_lead(found)], notes=[*_notes(found)],
        shown=found.districts, most=_MOST, more="atlas.more",
    )  # fmt: skip


def _lines(district: District) -> Iterator[Line]:
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
        )  # fmt: skip


def _part(one: object, name: str) -> Any:
    """Return an attribute of what may be missing."""
    return None if one is None else getattr(one, name)


def _worst(district: District) -> OnRoute:
    return next(one for one in district.routes if one.route == district.worst)


def _name(district: District, *, marked: bool) -> str:
    return district.name + (say("atlas.mark") if marked and district.example else "")


def _lost(found: OnRoute, book: Book) -> str:
    if found.lost_most is None:
        return UNKNOWN
    step = book[found.route].steps[found.lost_most.step].title.to(language())
    return f"{step} {percent(found.lost_most.share)}"


def _busy(found: OnRoute, book: Book) -> str:
    if found.busiest is None:
        return UNKNOWN
    name = resource_name(found.route, found.busiest.resource, book)
    return f"{name} {percent(found.busiest.utilisation)}"


def resource_name(route: str, resource: str, book: Book) -> str:
    """Return what people call a step or an actor that is named as ``step:ID`` or ``actor:ID``."""
    kind, _, name = resource.partition(":")
    if kind == "step":
        return book[route].steps[name].title.to(language())
    return book.catalogue.actors[name].name.to(language())


def _lead(found: Atlas) -> Iterator[str]:
    if not found.districts:
        return
    people = [one.people_per_year for one in found.districts]
    said = {"districts": len(people), "routes": joined(found.routes)}
    known = [some for some in people if some is not None]
    if len(known) < len(people):
        yield say("atlas.lead-unknown", **said)
    else:
        yield say("atlas.lead", people=round(sum(known)), **said)


def _notes(found: Atlas) -> Iterator[str]:
    if found.seed is not None:
        yield say("atlas.made-up", seed=found.seed)
    elif any(one.example for one in found.districts):
        yield say("atlas.example")
    yield say("atlas.legend")
    for one in found.failed:
        yield say("atlas.failed", id=one.id, error=one.error)
    if found.missing:
        yield say("atlas.missing", missing=found.missing)
