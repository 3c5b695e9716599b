"""Read a book's catalogue of improvements when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rutas.errors import BookError, Problem, UsageError, guessed, nearest
from rutas.locale import say
from rutas.model.base import Known
from rutas.model.improvement import Improvement, Improvements
from rutas.model.improvement_flaws import improvement_flaws
from rutas.model.tree import mapping
from rutas.reading.places import File
from rutas.reading.syntax import parse
from rutas.reading.tell import once
from rutas.reading.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

    from rutas.model.catalogue import Catalogue
    from rutas.model.flaws import Flaw

__all__ = ["Catalogued"]


@dataclass(frozen=True)
class Catalogued(Mapping[str, Improvement]):
    """The improvements of a book by id; their file is read when one is asked for.

    Attributes
    ----------
    path
        The file; a book without one has no improvements.
    catalogue
        The book's catalogue.
    routes
        The files of the book's routes, by id.

    Examples
    --------
    >>> import rutas
    >>> str(rutas.load("routes").improvements["clas"].name)
    'Centro Local de Atención Social'
    """

    path: Path
    catalogue: Catalogue
    routes: Mapping[str, File] = field(repr=False)

    def __getitem__(self, name: str) -> Improvement:
        """Return an improvement by its id.

        Raises
        ------
        UsageError
            If there is no such improvement; the message names the nearest, and all.
        BookError
            If the file cannot be read.
        """
        if name not in self._known:
            if not self._known:
                raise UsageError(say("improve.no-file", given=name))
            hint, known = guessed(nearest(name, self._known)), ", ".join(self._known)
            raise UsageError(say("improve.no-such", given=name, known=known, guess=hint))
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is an improvement of an id."""
        return name in self._known

    def __iter__(self) -> Iterator[str]:
        """Go through the ids, in the order of the file."""
        return iter(self._known)

    def __len__(self) -> int:
        """Count the improvements."""
        return len(self._known)

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with the file, in its order."""
        return self._read[1]

    @cached_property
    def file(self) -> File:
        """The file; an empty one where there is none."""
        return self._parsed[0]

    @cached_property
    def _parsed(self) -> tuple[File, list[Problem]]:
        if not self.path.is_file():
            return File(str(self.path), "", {}), []
        file, problems = parse(self.path)
        if file.tree is not None and not isinstance(file.tree, dict):
            problems.append(file.problem("not-a-mapping", *file.find(())))
            file = File(file.path, file.text)
        return file, problems

    @property
    def _known(self) -> Mapping[str, Improvement]:
        found, problems = self._read
        if problems:
            raise BookError(problems)
        return found

    @cached_property
    def _read(self) -> tuple[Mapping[str, Improvement], list[Problem]]:
        file, problems = self._parsed
        if file.tree is None:
            return {}, problems
        entries = mapping(file.tree.get("improvements")) or {}
        known = Known(
            {**self.catalogue.ids, "route": self.routes.keys(), "improvement": entries.keys()}
        )
        found, wrong = validate(file, Improvements, known)
        trees = {route: one.tree for route, one in self.routes.items() if one.tree}
        flaws = [_told(file, flaw) for flaw in improvement_flaws(file.tree, trees, known)]
        told = sorted([*problems, *wrong, *flaws], key=lambda one: (one.line, one.column))
        return (found.improvements if found else {}), once(told)


def _told(file: File, flaw: Flaw) -> Problem:
    """Say a flaw at its place: at a key, where it is one of a change set; with the line of another's."""
    values: dict[str, Any] = {"guess": "", **flaw.values}
    if "at" in values:
        values["line"] = file.find(values.pop("at"), key=True)[0]
    return file.problem(flaw.code, *file.find(flaw.loc, key="set" in flaw.loc), **values)
