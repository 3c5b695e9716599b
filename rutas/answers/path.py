"""The likeliest, the quickest and the longest way between two steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rutas.answers.quantities import assumed_sentences
from rutas.answers.question import Parameter, Question
from rutas.answers.row import Amount, Share, like, row
from rutas.answers.table import Column, Table
from rutas.answers.words import joined, share_cell, step_name
from rutas.locale import say
from rutas.quantity import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.analysis import Analysis
    from rutas.model import Route

__all__ = ["QUESTION", "Way", "Ways", "answer"]


@row
class Way:
    """One way through a route.

    Attributes
    ----------
    steps
        Ids, first and last included.
    chance
        Of a person at the first step, to get to the end of the last one this way and no other.
    days
        Expected days, from the first step's being open to her to the end of the last.
    """

    steps: tuple[str, ...]
    chance: Share
    days: Amount


@row
class Ways:
    """The ways from one step to another.

    Attributes
    ----------
    from_, to
        The two steps.
    likeliest, quickest
        Of all ways; null where there is none.
    longest
        Of the ways that pass no step twice.
    longest_unknown
        Why the longest is null though there is a way: ``too-many-ways`` round the loops to compare them all.
    assumed
        What was unknown and taken as no time or no loss, on any of the three.
    """

    from_: str
    to: str
    likeliest: Way | None
    quickest: Way | None
    longest: Way | None
    longest_unknown: Literal["too-many-ways"] | None
    assumed: tuple[str, ...]


def answer(found: Analysis, *, target: str, source: str = "") -> Ways:
    """Return the likeliest, the quickest and the longest way between two steps.

    Parameters
    ----------
    found
        The route's analysis.
    target
        The last step.
    source
        The first step; the first way in where none is named.

    Raises
    ------
    UsageError
        If the route has no such step.
    """
    first = source or found.route.ways_in[0].to
    ways = found.ways(first, target)
    return Ways(
        from_=first,
        to=target,
        likeliest=like(Way, ways.likeliest) if ways.likeliest else None,
        quickest=like(Way, ways.quickest) if ways.quickest else None,
        longest=like(Way, ways.longest) if ways.longest else None,
        longest_unknown="too-many-ways" if ways.undecided else None,
        assumed=tuple(map(str, ways.assumed)),
    )


@row
class Line:
    """One of the three ways.

    Attributes
    ----------
    way
        Which of them.
    steps, chance, days
        As of the way.
    """

    way: Literal["likeliest", "quickest", "longest"]
    steps: tuple[str, ...]
    chance: Share
    days: Amount


def tables(found: Ways, route: Route) -> Iterator[Table]:
    """Show the three ways."""
    columns = (
        Column("way", lambda way: say(f"cli.way-{way}"), style="bold", whole=True),
        Column(
            "days", lambda days: span(None if route.timeless else days), "right", heading="length"
        ),
        Column("chance", share_cell, "right"),
        Column("steps", " → ".join, heading="way-steps"),
    )
    ways: dict[Literal["likeliest", "quickest", "longest"], Way | None] = {
        "likeliest": found.likeliest,
        "quickest": found.quickest,
        "longest": found.longest,
    }
    lines = [like(Line, one, way=which) for which, one in ways.items() if one is not None]
    taken = [one for one in route.assumed if str(one) in found.assumed]
    passed = [one for line in lines for one in line.steps[:-1]]
    forks = [one for one in dict.fromkeys(passed) if route.steps[one].parallel]
    notes = []
    if forks:
        notes.append(
            say("cli.ways-together", steps=joined([step_name(route, one) for one in forks]))
        )
    if lines and route.timeless:
        notes.append(say("cli.timeless"))
    notes += assumed_sentences(route, taken)
    if found.longest_unknown:
        notes.append(say("cli.too-many-ways"))
    if not lines:
        notes = [say("cli.no-way", source=found.from_, target=found.to)]
    title = f"{route.steps[found.from_].title} → {route.steps[found.to].title}"
    # where nothing is said of time, none is quicker or longer
    shown = lines[:1] if route.timeless else lines
    yield Table(Line, lines, columns, title=title, notes=notes, shown=shown)


QUESTION = Question(
    "path", Ways, answer, tables,
    parameters=(
        Parameter("--from", "step", "source", "STEP"),
        Parameter("--to", "step", "target", "STEP", required=True),
    ),
    many=False,
)  # fmt: skip
