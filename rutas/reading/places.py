"""Remember where everything stands in a file, and show the line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rutas.errors import Problem
from rutas.locale import has, say
from rutas.model.signs import HIDDEN

__all__ = ["ANY_KEY", "LINE_END", "LOST_ENTRY", "File", "Loc", "Mark"]

Loc = tuple[str | int, ...]

Mark = tuple[Any, ...]
"""The place of a value: ``(line, column)`` counted from 0 for a text; a third item for what has parts,
a list of marks, or for a mapping a dict from the key to ``(line, column, mark of its value)``."""

_WIDTH = 96
_MOST_QUOTED = 100
_CUT = {"given", "slug", "unit"}

ANY_KEY = ""
"""A key of which nobody can tell which it was meant to be."""
LOST_ENTRY = "…"
"""The mark of a mapping that took in another, whose key was lost."""

# The ends of lines that libyaml counts, but for two that `rutas.reading.syntax` tells and takes for blanks.
LINE_END = re.compile(r"\r\n|[\n\r\x85]")

# What a terminal would obey and not show.
_HIDDEN = re.compile(f"[{HIDDEN}\t\n\r]")


@dataclass(frozen=True)
class File:
    """A file that was read: its text, the tree it holds, and the place of everything in the tree.

    Attributes
    ----------
    path
        The file, as it was named.
    text
        What it says.
    tree
        Mappings, lists and texts.
    marks
        The place of every one of them.
    spoiled
        Keys whose values were already found wrong, by the place of their mapping: what is missing there
        needs no second word.
    """

    path: str
    text: str
    tree: Any = None
    marks: Mark = (0, 0)
    spoiled: frozenset[tuple[int, int, str]] = field(default=frozenset())

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines, without their ends."""
        return LINE_END.split(self.text)

    def find(self, loc: Loc, *, key: bool = False) -> tuple[int, int]:
        """Return line and column, counted from 1, of what a path of keys and indices leads to.

        What the file does not have (a union's tag, a default's field) is skipped.

        Parameters
        ----------
        loc
            Keys and indices from the root.
        key
            Whether the last key itself is meant, and not its value.
        """
        mark = self.marks
        at = mark[:2]
        for part in loc:
            inner = mark[2] if len(mark) > 2 else None  # noqa: PLR2004  (a mark with a third part has parts of its own)
            if isinstance(inner, dict) and part in inner:
                line, column, mark = inner[part]
                at = (line, column) if key else mark[:2]
            elif isinstance(inner, list) and isinstance(part, int) and part < len(inner):
                mark = inner[part]
                at = mark[:2]
        return at[0] + 1, at[1] + 1

    def within(self, place: tuple[int, int], offset: int) -> tuple[int, int]:
        """Return line and column, counted from 1, of a sign of a text, wherever the text is broken.

        Parameters
        ----------
        place
            Line and column of the text.
        offset
            How many signs come before it in the text.
        """
        line, start = place[0], place[1] - 1
        text = self.lines[line - 1]
        if text[start : start + 1] in {"|", ">"} and line < len(self.lines):
            line, text = line + 1, self.lines[line]
            start = len(text) - len(text.lstrip())
        elif text[start : start + 1] in {"'", '"'}:
            start += 1
        while offset > len(text.rstrip()) - start and line < len(self.lines):
            offset -= len(text.rstrip()) - start + 1
            line, text = line + 1, self.lines[line]
            start = len(text) - len(text.lstrip())
        return line, start + offset + 1

    def excerpt(self, line: int, column: int) -> str:
        """Return a line of the file with a caret under a column, cut to a readable width."""
        if not 0 < line <= len(self.lines):
            return ""
        text = self.lines[line - 1]
        start = max(0, column - 1 - _WIDTH // 2) if len(text) > _WIDTH else 0
        shown = _HIDDEN.sub("·", text[start : start + _WIDTH].replace("\t", " "))
        return f"{shown}\n{' ' * (column - 1 - start)}^"

    def problem(
        self,
        code: str,
        line: int = 0,
        column: int = 0,
        /,
        *,
        step: str | None = None,
        hint: str = "",
        **values: Any,
    ) -> Problem:
        """Make a problem of this file from the catalogue's messages of the area ``form``.

        The hint is the code's own, or the message that is named: ``write-line``, ``leave-spaces``.
        """
        hint = f"form.{hint or f'{code}-hint'}"
        values = {
            name: quoted(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        for name in _CUT & values.keys():
            if len(str(values[name])) > _MOST_QUOTED:
                values[name] = f"{str(values[name])[: _MOST_QUOTED - 1]}…"
        route = self.tree.get("id") if isinstance(self.tree, dict) else None
        return Problem(
            path=self.path,
            line=line,
            column=column,
            rule=code,
            message=say(f"form.{code}", **values),
            hint=say(hint, **values) if has(hint) else "",
            route=route if isinstance(route, str) else None,
            step=step,
            excerpt=self.excerpt(line, column),
        )


def quoted(text: str) -> str:
    r"""Return a text of a file as a message may show it: in one line, nothing hidden in it.

    >>> quoted("dos\nlíneas \x1b[31m")
    'dos·líneas ·[31m'
    """
    return _HIDDEN.sub("·", text)
