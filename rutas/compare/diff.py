"""Set two versions of a route side by side: what changed, what that does to people, and what follows from it.

All that a list of changes, a proposal or minutes tell stands in one `Diff`, each part worked out when it is
first asked for. Both versions walk the same random journeys, the older one under the ids of the newer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rutas.compare.edits import edits
from rutas.compare.effects import EFFECTS, graded
from rutas.compare.effects.engine.case import Case
from rutas.compare.figures import Change, beside
from rutas.compare.identity import renames
from rutas.compare.whatif import WhatIf, profiles, weighted
from rutas.model.references import renamed
from rutas.rules import report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.analysis.critical import Point
    from rutas.book import Book
    from rutas.compare.edits import Edit, Place
    from rutas.compare.effects import Graded
    from rutas.compare.whatif import Profile
    from rutas.errors import Problem
    from rutas.model import Route

__all__ = ["Diff", "Spot", "Version"]


@dataclass(frozen=True)
class Spot:
    """A place in a version's files.

    Attributes
    ----------
    file
        The file's path, in its own revision.
    line
        Counted from 1.
    """

    file: str
    line: int


@dataclass(frozen=True)
class Version:
    """A version of a route: one of a book, of a file, or of a revision of git.

    Attributes
    ----------
    source
        What it was called: ``main:0-4``, ``0-4``, ``borrador.yaml``.
    book
        The book that it stands in, with its catalogue and criteria of then.
    route
        The route.
    revision
        The revision of git that the book was read from; nothing for one as it stands.
    """

    source: str
    book: Book
    route: Route
    revision: str = ""

    def spot(self, place: Place | None) -> Spot | None:
        """Return the file and the line of a place; nothing where the version has no such file."""
        if place is None:
            return None
        file = self.book.files.get(self.route.id if place.file == "route" else place.file)
        if file is None:
            return None
        path = file.path.removeprefix(f"{self.revision}:") if self.revision else file.path
        return Spot(str(Path(path)), file.find(place.loc)[0])


class Diff:
    """Two versions of a route.

    Parameters
    ----------
    old, new
        The versions.

    Examples
    --------
    >>> import rutas
    >>> from rutas.model import apply
    >>> book = rutas.load("routes")
    >>> old = Version("0-4", book, book["0-4"])
    >>> new = Version("nueva", book, apply(old.route, {"inscripcion.wait": "1 d"}))
    >>> [(one.edit.id, one.edit.field, one.effect, one.rule) for one in Diff(old, new).changes]
    [('inscripcion', 'wait', 'better', 'D014')]
    """

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """By kind, the new id of each that is called otherwise in the newer version."""
        return renames(self.old.route, self.new.route)

    @cached_property
    def before(self) -> Route:
        """The older version under the ids of the newer."""
        return renamed(self.old.route, self.names)

    @property
    def after(self) -> Route:
        """The newer version."""
        return self.new.route

    @cached_property
    def edits(self) -> list[Edit]:
        """What differs, in the order of the newer version."""
        was = {kind: {new: old for old, new in names.items()} for kind, names in self.names.items()}
        return edits(self.before, self.after, was)

    @cached_property
    def changes(self) -> list[Graded]:
        """What differs and what follows from it, each with its effect on people."""
        if not self.edits:
            return []
        populations = {name: found["completion"] for name, found in self.profiles.items()}
        sides = self.whole.before, self.whole.after
        return graded(Case(*sides, self.edits, self.completion, populations))

    @property
    def gravest(self) -> str | None:
        """The gravest effect of all changes; nothing where nothing changed."""
        found = {one.effect for one in self.changes}
        return next((effect for effect in EFFECTS if effect in found), None)

    def spots(self, edit: Edit) -> tuple[Spot | None, Spot | None]:
        """Return where a change stands in each version."""
        return self.old.spot(edit.old), self.new.spot(edit.new)

    @cached_property
    def _populations(self) -> tuple[Sequence[Profile], Sequence[Profile]]:
        return profiles(self.before), profiles(self.after)

    @cached_property
    def whole(self) -> WhatIf:
        """The analyses of both, with the figures of route and steps, and the points that come and go."""
        old, new = (side[0].analysis for side in self._populations)
        return WhatIf({}, (), old, new)

    @property
    def figures(self) -> Mapping[str, Change]:
        """The route's figures by name, as it is written."""
        return self.whole.totals

    @cached_property
    def profiles(self) -> dict[str, dict[str, Change]]:
        """The same of each population that both versions have, by id."""
        old, new = ({one.id: one.analysis for one in side[1:]} for side in self._populations)
        return {name: beside(old[name], found) for name, found in new.items() if name in old}

    @cached_property
    def completion(self) -> Change:
        """The share who complete: of all populations together, or of the route as written if not known."""
        told = [weighted(side) for side in self._populations]
        written = self.figures["completion"]
        shares = {one.id: one.share or 0.0 for one in self._populations[1]}
        errors = {"": written.error} | {
            name: found["completion"].error for name, found in self.profiles.items()
        }
        if None in told or None in errors.values():
            return written
        # at most: the errors of populations that walk alike may add up
        before, after = told
        error = sum(shares[name] * (one or 0.0) for name, one in errors.items())
        return Change(before, after, error)

    @cached_property
    def stay(self) -> tuple[Point, ...]:
        """The points that are critical in both versions, as they are in the newer."""
        known = {point.step for point in self.whole.before.points}
        return tuple(point for point in self.whole.after.points if point.step in known)

    @property
    def appear(self) -> tuple[Point, ...]:
        """The points that become critical, and that chance did not make."""
        return self.whole.appear

    @property
    def vanish(self) -> tuple[Point, ...]:
        """The points that stop being critical; their steps under the ids of the newer version."""
        return self.whole.vanish

    @property
    def sound(self) -> tuple[bool | None, bool | None]:
        """Whether each version is sound; ``None`` where that was not decided."""
        return self.whole.before.soundness.sound, self.whole.after.soundness.sound

    @cached_property
    def _problems(self) -> tuple[list[Problem], list[Problem], list[Problem]]:
        old, new = (report(one.book, [one.route.id]).problems for one in (self.old, self.new))
        steps = self.names["step"]

        def known(one: Problem, *, named: bool) -> tuple[str, str | None, str]:
            step = steps.get(one.step or "", one.step) if named else one.step
            return one.rule, step, one.message

        before = Counter(known(one, named=True) for one in old)
        after = Counter(known(one, named=False) for one in new)
        gone, came = before - after, after - before
        return (
            [one for one in new if known(one, named=False) in came],
            [one for one in old if known(one, named=True) in gone],
            [one for one in new if known(one, named=False) not in came],
        )

    @property
    def found(self) -> list[Problem]:
        """What the rules find in the newer version only."""
        return self._problems[0]

    @property
    def mended(self) -> list[Problem]:
        """What the rules find in the older version only."""
        return self._problems[1]

    @property
    def kept(self) -> list[Problem]:
        """What the rules find in both versions, as it is in the newer."""
        return self._problems[2]
