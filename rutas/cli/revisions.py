"""Find the versions that are compared: a file, a route of the book or of a revision, a whole revision."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rutas.cli.opening import is_path
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.book import Book
    from rutas.compare.diff import Version
    from rutas.model import Route

__all__ = ["Pair", "Since", "Versions", "pairs"]

# A revision and what stands behind its colon; a drive of Windows is one letter.
_REVISION = re.compile(r"[^:]{2,}:")

Pair = tuple["Version | None", "Version | None"]
"""A route in two versions; nothing where one of the books has no such route."""


@dataclass(frozen=True)
class Versions:
    """The versions that words may name, each book read once.

    Attributes
    ----------
    folder
        The book's folder.
    """

    folder: str
    _then: dict[str, Book] = field(default_factory=dict, repr=False)

    @cached_property
    def now(self) -> Book:
        """The book as it stands."""
        from rutas.book import load

        return load(self.folder)

    def of(self, word: str) -> tuple[dict[str, Version], bool]:
        """Return the routes that a word names, by id, and whether it names a whole revision.

        A file comes first, then a route of the book, then a revision.

        Raises
        ------
        BookError
            If a book or a file cannot be read.
        UsageError
            If there is nothing of that name.
        """
        from rutas.book import load_with
        from rutas.compare.diff import Version

        if Path(word).is_file() or (is_path(word) and not _REVISION.match(word)):
            book, route = load_with(word, self.folder)
            return {route.id: Version(word, book, route)}, False
        revision, colon, name = word.rpartition(":")
        if colon and revision:
            book = self.then(revision)
            name = _by_file(book, name) if is_path(name) else name
            return {name: Version(word, book, book[name], revision)}, False
        if word in self.now.routes:
            return {word: Version(word, self.now, self.now[word])}, False
        book = self.then(word, alone=True)
        routes = {one.id: Version(f"{word}:{one.id}", book, one, word) for one in book.values()}
        return routes, True

    def then(self, revision: str, *, alone: bool = False) -> Book:
        """Return the book as it was at a revision; where the word stands alone, it may mean a route."""
        from rutas.book import load_revision
        from rutas.errors import no_such
        from rutas.reading.revision import commit_of

        if alone and commit_of(revision, Path(self.folder)) is None:
            raise no_such("revision.no-such", revision, self.now)
        if revision not in self._then:
            self._then[revision] = load_revision(revision, self.folder)
        return self._then[revision]


def _by_file(book: Book, path: str) -> str:
    """Return the id of the route that a file holds, named as git names it: ``main:routes/0-4.yaml``."""
    name = Path(path).name
    return next((one for one in book if Path(book.files[one].path).name == name), name)


def pairs(old: str, new: str | None, versions: Versions) -> list[Pair]:
    """Return the versions to set side by side, a pair a route.

    Parameters
    ----------
    old, new
        Words, as `Versions.of` reads them; the newer one left out is the book as it stands.
    versions
        What they may name.

    Raises
    ------
    UsageError
        If a word names nothing, both name the same, or one names a route and the other several.
    """
    from rutas.compare.diff import Version
    from rutas.errors import UsageError

    before, whole = versions.of(old)
    name, first = next(iter(before.items()))
    if new is None:
        if first.book is versions.now:
            raise UsageError(say("diff.itself", given=old))
        wanted = versions.now if whole else {name: versions.now[name]}
        after = {one: Version(one, versions.now, route) for one, route in wanted.items()}
    else:
        after, other = versions.of(new)
        if whole != other:
            several, route = (old, next(iter(after))) if whole else (new, name)
            raise UsageError(say("diff.several", given=several, route=route))
        if not whole:
            return [(first, next(iter(after.values())))]
    return [(before.get(one), after.get(one)) for one in dict.fromkeys([*after, *before])]


@dataclass(frozen=True)
class Since:
    """Finds the steps that changed since a revision.

    Attributes
    ----------
    folder
        The book's folder.
    written
        The routes as they are written, by id: without the figures of a population or of a territory.
    """

    folder: str
    written: Mapping[str, Route]

    def steps(self, route: str, revision: str) -> set[str]:
        """Return the steps of a route that are new or say something else, or from which links changed.

        Raises
        ------
        BookError, UsageError
            If the book of then cannot be read, or had no such route.
        """
        from rutas.book import load_revision
        from rutas.compare.changes import changes
        from rutas.compare.identity import renames
        from rutas.model.references import renamed

        old, new = load_revision(revision, self.folder)[route], self.written[route]
        before, after = changes(renamed(old, renames(old, new)), new)
        return {key.partition("->")[0] for key in (*before, *after)}
