"""Show what changes between two versions of a route, and what that means for everybody whom it touches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rutas.answers.figure_lines import ALWAYS, Line, figure_columns, visible
from rutas.answers.row import like, row
from rutas.answers.table import Column, Table
from rutas.answers.words import as_written, joined, text
from rutas.compare.edits import Area, How, What
from rutas.compare.effects import Effect
from rutas.locale import language, say
from rutas.model.catalogue import SECTIONS
from rutas.quantity import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.answers.diff_rows import Change, Diff, Place, Sound
    from rutas.compare.diff import Diff as Found

__all__ = ["Listed", "figures", "sound_words", "tables"]


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
        yield from _all_figures(told, found)


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


def figures(told: Diff, found: Found, *, command: bool = True) -> Table:
    """Show the figures of the route as written: those that move, and the first of all."""
    sides = {"before": found.whole.before, "after": found.whole.after}
    columns = figure_columns(found.after, lambda side: sides[side].time.days.gaps)
    rows = [like(Line, one, figure=name) for name, one in told.figures.items()]
    shown = [line for line in rows if line.figure in ALWAYS or visible(line.figure, line)]
    notes = [say("diff.untold"), *as_written(found.after, command=command)]
    return Table(Line, rows, columns, title=say("diff.figures"), notes=notes, shown=shown)


def _all_figures(told: Diff, found: Found) -> Iterator[Table]:
    """Show the figures of the route as written, and of each population those that move."""
    whole = figures(told, found)
    yield replace(whole, notes=[*whole.notes, *_notes(told, found)])
    plain = figure_columns(found.after, lambda _: {})
    for population in told.profiles:
        rows = [like(Line, one, figure=name) for name, one in population.figures.items()]
        name = found.after.profiles[population.id].name.to(language())
        shown = [line for line in rows if visible(line.figure, line)]
        if shown:
            yield Table(Line, rows, plain, title=say("diff.figures-of", name=name), shown=shown)


def _notes(told: Diff, found: Found) -> Iterator[str]:
    steps = {
        kind: joined([found.after.steps[one.step].title.to(language())
                      if one.step in found.after.steps
                      else found.before.steps[one.step].title.to(language()) for one in points])
        for kind, points in (("appear", told.points.appear), ("vanish", told.points.vanish))
    }  # fmt: skip
    for kind, names in steps.items():
        if names:
            yield say(f"cli.points-{kind}", steps=names)
    yield from sound_words(told.sound)
    for kind in ("appear", "vanish"):
        problems = [f"{one.rule} {one.message.rstrip('.')}" for one in getattr(told.problems, kind)]
        if problems:
            yield say(f"diff.problems-{kind}", problems="; ".join(problems))


def sound_words(sound: Sound) -> Iterator[str]:
    """Say whether each version can end whatever people answer, where that is not the same of both."""
    if sound.before != sound.after:
        before, after = (
            say("diff.undecided") if one is None else text(one)
            for one in (sound.before, sound.after)
        )
        yield say("diff.sound", before=before, after=after)
