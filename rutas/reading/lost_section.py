"""Tell a catalogue's section whose line was lost, or that is not there, once, and not what follows from it.

The entries under a lost line stand in the section before it, where they are wrong, and all that names them is
wrong too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from rutas.model.base import field_reader
from rutas.model.catalogue import SECTIONS, Catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.errors import Problem
    from rutas.reading.places import File

__all__ = ["fold"]


def fold(problems: Sequence[Problem], file: File) -> list[Problem]:
    """Put one problem for all those that follow from a section which is not there.

    Parameters
    ----------
    problems
        The problems of a book.
    file
        Its catalogue.
    """
    found = list(problems)
    for kind, section in SECTIONS.items() if isinstance(file.tree, dict) else ():
        if section not in file.tree:
            found = _folded(found, file, f"unknown-{kind}", section)
    return found


def _folded(problems: list[Problem], file: File, rule: str, section: str) -> list[Problem]:
    named = [problem for problem in problems if problem.rule == rule]
    for within in SECTIONS.values():
        entries = file.tree.get(within)
        first = _first_of(section, within, entries) if isinstance(entries, dict) else None
        if first is not None:
            line, column = file.find((within, first), key=True)
            lost = file.problem("lost-section", line, column, given=section, other=within)
            lines = range(line, _end(file, within))
            named += [one for one in problems if one.path == file.path and one.line in lines]
            break
    else:
        if len(named) < 2:  # noqa: PLR2004  (one id may be misspelt)
            return problems
        lost = file.problem("no-section", given=section, count=len(named), place=named[0].place)
    return [lost, *(problem for problem in problems if problem not in named)]


def _first_of(section: str, within: str, entries: Mapping[str, Any]) -> str | None:
    """Return the first entry that is not of the section it stands in, if all from there on are of another."""
    names = list(entries)
    wrong = [name for name in names if not _fits(within, name, entries[name])]
    if not wrong:
        return None
    tail = names[names.index(wrong[0]) :]
    return wrong[0] if all(_fits(section, name, entries[name]) for name in tail) else None


def _fits(section: str, name: str, entry: Any) -> bool:
    try:
        field_reader(Catalogue, section).validate_python({name: entry})
    except ValidationError:
        return False
    return True


def _end(file: File, section: str) -> int:
    """Return the line after the last of a section."""
    starts = [file.find((key,), key=True)[0] for key in file.tree]
    start = file.find((section,), key=True)[0]
    return min((line for line in starts if line > start), default=len(file.lines) + 1)
