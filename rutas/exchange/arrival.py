"""Hold what came home in a file of another program, whatever the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rutas.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Arrival", "Base", "CellProblem"]


@dataclass(frozen=True, slots=True)
class Base:
    """A route as it left: the texts of its file and of its catalogue's."""

    route: str
    catalogue: str


@dataclass(frozen=True, slots=True)
class CellProblem(Problem):
    """A problem of a cell; line and column are its row and column."""

    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """Where it is, as people find it: ``0-4.xlsx Pasos!N12``."""
        return f"{self.path} {self.sheet}!{self.cell}" if self.cell else self.path


@dataclass(slots=True)
class Arrival:
    """A route that came home.

    Attributes
    ----------
    format
        ``xlsx``, ``ods``, ``csv``, ``bpmn``.
    route, catalogue
        What the file says, in the normal form (`rutas.exchange.normal`).
    left
        What the file would say if nothing had been changed since it left, in the same form; nothing, if it
        doesn't bring it along; in the place of the route nothing, where it is what the base says.
    against
        What reads the file again where it doesn't bring along what left: as if the book's route and catalogue
        had, in the normal form, so that what the file has no place for stays as it is.
    again
        What gives a route and a catalogue in the form that they come back in from such a file.
    base
        The texts that the file brings along, if it does.
    renames
        By section, the ids as they left with what they are now.
    problems
        What is wrong with the file itself, or was not taken over.
    elements
        How many elements of the file were ``exact``, ``folded``, ``approximated``, ``dropped``.
    others
        The other routes of the same file; what is told of the file as a whole stands with the first.
    placed
        What makes a problem of a place (``line``, ``column``) of the file into one as people find it.
    """

    format: str
    route: dict[str, Any]
    catalogue: dict[str, Any]
    left: tuple[dict[str, Any] | None, dict[str, Any]] | None = None
    against: Callable[[tuple[dict[str, Any], dict[str, Any]]], Arrival] | None = None
    again: Callable[[Any, Any], tuple[Any, Any]] = lambda route, catalogue: (route, catalogue)
    base: Base | None = None
    renames: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    elements: Mapping[str, int] | None = None
    others: Sequence[Arrival] = ()
    placed: Callable[[Problem], Problem] = lambda problem: problem
