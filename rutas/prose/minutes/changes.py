"""Write what minutes say of two versions of some routes: what changes, for whom, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count, groupby
from typing import TYPE_CHECKING

from rutas.answers.check import completeness, completeness_tables
from rutas.answers.diff_summary import moved
from rutas.answers.diff_tables import figures, sound_words, tables
from rutas.answers.words import joined, share_cell, text
from rutas.errors import LEVELS
from rutas.locale import language, say
from rutas.model.choice import choice_word
from rutas.prose.minutes.blocks import Bullets, Grid, Heading, Item, Items, Paragraph
from rutas.prose.minutes.meeting import text_of
from rutas.prose.minutes.rests_on import rests_on
from rutas.quantity import UNKNOWN
from rutas.reading.revision import commit_of
from rutas.rules import report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.answers.critical import Point
    from rutas.answers.diff_rows import Diff as Told
    from rutas.answers.diff_rows import Side
    from rutas.answers.diff_tables import Listed
    from rutas.compare.diff import Diff, Version
    from rutas.errors import Problem
    from rutas.model import Route
    from rutas.prose.minutes.blocks import Block

__all__ = ["Compared", "compared", "turned"]

_DIGITS = 10  # of a revision: enough to find it
_FOUND = 8  # findings are told, at most, the gravest first; then counted


@dataclass(frozen=True)
class Compared:
    """A route in two versions, and the answer to what changes.

    Attributes
    ----------
    old, new
        The versions; nothing where one of the books has no such route.
    told
        What changes.
    found
        The versions side by side, where there are two.
    """

    old: Version | None
    new: Version | None
    told: Told
    found: Diff | None

    @property
    def name(self) -> str:
        """What people call the route."""
        version = self.new or self.old
        return text_of(version.route.name) if version else self.told.route


def compared(several: Sequence[Compared]) -> Iterator[Block]:
    """Write points 1 to 4: what changes, what it means for families, critical points, how sure all is.

    Parameters
    ----------
    several
        The routes; one of which nothing changes is only named.
    """
    changed = [one for one in several if one.told.changes]
    same = [one.name for one in several if not one.told.changes]
    yield Heading(say("minutes.versions"))
    yield _versions(changed or several)
    yield Heading(say("minutes.changes", n=1))
    if same:
        yield Paragraph(say("minutes.same", names=joined(same)))
    numbers, estimates, shared = count(1), list[int](), dict[tuple[str, str], int]()
    for one in changed:
        called = _called(one, changed)
        yield from [*called, *_items(one, numbers, estimates, shared, level=2 + len(called))]
    for number, (key, section) in enumerate(_SECTIONS.items(), 2):
        yield Heading(say(f"minutes.{key}", n=number))
        if key == "sure" and estimates:
            told = joined([str(one) for one in estimates])
            yield Paragraph(say("minutes.estimates", n=len(estimates), numbers=told))
        for one in changed:
            yield from _called(one, changed)
            yield from section(one)
        if not changed:
            yield Paragraph(say("minutes.nothing"))


def _called(one: Compared, several: Sequence[Compared]) -> list[Heading]:
    """Return the route's name as a heading, where there are several."""
    return [Heading(one.name, 2)] if len(several) > 1 else []


def _versions(several: Sequence[Compared]) -> Grid:
    """Say which versions are compared."""
    keys = ("route", "version", "status", "revised", "revision", "fingerprint")
    cells = [
        [one.name, say(f"minutes.{side}"), *_version(version, told)]
        for one in several
        for side, version, told in (
            ("before", one.old, one.told.old),
            ("after", one.new, one.told.new),
        )
    ]
    return Grid([say(f"minutes.{key}") for key in keys], cells, (2.6, 1.3, 1.5, 1.7, 2, 2.1))


def _version(version: Version | None, told: Side | None) -> list[str]:
    if version is None or told is None:
        return [UNKNOWN] * 4
    return [
        choice_word("status", told.status, language()),
        text(told.revised),
        _revision(version),
        text(told.fingerprint),
    ]


def _revision(version: Version) -> str:
    """Return the revision of git by its hash, and by the word that named it."""
    named = version.revision
    if not named:
        return say("minutes.as-it-stands")
    commit = (commit_of(named, version.book.path) or named)[:_DIGITS]
    return commit if commit == named[:_DIGITS] else f"{named} ({commit})"


def _items(
    one: Compared, numbers: Iterator[int], estimates: list[int],
    shared: dict[tuple[str, str], int], *, level: int,
) -> Iterator[Block]:  # fmt: skip
    """Write the changes by stage, numbered through; one of what routes share is told once.

    Noted are the numbers of those that rest on an estimate, and of those that are shared.
    """
    listed = next(iter(tables(one.told, one.found))).rows
    for stage, changes in groupby(listed, lambda change: str(change.stage)):
        yield Heading(stage, level)
        items, told = [], []
        for change in changes:
            key = (change.text, change.effect)
            if key in shared:
                told.append(str(shared[key]))
                continue
            number = next(numbers)
            items.append(_item(change, number, one, estimates))
            if stage == say("diff.catalogue"):
                shared[key] = number
        if items:
            yield Items(items)
        if told:
            yield Paragraph(say("minutes.shared", n=len(told), numbers=joined(told)))


def _item(change: Listed, number: int, one: Compared, estimates: list[int]) -> Item:
    """Say a change, what it does to people, and what it rests on; note it if that is an estimate."""
    grounds = rests_on(change, one.found.after) if one.found else []
    if any(ground.estimated for ground in grounds):
        estimates.append(number)
    said = [] if change.effect == "neutral" else [_effect(change.effect, change.rule)]
    if grounds:
        words = "; ".join(ground.words for ground in grounds)
        said.append(say("minutes.rests-on", words=words))
    return Item(number, change.text, " ".join(said), say("minutes.reason"))


def _effect(effect: str, rule: str | None) -> str:
    word = say(f"diff.effect-{effect}")
    return say("minutes.effect", word=word[:1].upper() + word[1:], rule=text(rule))


def _families(one: Compared) -> Iterator[Block]:
    """Say what it means for families: in a sentence, in figures, and for each population."""
    yield Paragraph(one.told.summary)
    if one.found is None:
        return
    table = figures(one.told, one.found, command=False)
    grid = table.grid()
    yield Grid(grid.heads, grid.cells, (4, 1.6, 1.6, 1.6), right=1)
    lines = [*_populations(one.told, one.found)]
    if lines:
        yield Bullets(lines)
    yield from map(Paragraph, grid.notes)


def _populations(told: Told, found: Diff) -> Iterator[str]:
    for population in told.profiles:
        changes = found.profiles[population.id]
        said = joined([one.clause for one in moved(found, changes)])
        completes = changes["completion"]
        yield say(
            f"minutes.population{'' if said else '-unmoved'}",
            name=text_of(found.after.profiles[population.id].name),
            what=said,
            before=share_cell(completes.before),
            after=share_cell(completes.after),
        )


def turned(one: Compared) -> Iterator[tuple[str, Sequence[Point], Route]]:
    """Yield the critical points that ``appear``, and those that ``vanish``, with the route that has them."""
    if one.found is not None:
        points = one.told.points
        both = (
            ("appear", points.appear, one.found.after),
            ("vanish", points.vanish, one.found.before),
        )
        yield from (found for found in both if found[1])


def _points(one: Compared) -> Iterator[Block]:
    """Say which critical points are lost and gained, and why they are."""
    if one.found is None:
        yield Paragraph(one.told.summary)
        return
    several = list(turned(one))
    for key, points, route in several:
        yield Paragraph(say(f"minutes.points-{key}", n=len(points)))
        yield Bullets(
            [f"{text_of(route.steps[each.step].title)}: {each.main.text}" for each in points]
        )
    if not several:
        yield Paragraph(say("minutes.points-same"))
    if stay := one.told.points.stay:
        yield Paragraph(say("minutes.points-stay", n=len(stay)))


def _sure(one: Compared) -> Iterator[Block]:
    """Say how many figures rest on what, and what the rules find."""
    if one.new is None:
        yield Paragraph(one.told.summary)
        return
    table = next(iter(completeness_tables(completeness([one.new.route]))))
    grid = replace(table, columns=table.columns[1:], notes=()).grid()
    yield Paragraph(say("minutes.rests"))
    yield Grid(grid.heads, grid.cells, (2, 1.3, 1.7, 1, 1.5, 1), right=1)
    yield from map(Paragraph, sound_words(one.told.sound))
    yield from _findings(one)


def _findings(one: Compared) -> Iterator[Block]:
    """Say what the rules find in the newer version only, in the older only, and in both."""
    several = _problems(one)
    for key, problems in several.items():
        gravest = sorted(problems, key=lambda problem: LEVELS.index(problem.level))[:_FOUND]
        lines = [_finding(problem, one) for problem in gravest]
        more = len(problems) - len(lines)
        if lines:
            yield Paragraph(say(f"minutes.found-{key}", n=len(problems)))
            yield Bullets([*lines, *([say("rules.and-more", count=more)] if more else [])])
    if not any(several.values()):
        yield Paragraph(say("minutes.found-nothing"))


def _problems(one: Compared) -> dict[str, Sequence[Problem]]:
    """Return what the rules find, by the version: all of a route that is new; nothing of one that is gone."""
    if one.found is not None:
        return {"appear": one.found.found, "vanish": one.found.mended, "kept": one.found.kept}
    return {"appear": report(one.new.book, [one.new.route.id]).problems} if one.new else {}


def _finding(problem: Problem, one: Compared) -> str:
    """Say a finding, with the step that it is of where its message doesn't name it."""
    routes = [version.route for version in (one.new, one.old) if version]
    steps = (route.steps.get(problem.step or "") for route in routes)
    name = next((text_of(step.title) for step in steps if step), "")
    of = f"{name}: " if name not in problem.message else ""
    return f"{problem.rule} {of}{problem.message}"


_SECTIONS = {"families": _families, "points": _points, "sure": _sure}
