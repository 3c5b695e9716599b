"""Hold what is to become of a book's files until all of them can be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rutas.book import Book
    from rutas.errors import Problem
    from rutas.exchange.tree import Conflict, Edit

__all__ = ["Change", "Home"]


@dataclass(frozen=True, slots=True)
class Change:
    """An edit with its place in the book's file, as it is afterwards."""

    edit: Edit
    file: str
    line: int


@dataclass(slots=True)
class Home:
    """What becomes of a book when a file comes home.

    Attributes
    ----------
    routes
        The ids of its routes.
    before, after
        The texts of the files that change, as they are and as they will be.
    changes
        Every edit, with its place.
    conflicts
        What file and book both changed; while there is one, nothing is to be written.
    problems
        What is wrong with what would be written, or with the file itself.
    book
        The book as it would be; nothing, if it would not be sound.
    """

    routes: list[str] = field(default_factory=list)
    before: dict[Path, str] = field(default_factory=dict)
    after: dict[Path, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    book: Book | None = None

    def text(self, path: Path) -> str | None:
        """Return what a file says as it will be; nothing where there is none."""
        if path in self.after:
            return self.after[path]
        return path.read_bytes().decode("utf-8") if path.is_file() else None

    def change(self, path: Path, text: str) -> None:
        """Let a file say something else."""
        now = self.text(path)
        if path not in self.after and now is not None:
            self.before[path] = now
        self.after[path] = text

    @property
    def is_refused(self) -> bool:
        """Whether nothing may be written."""
        return bool(self.conflicts) or any(problem.level == "error" for problem in self.problems)
