"""What changes between two versions of a route, what that does to people, and what follows from it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from rutas.answers.check import Problem
from rutas.answers.critical import point
from rutas.answers.diff_rows import (
    Change,
    Diff,
    Diffs,
    Place,
    Points,
    Population,
    Problems,
    Side,
    Sound,
)  # fmt: skip
from rutas.answers.diff_summary import summary
from rutas.answers.edit_words import edit_sentence, in_file
from rutas.answers.figure_lines import Change as Figure
from rutas.answers.row import like
from rutas.compare.edits import Edit
from rutas.compare.edits import Place as Whole
from rutas.compare.effects import Graded
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Collection

    from rutas.compare.diff import Diff as Found
    from rutas.compare.diff import Spot, Version
    from rutas.errors import Problem as Told

__all__ = ["answer", "answer_all", "answer_pair", "lone"]

_DIGITS = 12  # of a fingerprint


def answer(found: Found, *, areas: Collection[str] = (), effects: Collection[str] = ()) -> Diff:
    """Return what changes between two versions of a route.

    Parameters
    ----------
    found
        The versions, side by side.
    areas, effects
        Which changes are told; all of them where nothing is named. What follows from them stays whole.
    """

    def figure(one: object) -> Figure:
        return like(Figure, one)

    old, new = found.sound
    return Diff(
        route=found.after.id,
        old=_side(found.old),
        new=_side(found.new),
        summary=summary(found),
        changes=tuple(
            _change(one, found.spots(one.edit), edit_sentence(one.edit, found.before, found.after))
            for one in found.changes
            if (not areas or one.edit.area in areas) and (not effects or one.effect in effects)
        ),
        figures={name: figure(one) for name, one in found.figures.items()},
        profiles=tuple(
            Population(id=name, figures={key: figure(one) for key, one in figures.items()})
            for name, figures in found.profiles.items()
        ),
        points=Points(
            appear=tuple(point(found.after, one) for one in found.appear),
            stay=tuple(point(found.after, one) for one in found.stay),
            vanish=tuple(point(found.before, one) for one in found.vanish),
        ),
        sound=Sound(before=old, after=new),
        problems=Problems(
            appear=tuple(map(_problem, found.found)), vanish=tuple(map(_problem, found.mended))
        ),
    )


def answer_pair(
    old: Version | None, new: Version | None, *,
    areas: Collection[str] = (), effects: Collection[str] = (),
) -> tuple[Diff, Found | None]:  # fmt: skip
    """Return the answer about a route in two versions, and the versions side by side.

    Parameters
    ----------
    old, new
        The versions; where one of the books has no such route nothing stands beside the other.
    areas, effects
        As in `answer`.

    Raises
    ------
    ValueError
        If there is no version at all.
    """
    from rutas.compare.diff import Diff as Beside

    if old and new:
        found = Beside(old, new)
        return answer(found, areas=areas, effects=effects), found
    if old:
        return lone(old, "removed"), None
    if new:
        return lone(new, "added"), None
    raise ValueError("no version of a route")


def answer_all(routes: Collection[Diff]) -> Diffs:
    """Return what changes in several routes."""
    return Diffs(routes=tuple(routes))


def lone(version: Version, how: Literal["added", "removed"]) -> Diff:
    """Return what is to be said of a route that only one of two books has.

    Whoever came by a route that is gone finds its ways in closed.
    """
    gone = how == "removed"
    route, place = version.route, Whole("route", ())
    places = (place, None) if gone else (None, place)
    edit = Edit("route", how, route.id, None, None, None, None, *places)
    graded = Graded(edit, "broken", "D002") if gone else Graded(edit, "neutral", None)
    text = edit_sentence(edit, route, route)
    return Diff(
        route=route.id,
        old=_side(version) if gone else None,
        new=None if gone else _side(version),
        summary=say(f"diff.summary-{how}"),
        changes=(_change(graded, (version.spot(edit.old), version.spot(edit.new)), text),),
        figures={},
        profiles=(),
        points=Points(),
        sound=Sound(before=None, after=None),
        problems=Problems(),
    )


def _change(graded: Graded, spots: tuple[Spot | None, Spot | None], text: str) -> Change:
    edit = graded.edit
    old, new = (like(Place, spot) if spot else None for spot in spots)
    return like(
        Change,
        edit,
        before=in_file(edit.before),
        after=in_file(edit.after),
        effect=graded.effect,
        rule=graded.rule,
        old=old,
        new=new,
        text=text,
    )


def _side(version: Version) -> Side:
    file = version.book.files.get(version.route.id)
    print_ = sha256(file.text.encode()).hexdigest()[:_DIGITS] if file else None
    revised = str(version.route.revised) if version.route.revised else None
    return Side(
        source=version.source, status=version.route.status, revised=revised, fingerprint=print_
    )


def _problem(one: Told) -> Problem:
    return like(Problem, one, file=one.path)
