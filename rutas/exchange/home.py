"""Bring routes that were changed elsewhere home into their book: what changed there, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.book import Book, read
from rutas.collector import collector_off
from rutas.errors import BookError, Problem, UsageError
from rutas.exchange.elsewhere import still_named
from rutas.exchange.left import MARK, as_left, holds, known_to, tree_of
from rutas.exchange.normal import catalogue as normal_catalogue
from rutas.exchange.normal import dressed, normal, plain
from rutas.exchange.pending import Change, Home
from rutas.exchange.places import at_places, marks_of, place_of
from rutas.exchange.tree import Edit, merge, renamed
from rutas.files import write
from rutas.locale import say
from rutas.model import Catalogue, Route
from rutas.model.text import slug
from rutas.reading import File, parse_text, validate
from rutas.reading.edit import edit
from rutas.reading.known import known_in, of_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.exchange.arrival import Arrival
    from rutas.exchange.tree import Side

__all__ = ["Home", "bring_home", "put"]

Tree = dict[str, Any]
_CATALOGUE = "catalogue"
_SECTIONS = frozenset(Catalogue.model_fields)


@dataclass(slots=True)
class _Part:
    """One file of the book, with what is to become of it."""

    path: Path
    text: str
    raw: Tree
    now: Tree  # in the normal form, as it comes back from a file of that kind
    renamed: Tree
    wanted: Tree


@collector_off()
def bring_home(
    arrival: Arrival,
    book: str | Path = "routes",
    *,
    route: str | None = None,
    prefer: Side | None = None,
) -> Home:
    """Find out what a file changes in a book; nothing is written yet.

    Each route of the file comes into the book as the ones before it leave it.

    Parameters
    ----------
    arrival
        What came home.
    book
        The folder of the book.
    route
        The id of the route that it is; left out, the one that it says.
    prefer
        Who is right where both file and book changed a value.

    Raises
    ------
    BookError
        If the book cannot be read.
    UsageError
        If an id is given and the file has several routes.
    """
    folder = Path(book)
    known = _read(folder)
    home = Home()
    if route and arrival.others:
        raise UsageError(say("exchange.several-routes", given=route))
    for one in (arrival, *arrival.others):
        home.book = None
        _bring(home, one, folder, known, route, prefer)
        known = home.book or known
    if home.is_refused:  # then nothing is lost either
        home.book = None
        home.problems = [one for one in home.problems if one.rule != "comment-lost"]
    if arrival.others:  # a later route moved lines of the catalogue
        files = {str(path): parse_text(text, path)[0] for path, text in home.after.items()}
        home.changes = [
            replace(one, line=place_of(files[one.file], one.edit.path)) for one in home.changes
        ]
    return home


def _bring(
    home: Home,
    arrival: Arrival,
    folder: Path,
    known: Book | None,
    route: str | None,
    prefer: Side | None,
) -> None:
    name = route or str(
        arrival.route.get("id") or slug(str(arrival.route.get("name", ""))) or "ruta"
    )
    home.routes.append(name)
    parsed = {file.text: file.tree for file in known.files.values()} if known else {}
    left = as_left(arrival, parsed)
    was = str(left[0].get("id", "")) if left else ""
    if route is None and was != name and was in set(known or ()):
        home.problems.append(_other_id(arrival, was, name))
        return
    own, shared = _texts(home, folder, known, arrival, left, parsed, name)
    if arrival.against and name in set(known or ()):
        arrival = arrival.against((own.now, shared.now))
        left = as_left(arrival, parsed)
    home.problems += arrival.problems
    left = left or (own.now, shared.now)
    if name not in set(known or ()):
        left = left[0], known_to(left[1], tree_of(shared.text))
    own.renamed, shared.renamed = _renamed((own.now, shared.now), arrival.renames)
    came = _renamed((arrival.route, arrival.catalogue), arrival.renames)
    for part, base, file in zip((own, shared), _renamed(left, arrival.renames), came, strict=True):
        found = merge(base, {**file, **({"id": name} if part is own else {})}, part.renamed, prefer)
        part.wanted = at_places(found.tree, file)
        home.conflicts += found.conflicts
        edits = [*_named(arrival.renames, part is own), *found.edits]
        _changed(home, part, edits, plain if part is own else dict)
    if known is not None:
        _others(home, known, arrival.renames, name)
        names = {old: new for ids in arrival.renames.values() for old, new in ids.items()}
        followed = {Path(file.path) for file in known.files.values()}
        home.problems += still_named(folder, followed, names)
    _validated(home, known, name, (own, shared), arrival)


def _other_id(arrival: Arrival, was: str, name: str) -> Problem:
    """Tell that a file gives its route another id, which is the name of the route's own file."""
    line, column, *_ = marks_of({"id": arrival.route.get("id", "")})
    return arrival.placed(
        Problem(
            was,
            line + 1,
            column + 1,
            "route-renamed",
            say("exchange.route-renamed", was=was, given=name),
            say("exchange.route-renamed-hint", was=was, given=name),
        )
    )


def _read(folder: Path) -> Book | None:
    """Return the book, or nothing where there is none yet.

    Raises
    ------
    BookError
        If there is one that cannot be read.
    """
    if not (folder / f"{_CATALOGUE}.yaml").is_file() and not list(folder.glob("*.y*ml")):
        return None
    book, problems = read(folder)
    if book is None and any(problem.rule != "no-routes" for problem in problems):
        raise BookError(problems)
    return book


def _texts(
    home: Home,
    folder: Path,
    known: Book | None,
    arrival: Arrival,
    left: tuple[Tree, Tree] | None,
    parsed: Mapping[str, Any],
    name: str,
) -> tuple[_Part, _Part]:
    """Return the two files that a route's coming home may change."""
    files = known.files if known else {}
    found = []
    for key, brought in (
        (name, arrival.base.route if arrival.base else ""),
        (_CATALOGUE, arrival.base.catalogue if arrival.base else ""),
    ):
        path = Path(files[key].path) if key in files else folder / f"{key}.yaml"
        text = home.text(path)
        found.append((path, brought if text is None else text))
    trees = [tree_of(text, parsed) for _, text in found]
    if (
        arrival.base
        and left
        and [text for _, text in found] == [arrival.base.route, arrival.base.catalogue]
        and holds(left[1], trees[1])
    ):
        now = left
    else:
        now = arrival.again(normal(trees[0]), normal_catalogue(trees[1]))
    parts = [
        _Part(path, text, raw, tree, tree, tree)
        for (path, text), raw, tree in zip(found, trees, now, strict=True)
    ]
    return parts[0], parts[1]


def _renamed(
    trees: tuple[Tree, Tree], renames: Mapping[str, Mapping[str, str]]
) -> tuple[Tree, Tree]:
    for section, names in renames.items():
        trees = renamed(trees[0], section, names), renamed(trees[1], section, names)
    return trees


def _named(renames: Mapping[str, Mapping[str, str]], of_route: bool) -> list[Edit]:  # noqa: FBT001  (of one or the other)
    """Return the renames of a route, or of a catalogue, as edits."""
    return [
        Edit(f"{section}.{new}.id", old, new)
        for section, names in renames.items()
        if (section in _SECTIONS) is not of_route
        for old, new in names.items()
    ]


def _changed(home: Home, part: _Part, edits: list[Edit], written: Any) -> None:
    """Write a file anew, if anything of it changes, and say where."""
    now, renamed, wanted = map(written, (part.now, part.renamed, part.wanted))
    if now == wanted and home.text(part.path) is not None:
        return
    mark = MARK if part.text.startswith(MARK) else ""
    tree, text = part.raw, part.text.removeprefix(MARK)
    lost: list[str] = []
    try:  # what is renamed is so at its place first, so that it is known wherever it moves
        for form in (renamed, wanted) if now != renamed else (wanted,):
            tree = dressed(tree, now, form)
            found = edit(text, tree)
            text, now = found.text, form
            lost += found.lost
    except ValueError:  # what it is that cannot be written, the reading of the tree tells
        said = say("exchange.unwritable", path=part.path)
        home.problems.append(Problem(str(part.path), 0, 0, "unwritable", said))
        return
    if not text.strip() or not wanted:
        return
    home.change(part.path, mark + text)
    file = parse_text(text, part.path)[0]
    home.changes += [Change(one, file.path, place_of(file, one.path)) for one in edits]
    home.problems += [
        Problem(
            file.path,
            0,
            0,
            "comment-lost",
            say("exchange.comment-lost", comment=comment),
            level="info",
        )
        for comment in lost
    ]


def _others(home: Home, book: Book, renames: Mapping[str, Mapping[str, str]], name: str) -> None:
    """Follow the renames of the catalogue into the other routes of the book."""
    shared = {section: names for section, names in renames.items() if section in _SECTIONS}
    for other, file in book.files.items():
        if not shared or other in {name, _CATALOGUE, "criteria"}:
            continue
        path = Path(file.path)
        text = home.text(path) or ""
        raw = tree_of(text)
        was = normal(raw)
        now = _renamed((was, {}), shared)[0]
        if now != was:
            mark = MARK if text.startswith(MARK) else ""
            wanted = dressed(raw, plain(was), plain(now))
            home.change(path, mark + edit(text.removeprefix(MARK), wanted).text)


def _validated(
    home: Home, known: Book | None, name: str, parts: tuple[_Part, _Part], arrival: Arrival
) -> None:
    """Read what would be written as the book's files are read, and tell what is wrong by its place."""
    own, shared = parts
    if known and name in known.routes and all(part.wanted == part.now for part in parts):
        home.book = known
        return
    catalogue = _file(shared.path, shared.wanted)
    route = _file(own.path, plain(own.wanted))
    routes = {*(known or {}), name}
    ids = {**of_catalogue(catalogue), "route": routes}
    found: list[Problem] = []
    models: list[Any] = []
    for file, model in ((route, Route), (catalogue, Catalogue)):
        made, problems = validate(file, model, known_in(file, ids, catalogue))
        models.append(made)
        found += [replace(arrival.placed(one), excerpt="") for one in problems]
    home.problems += found
    if found or home.conflicts:
        return
    criteria = known.criteria if known else models[0].criteria
    others = {key: one for key, one in (known or {}).items() if key != name}
    texts = {
        **(known.files if known else {}),
        name: _now(home, own),
        _CATALOGUE: _now(home, shared),
    }
    whole = {
        key: one.model_copy(update={"catalogue": models[1], "criteria": criteria})
        for key, one in {**others, name: models[0]}.items()
    }
    home.book = Book(own.path.parent, models[1], criteria, whole, texts)


def _file(path: Path, tree: Tree) -> File:
    return File(str(path), "", tree, marks_of(tree))


def _now(home: Home, part: _Part) -> File:
    text = home.after.get(part.path, part.text).removeprefix(MARK)
    return parse_text(text, part.path)[0]


def put(home: Home) -> list[Path]:
    """Write the files that change, all of them or none.

    Raises
    ------
    OSError
        If one of them cannot be written; the others are then as they were.
    """
    done: list[Path] = []
    try:
        for path, text in home.after.items():
            if write(path, text):
                done.append(path)
    except OSError:
        for path in done:
            if path in home.before:
                write(path, home.before[path])
            else:
                path.unlink(missing_ok=True)
        raise
    return done
