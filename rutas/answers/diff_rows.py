"""The pieces of the answer to what changes between two versions of a route."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rutas.answers.check import Problem
from rutas.answers.critical import Point
from rutas.answers.figure_lines import Change as Figure
from rutas.answers.row import Rank, row
from rutas.compare.edits import Area, How, What
from rutas.compare.effects import Effect

__all__ = ["Change", "Diff", "Diffs", "Place", "Points", "Population", "Problems", "Side", "Sound"]


@row
class Place:
    """Where something stands in a version.

    Attributes
    ----------
    file
        The file, in its own revision.
    line
        Counted from 1.
    """

    file: str
    line: Rank


@row
class Change:
    """One change between two versions.

    Attributes
    ----------
    what, how
        Of what kind of thing, and what happened to it.
    id
        The thing's id, in the newer version where that has it; of a link ``from->to``.
    was
        The id that it had before, where it is called otherwise now; else null.
    field
        Which of its fields changed; null where the whole thing is meant.
    before, after
        What it said and says, on one line as a file has it; null where nothing.
    area
        What the change is about.
    effect
        What it does to people.
    rule
        The rule that says so, which ``rutas explain`` explains; null where none speaks of it.
    old, new
        Where it stands in each version; null where it doesn't, and for what follows from other changes.
    text
        The change in one sentence.
    """

    what: What
    how: How
    id: str
    was: str | None
    field: str | None
    before: str | None
    after: str | None
    area: Area
    effect: Effect
    rule: str | None
    old: Place | None
    new: Place | None
    text: str


@row
class Side:
    """A version of a route.

    Attributes
    ----------
    source
        What it was called: a revision and a route, a file, a route of the book.
    status
        How far the committee had taken it.
    revised
        When it was last revised; null where that is not said.
    fingerprint
        Another one as soon as the route's file says anything else; null where it stands in no file.
    """

    source: str
    status: Literal["draft", "validated", "approved"]
    revised: str | None
    fingerprint: str | None


@row
class Population:
    """A population that both versions have.

    Attributes
    ----------
    id
        The profile's id.
    figures
        The route's figures for it, before and after, by name.
    """

    id: str
    figures: Mapping[str, Figure]


@row
class Points:
    """The critical points of both versions.

    Attributes
    ----------
    appear, stay, vanish
        Those of the newer version only, of both as the newer has them, and of the older only.
    """

    appear: tuple[Point, ...] = ()
    stay: tuple[Point, ...] = ()
    vanish: tuple[Point, ...] = ()


@row
class Sound:
    """Whether each version can end whatever people answer.

    Attributes
    ----------
    before, after
        True, false, or null where it was not decided.
    """

    before: bool | None
    after: bool | None


@row
class Problems:
    """What the rules find in one version only.

    Attributes
    ----------
    appear, vanish
        In the newer version, and in the older.
    """

    appear: tuple[Problem, ...] = ()
    vanish: tuple[Problem, ...] = ()


@row
class Diff:
    """What changes between two versions of a route.

    Attributes
    ----------
    route
        The route's id, in the newer version where that has it.
    old, new
        The versions; null where there is no such route.
    summary
        What the newer version does to people, in one sentence.
    changes
        The changes that were asked for, in the order of the newer version; behind them what follows from all.
    figures
        The route's figures as it is written, before and after, by name.
    profiles
        The same of each population that both versions have.
    points
        The critical points that appear, stay and vanish.
    sound
        Whether each version can end whatever people answer.
    problems
        What the rules find in one version only.
    """

    route: str
    old: Side | None
    new: Side | None
    summary: str
    changes: tuple[Change, ...]
    figures: Mapping[str, Figure]
    profiles: tuple[Population, ...]
    points: Points
    sound: Sound
    problems: Problems


@row
class Diffs:
    """What changes in several routes.

    Attributes
    ----------
    routes
        Each of the routes that either version has.
    """

    routes: tuple[Diff, ...]
