"""Read the territories of a book: each file when it is asked for, with what all of them share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rutas.errors import BookError, Problem, no_such
from rutas.files import book_files
from rutas.model.base import Known
from rutas.model.calendar import Calendar
from rutas.model.ficha import Ficha
from rutas.model.territory import Territory
from rutas.model.territory_flaws import territory_flaws
from rutas.model.tree import listed, mapping
from rutas.reading.folder import parse_mapping, read_parsed
from rutas.reading.tell import once
from rutas.reading.validate import validate

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rutas.model.catalogue import Catalogue
    from rutas.reading.places import File

__all__ = ["SHARED", "Territories"]

SHARED: Mapping[str, Any] = {"calendar": Calendar, "ficha": Ficha}
"""The files that all territories share, by name, and what each holds."""


@dataclass(frozen=True)
class Territories(Mapping[str, Territory]):
    """The territories of a book by id; the file of each is read when it is asked for.

    Attributes
    ----------
    folder
        The folder; a book without one has no territories.
    catalogue
        The book's catalogue.
    routes
        The files of the book's routes, by id.

    Examples
    --------
    >>> import rutas
    >>> str(rutas.load("routes").territories["villeta"].name)
    'Villeta'
    """

    folder: Path
    catalogue: Catalogue
    routes: Mapping[str, File] = field(repr=False)

    def __getitem__(self, name: str) -> Territory:
        """Return a territory by its id.

        Raises
        ------
        UsageError
            If there is no such territory; the message names the nearest, and all.
        BookError
            If its file, the ficha or the calendar cannot be read.
        """
        if name not in self:
            raise no_such("form.no-such-territory", name, self)
        found, problems = self._read(name)
        wrong = [*self._shared_problems, *problems]
        if found is None or wrong:
            raise BookError(wrong)
        return found

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a territory of an id, without reading its file."""
        return name in self.files and name not in SHARED

    def __iter__(self) -> Iterator[str]:
        """Go through the ids of the territories, in the order of their files."""
        return iter([name for name in self.files if name not in SHARED])

    def __len__(self) -> int:
        """Count the territories."""
        return sum(1 for _ in self)

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with the files, in their order."""
        found = [*self._shared_problems, *(p for name in self for p in self._read(name)[1])]
        return once(found)

    def problems_of(self, name: str) -> list[Problem]:
        """Return what keeps one territory from being read."""
        return once([*self._shared_problems, *self._read(name)[1]])

    @cached_property
    def files(self) -> Mapping[str, File]:
        """The files by territory, and ``calendar`` and ``ficha``."""
        return self._parsed[0]

    @property
    def calendar(self) -> Calendar:
        """The holidays of all of them; none where the book has no such file.

        Raises
        ------
        BookError
            If the file cannot be read.
        """
        found, problems = self._shared["calendar"]
        if problems:
            raise BookError(problems)
        return cast("Calendar", found)

    @cached_property
    def _parsed(self) -> tuple[dict[str, File], dict[str, list[Problem]]]:
        files: dict[str, File] = {}
        problems: dict[str, list[Problem]] = {}
        for path in book_files(self.folder) if self.folder.is_dir() else ():
            file, found = parse_mapping(path)
            name = path.stem
            if name not in SHARED and file.tree and isinstance(file.tree.get("id"), str):
                name = file.tree["id"]
            if name in files:
                other = Path(files[name].path).name
                place = file.find(("id",))
                found.append(file.problem("duplicate-territory", *place, given=name, other=other))
                name = path.name
            files[name], problems[name] = file, found
        return files, problems

    @cached_property
    def _shared(self) -> dict[str, tuple[Any, list[Problem]]]:
        read: dict[str, tuple[Any, list[Problem]]] = {}
        ids = {**self.catalogue.ids, "actor-or-service": self._actors_and_services}
        for name, kind in SHARED.items():
            file = self.files.get(name)
            if file is None:
                read[name] = kind(), []
            elif file.tree is None:
                read[name] = kind(), self._parsed[1][name]
            else:
                model, found = validate(file, kind, Known(ids))
                read[name] = model or kind(), [*self._parsed[1][name], *found]
        return read

    @property
    def _actors_and_services(self) -> AbstractSet[str]:
        return self.catalogue.actors.keys() | self.catalogue.services.keys()

    @property
    def _shared_problems(self) -> list[Problem]:
        return [problem for _, found in self._shared.values() for problem in found]

    @cached_property
    def _memo(self) -> dict[str, tuple[Territory | None, list[Problem]]]:
        return {}

    def _read(self, name: str) -> tuple[Territory | None, list[Problem]]:
        """Return a territory, or what is wrong with its file; each is read once."""
        if name not in self._memo:
            self._memo[name] = self._of(name)
        return self._memo[name]

    def _of(self, name: str) -> tuple[Territory | None, list[Problem]]:
        file, problems = self.files[name], self._parsed[1][name]
        known = Known(self._ids(file.tree or {}))
        trees = {route: one.tree for route, one in self.routes.items() if one.tree}
        flaws = partial(territory_flaws, catalogue=self.catalogue, routes=trees, known=known)
        found, told = read_parsed(file, problems, Territory, known, flaws)
        if found is None:
            return None, told
        shared = {"questions": self._shared["ficha"][0], "calendar": self._shared["calendar"][0]}
        return found.model_copy(update=shared), []

    def _ids(self, tree: Mapping[str, Any]) -> dict[str, AbstractSet[str]]:
        """Return the ids that a territory's file may name: the book's, and its own."""
        ids = {**self.catalogue.ids, "route": self.routes.keys()}
        if not self._shared["ficha"][1]:  # or what names its items would be told with it
            ids["item"] = self._shared["ficha"][0].items.keys()
        if isinstance(tree.get("places"), dict):
            ids["place"] = tree["places"].keys()
        points = [mapping(raw) or {} for _, raw in listed(tree.get("points"))]
        ids["point"] = {str(point["id"]) for point in points if "id" in point}
        return ids
