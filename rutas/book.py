"""Load a route book: a folder with a catalogue, criteria, and one file a route."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.errors import BookError, Problem, UsageError, no_such
from rutas.files import book_files
from rutas.locale import say
from rutas.model.catalogue import Catalogue
from rutas.model.criteria import Criteria
from rutas.model.route import Route
from rutas.model.session import open_agreements
from rutas.model.text import RESERVED
from rutas.reading import File, parse, parse_bytes, validate
from rutas.reading.folder import as_mapping, parse_mapping
from rutas.reading.known import known_in, of_catalogue, of_routes
from rutas.reading.lost_section import fold
from rutas.reading.revision import commit_of, files_at
from rutas.reading.sessions import read_sessions
from rutas.reading.tell import once

if TYPE_CHECKING:
    from rutas.model.session import Session
    from rutas.reading.boards import Boards
    from rutas.reading.improvements import Catalogued
    from rutas.reading.territories import Territories

__all__ = ["Book", "load", "load_revision", "load_route", "load_with", "read"]

_CATALOGUE, _CRITERIA = "catalogue", "criteria"
_LATER = frozenset(
    {"improvements.yaml", "instruments.yaml"}
)  # files that are read when they are asked for


@dataclass(frozen=True)
class Book(Mapping[str, Route]):
    """A route book: its routes by id, in the order of their first age, and what they share.

    Attributes
    ----------
    path
        The folder.
    catalogue, criteria
        What its routes share.
    routes
        The routes by id.
    files
        The files by route id, and ``catalogue`` and ``criteria``: where everything stands.
    sessions
        The sessions of the technical table, in the order of their days, by ``sessions/`` and the day; so
        are their files.
    """

    path: Path
    catalogue: Catalogue
    criteria: Criteria
    routes: Mapping[str, Route]
    files: Mapping[str, File] = field(repr=False)
    sessions: Mapping[str, Session] = field(default_factory=dict, repr=False)

    def __getitem__(self, route: str) -> Route:
        """Return a route by its id.

        Raises
        ------
        UsageError
            If the book has no such route; the message names the nearest, or all there are.
        """
        if route in self.routes:
            return self.routes[route]
        local = route in self.territories
        raise no_such(
            "territory.not-a-route" if local else "form.no-such-route", route, self.routes
        )

    @cached_property
    def territories(self) -> Territories:
        """The territories by id; the file of each is read when it is asked for."""
        from rutas.reading.territories import Territories  # noqa: PLC0415  (most questions ask for none)

        return Territories(self.path / "territories", self.catalogue, self._route_files)

    @cached_property
    def improvements(self) -> Catalogued:
        """The improvements by id; their file is read when one is asked for."""
        from rutas.reading.improvements import Catalogued  # noqa: PLC0415  (as above)

        path = self.path / "improvements.yaml"
        return Catalogued(path, self.catalogue, self._route_files)

    @property
    def _route_files(self) -> dict[str, File]:
        return {name: self.files[name] for name in self.routes if name in self.files}

    @cached_property
    def boards(self) -> Boards:
        """How the local boards look at themselves; each file is read when it is asked for."""
        from rutas.reading.boards import BOARDS, Boards  # noqa: PLC0415  (as above)

        return Boards(self.path / BOARDS, self.catalogue, list(self.territories))

    def __iter__(self) -> Iterator[str]:
        """Go through the ids of the routes."""
        return iter(self.routes)

    def __len__(self) -> int:
        """Count the routes."""
        return len(self.routes)


def load(path: str | Path = "routes") -> Book:
    """Load a route book, or one route of it.

    Parameters
    ----------
    path
        The book's folder.

    Returns
    -------
    The book.

    Raises
    ------
    BookError
        If anything in it cannot be read; it carries every problem of every file.

    Examples
    --------
    >>> book = load("routes")
    >>> list(book)
    ['0-4', '5-13', '14-17']
    """
    book, problems = read(path)
    if book is None:
        raise BookError(problems)
    return book


def load_route(path: str | Path, book: str | Path = "routes") -> Route:
    """Load one route by its file.

    Parameters
    ----------
    path
        The route's file.
    book
        The book whose catalogue the route shares, where no catalogue stands beside its file.

    Raises
    ------
    BookError
        If the file or the book cannot be read.

    Examples
    --------
    >>> load_route("routes/0-4.yaml").id
    '0-4'
    """
    return load_with(path, book)[1]


def load_with(path: str | Path, book: str | Path = "routes") -> tuple[Book, Route]:
    """Load one route by its file, as `load_route` does, and the book in which it then stands.

    Raises
    ------
    BookError
        If the file or the book cannot be read.
    """
    path = Path(path)
    file, problems = parse_mapping(path)
    beside = (path.parent / f"{_CATALOGUE}.yaml").is_file()
    whole = load(path.parent if beside else book)
    own = [name for name, other in whole.files.items() if Path(other.path).name == path.name]
    if beside and own and own[0] in whole.routes:
        return whole, whole.routes[own[0]]
    if file.tree is None:
        raise BookError(problems)
    shared = {**whole.catalogue.ids, "route": {*whole, file.tree.get("id", path.stem)}}
    route, found = validate(file, Route, known_in(file, shared, whole.files.get(_CATALOGUE)))
    problems = once(sorted([*problems, *found], key=lambda one: (one.line, one.column)))
    if route is None or problems:
        raise BookError(problems)
    route = route.model_copy(update={"catalogue": whole.catalogue, "criteria": whole.criteria})
    routes, files = {**whole.routes, route.id: route}, {**whole.files, route.id: file}
    return replace(whole, routes=routes, files=files), route


def read(path: str | Path = "routes") -> tuple[Book | None, list[Problem]]:
    """Read a route book and tell every problem of every file at once.

    Parameters
    ----------
    path
        The book's folder.

    Returns
    -------
    The book, or ``None`` if it has problems; and the problems, file by file.
    """
    folder = Path(path)
    paths, code = _paths(folder)
    if code:
        return None, [File(str(folder), "").problem(code, given=str(folder))]
    return _read(folder, paths, parse)


def load_revision(revision: str, path: str | Path = "routes") -> Book:
    """Load a route book as it was at a revision of git, its catalogue and criteria of then included.

    Parameters
    ----------
    revision
        As git reads it: ``main``, ``HEAD~2``, a hash.
    path
        The book's folder, in a repository; what stands in it now does not matter.

    Raises
    ------
    UsageError
        If there is no git, no repository or no such revision.
    BookError
        If there was no such book then, or it cannot be read; files are called ``REVISION:FILE``.
    """
    folder = Path(path)
    commit = commit_of(revision, folder)
    if commit is None:
        raise UsageError(say("revision.no-such-revision", given=revision))
    files = {name: raw for name, raw in files_at(commit, folder).items() if name not in _LATER}
    then = Path(f"{revision}:{folder}")
    if not files:
        raise BookError([File(str(then), "").problem("no-such-folder", given=str(then))])
    book, problems = _read(
        then, [then / name for name in sorted(files)], lambda one: parse_bytes(files[one.name], one)
    )
    if book is None:
        raise BookError(problems)
    return book


def _read(
    folder: Path, paths: list[Path], parse_file: Callable[[Path], tuple[File, list[Problem]]]
) -> tuple[Book | None, list[Problem]]:
    """Read the files of a book, whatever reads each of them."""
    files, problems = _parse(paths, parse_file)
    routes = {name: file for name, file in files.items() if name not in {_CATALOGUE, _CRITERIA}}
    if _CATALOGUE not in {path.stem.lower() for path in paths}:
        problems.append(File(str(folder), "").problem("no-catalogue", given=str(folder)))
    if not routes:
        problems.append(File(str(folder), "").problem("no-routes", given=str(folder)))
    shared = {**of_catalogue(files.get(_CATALOGUE)), "route": of_routes(routes)}
    models: dict[str, Any] = {}
    for name, file in files.items():
        if file.tree is not None:
            kind: Any = {_CATALOGUE: Catalogue, _CRITERIA: Criteria}.get(name, Route)
            models[name], found = validate(
                file, kind, known_in(file, shared, files.get(_CATALOGUE))
            )
            problems += found
    problems += _twice(routes)
    sessions, held, found = read_sessions(folder, shared, routes)
    problems += found
    if problems:
        order = {file.path: i for i, file in enumerate([*files.values(), *held.values()])}
        told = once(sorted(problems, key=lambda p: (order.get(p.path, -1), p.line, p.column)))
        return None, fold(told, files[_CATALOGUE]) if _CATALOGUE in files else told
    return _book(folder, {**files, **held}, models, sessions), []


def _paths(folder: Path) -> tuple[list[Path], str]:
    """Return the files of a folder that make a book, or the code of what is wrong with the folder."""
    try:
        if not folder.is_dir():
            return [], "not-a-folder" if folder.exists() else "no-such-folder"
        return [path for path in book_files(folder) if path.name not in _LATER], ""
    except (OSError, ValueError):
        return [], "unreadable-folder"


def _parse(
    paths: list[Path], parse_file: Callable[[Path], tuple[File, list[Problem]]]
) -> tuple[dict[str, File], list[Problem]]:
    files: dict[str, File] = {}
    problems: list[Problem] = []
    for path in paths:
        if _reserved(path):
            problems.append(File(str(path), "").problem("reserved-file", given=path.name))
            continue
        file, found = as_mapping(*parse_file(path))
        name = path.stem
        if name in files:
            found.append(
                file.problem("two-files", given=path.name, other=Path(files[name].path).name)
            )
            if name in {_CATALOGUE, _CRITERIA}:  # the second one is no route
                problems += found
                continue
            name = path.name
        problems += found
        files[name] = file
    return files, problems


def _reserved(path: Path) -> bool:
    """Tell whether a file's name has another use; its first part counts, as it does on Windows."""
    name = path.name.lower().partition(".")[0]
    return name in RESERVED and path.stem not in {_CATALOGUE, _CRITERIA}


def _twice(files: Mapping[str, File]) -> list[Problem]:
    """Report routes of one id in two files."""
    first: dict[str, File] = {}
    problems = []
    for file in files.values():
        tree = file.tree
        if tree is None or not isinstance(tree.get("id"), str):
            continue
        if tree["id"] in first:
            place = file.find(("id",))
            values = {"given": tree["id"], "other": Path(first[tree["id"]].path).name}
            problems.append(file.problem("duplicate-route", *place, **values))
        first.setdefault(tree["id"], file)
    return problems


def _book(
    folder: Path, files: Mapping[str, File], models: dict[str, Any], sessions: Mapping[str, Session]
) -> Book:
    catalogue = models.pop(_CATALOGUE)
    criteria = models.pop(_CRITERIA, None) or Criteria()
    shared = {"catalogue": catalogue, "criteria": criteria}
    by_age = sorted(
        models.items(), key=lambda item: (item[1].ages.from_ if item[1].ages else 999, item[1].id)
    )
    routes = {
        route.id: route.model_copy(
            update={**shared, "agreements": open_agreements(sessions.values(), route.id)}
        )
        for _, route in by_age
    }
    places = {models[name].id if name in models else name: file for name, file in files.items()}
    return Book(folder, catalogue, criteria, routes, places, sessions)
