"""Where routes fare worst, over many districts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.answers.atlas_lines import Line, lines
from rutas.answers.atlas_rows import (
    Atlas,
    Busy,
    Days,
    District,
    Failed,
    Left,
    OnRoute,
    Play,
    Played,
    Point,
    Received,
    Waited,
)
from rutas.answers.row import like
from rutas.answers.table import Column, Table
from rutas.answers.territory import people_words
from rutas.answers.words import joined
from rutas.locale import language, say
from rutas.quantity import UNKNOWN, percent, short_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.atlas import Asked
    from rutas.atlas import Atlas as Found
    from rutas.atlas.figures import Found as OfRoute
    from rutas.atlas.figures import Played as OfPlay
    from rutas.book import Book

__all__ = [
    "answer", "completing", "endless", "longest_wait", "resource_name", "tables", "wait_words",
]  # fmt: skip

_MOST = 20  # districts that a terminal shows, unless all are asked for


def answer(found: Found, asked: Asked, *, seed: int | None = None, of: int | None = None) -> Atlas:
    """Return what was found of districts, the worst first.

    Parameters
    ----------
    found, asked
        The districts, and what was asked of them.
    seed
        Of districts that were made up.
    of
        How many there should be, where somebody may have stopped it.
    """
    known = len(found.districts) + len(found.failed)
    return Atlas(
        routes=asked.routes,
        measures=asked.measures,
        on=asked.on.isoformat(),
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
        missing=(known if of is None else of) - known,
        play=_play(asked) if asked.measures == "simulation" else None,
    )  # fmt: skip


def _play(asked: Asked) -> Play:
    return like(Play, asked, start=asked.start.isoformat(), warm_up_days=asked.warm_up)


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
        played=found.played and _played(found.played),
    )


def _played(found: OfPlay) -> Played:
    return like(
        Played,
        found,
        journey_days=Days(p50=found.journey_p50, p90=found.journey_p90),
        longest_wait=found.longest_wait and like(Waited, found.longest_wait),
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
        Column("", lambda one: _busy(_worst(one), book), heading="busiest")
        if found.play is None
        else Column("", lambda one: wait_words(one, book), heading="longest-wait"),
    ]
    yield Table(
        Line, [line for one in found.districts for line in lines(one)], columns,
        title=say("atlas.title"), lead=[*_lead(found)], notes=[*_notes(found)],
        shown=found.districts, most=_MOST, more="atlas.more",
    )  # fmt: skip


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


def completing(found: OnRoute) -> float:
    """Return how many complete for one who enters, day by day where that was played."""
    return found.completion if found.played is None else found.played.completion


def longest_wait(district: District) -> tuple[str, str, float] | None:
    """Return the route, the step and the days of the longest wait in a district; none where nobody waits."""
    waits = [
        (one.route, one.played.longest_wait.step, one.played.longest_wait.p90)
        for one in district.routes
        if one.played and one.played.longest_wait
    ]
    return max(waits, key=lambda wait: wait[2], default=None)


def endless(district: District) -> list[tuple[str, str]]:
    """Return the route and the name of each step or actor in a district before which a queue has no end."""
    return [
        (one.route, name) for one in district.routes if one.played for name in one.played.growing
    ]


def wait_words(district: District, book: Book) -> str:
    """Say what is waited for without end, or else longest."""
    if queues := endless(district):
        return say("atlas.grows-whose", name=resource_name(*queues[0], book))
    if (longest := longest_wait(district)) is None:
        return UNKNOWN
    route, step, days = longest
    return f"{book[route].steps[step].title.to(language())} {short_span(days)}"


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
    yield say("atlas.legend" if found.play is None else "atlas.legend-played")
    if found.play is not None:
        play = found.play
        said = {"years": play.years, "times": play.replications, "seed": play.seed}
        yield say("atlas.played", day=play.start, warm_up=play.warm_up_days, **said)
    for one in found.failed:
        yield say("atlas.failed", id=one.id, error=one.error)
    if found.missing:
        yield say("atlas.missing", missing=found.missing)
