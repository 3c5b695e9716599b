"""What changes between two versions of a route, what that does to people, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from rutas.answers.check import Problem
from rutas.answers.critical import Point, point
from rutas.answers.diff_summary import summary
from rutas.answers.edit_words import edit_sentence, in_file
from rutas.answers.figure_lines import ALWAYS, Line, figure_columns, visible
from rutas.answers.figure_lines import Change as Figure
from rutas.answers.row import Rank, like, row
from rutas.answers.table import Column, Table
from rutas.answers.words import as_written, joined, text
from rutas.compare.edits import Area, Edit, How, What
from rutas.compare.edits import Place as Whole
from rutas.compare.effects import Effect, Graded
from rutas.locale import language, say
from rutas.model.catalogue import SECTIONS
from rutas.quantity import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rutas.compare.diff import Diff as Found
    from rutas.compare.diff import Spot, Version
    from rutas.errors import Problem as Told

__all__ = ["Change", "Diff", "Diffs", "answer", "answer_all", "lone", "tables"]

_DIGITS = 12  # of a fingerprint


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


@row
class Listed:
    """A change on one line.

    Attributes
    ----------
    stage
        The stage of the step that changed; of anything else, what it is a part of.
    effect, rule, text, area, what, how, id, was, field, before, after
        As of the change.
    old, new
        File and line in each version.
    """

    stage: str
    effect: Effect
    rule: str | None
    text: str
    area: Area
    what: What
    how: How
    id: str
    was: str | None
    field: str | None
    before: str | None
    after: str | None
    old: str | None
    new: str | None


def _effect(effect: str) -> str:
    return "" if effect == "neutral" else say(f"diff.effect-{effect}")


_COLUMNS = (
    Column("effect", _effect, whole=True),
    Column("text", heading="change"),
    Column("rule", style="cyan", whole=True),
)


def tables(told: Diff, found: Found | None) -> Iterator[Table]:
    """Show what changes, stage by stage, under the sentence; then the figures of everybody whom it touches.

    Parameters
    ----------
    told
        The answer.
    found
        The versions; nothing where only one book has the route.
    """
    order = _groups(found)
    rows = [
        like(
            Listed,
            change,
            stage=_group(change, found),
            old=_spot(change.old),
            new=_spot(change.new),
        )
        for change in told.changes
    ]
    rows.sort(key=lambda line: order.index(line.stage))
    sources = [side.source if side else UNKNOWN for side in (told.old, told.new)]
    title = say("diff.title", route=told.route, old=sources[0], new=sources[1])
    few = found is not None and len(rows) < len(found.changes)
    notes = [say("diff.filtered", n=len(rows), of=len(found.changes))] if found and few else []
    yield Table(
        Listed, rows, _COLUMNS, title=title, lead=[told.summary], notes=notes, group="stage"
    )
    if found and found.changes:
        yield from _figures(told, found)


def _groups(found: Found | None) -> list[str]:
    routes = (found.after, found.before) if found else ()
    stages = [stage.name.to(language()) for route in routes for stage in route.stages]
    return [say("diff.whole"), *stages, say("diff.catalogue")]


def _group(change: Change, found: Found | None) -> str:
    """Return what a change is shown under: its stage, the whole route, or what routes share."""
    step = change.id.partition("->")[0]
    for route in (found.after, found.before) if found else ():
        stages = {stage.id: stage for stage in route.stages} if change.what == "stage" else {}
        stages |= route.stage_of if change.what in {"step", "link"} else {}
        if step in stages:
            return stages[step].name.to(language())
    shared = change.what == "criterion" or change.what in SECTIONS
    return say("diff.catalogue" if shared else "diff.whole")


def _spot(place: Place | None) -> str | None:
    return f"{place.file}:{place.line}" if place else None


def _figures(told: Diff, found: Found) -> Iterator[Table]:
    """Show the figures of the route as written, and of each population those that move."""
    sides = {"before": found.whole.before, "after": found.whole.after}
    columns = figure_columns(found.after, lambda side: sides[side].time.days.gaps)
    rows = [like(Line, one, figure=name) for name, one in told.figures.items()]
    shown = [line for line in rows if line.figure in ALWAYS or visible(line)]
    yield Table(
        Line, rows, columns, title=say("diff.figures"), notes=list(_notes(told, found)), shown=shown
    )
    plain = figure_columns(found.after, lambda _: {})
    for population in told.profiles:
        rows = [like(Line, one, figure=name) for name, one in population.figures.items()]
        name = found.after.profiles[population.id].name.to(language())
        shown = [line for line in rows if visible(line)]
        if shown:
            yield Table(Line, rows, plain, title=say("diff.figures-of", name=name), shown=shown)


def _notes(told: Diff, found: Found) -> Iterator[str]:
    yield say("diff.untold")
    yield from as_written(found.after)
    steps = {
        kind: joined([found.after.steps[one.step].title.to(language())
                      if one.step in found.after.steps
                      else found.before.steps[one.step].title.to(language()) for one in points])
        for kind, points in (("appear", told.points.appear), ("vanish", told.points.vanish))
    }  # fmt: skip
    for kind, names in steps.items():
        if names:
            yield say(f"cli.points-{kind}", steps=names)
    if told.sound.before != told.sound.after:
        sides = [say("diff.undecided") if one is None else text(one)
                 for one in (told.sound.before, told.sound.after)]  # fmt: skip
        yield say("diff.sound", before=sides[0], after=sides[1])
    for kind in ("appear", "vanish"):
        problems = [f"{one.rule} {one.message.rstrip('.')}" for one in getattr(told.problems, kind)]
        if problems:
            yield say(f"diff.problems-{kind}", problems="; ".join(problems))
