"""Read a book's catalogue of improvements when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from rutas.errors import BookError, Problem, no_such
from rutas.model.base import Known
from rutas.model.improvement import Improvement, Improvements
from rutas.model.improvement_flaws import improvement_flaws
from rutas.model.tree import mapping
from rutas.reading.folder import parse_mapping, read_parsed
from rutas.reading.places import File
from rutas.reading.tell import once

if TYPE_CHECKING:
    from pathlib import Path

    from rutas.model.catalogue import Catalogue

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
    >>> str(rutas.load("routes").improvements["identidad"].name)
    'Centro de identidad'
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
            code = "improve.no-such" if self._known else "improve.no-file"
            raise no_such(code, name, self._known)
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
        return parse_mapping(self.path)

    @property
    def _known(self) -> Mapping[str, Improvement]:
        found, problems = self._read
        if problems:
            raise BookError(problems)
        return found

    @cached_property
    def _read(self) -> tuple[Mapping[str, Improvement], list[Problem]]:
        file, problems = self._parsed
        entries = mapping((file.tree or {}).get("improvements")) or {}
        known = Known(
            {**self.catalogue.ids, "route": self.routes.keys(), "improvement": entries.keys()}
        )
        trees = {route: one.tree for route, one in self.routes.items() if one.tree}
        flaws = partial(improvement_flaws, routes=trees, known=known)
        found, told = read_parsed(file, problems, Improvements, known, flaws)
        return (found.improvements if found else {}), once(told)
