"""Find the parts of a YAML block in its text: where each begins, and which lines above are about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rutas.reading.nodes import Node

__all__ = ["Entries", "Entry"]


@dataclass(slots=True)
class Entry:
    """A part of a block: the lines above that are not about it, its own comments, itself."""

    begin: int  # behind the part before
    foreign: int  # behind what is not about it
    own: int  # where its own comments start, or it does
    start: int  # its key or its dash
    value: int  # behind the colon or the dash
    node: Node
    end: int  # the end of its last line
    key: str | None = None  # what its key is to be, if another


@dataclass(frozen=True, slots=True)
class Entries:
    """The parts of the blocks of a text.

    Attributes
    ----------
    text
        The text behind one newline, so that every line of it has one in front.
    """

    text: str

    def of(self, node: Node) -> list[Entry]:
        """Return the parts of a block; positions count from the newline that was put in front."""
        text, found = self.text, []
        is_map = isinstance(node.value, dict)
        previous = -1
        for key, part in node.parts.items():
            if is_map:
                start, value = (place + 1 for place in node.keys[key])
                value = text.index(":", value) + 1
            else:
                start = text.rindex("-", 0, part.start + 1)
                value = start + 1
            end = self._line_end(part.end + 1)
            begin = previous if previous >= 0 else self._head(start)
            foreign, own = self._lead(begin, start)
            found.append(Entry(begin, foreign, own, start, value, part, end))
            previous = end
        return found

    def _line_end(self, place: int) -> int:
        found = self.text.find("\n", place)
        return len(self.text) if found < 0 else found

    def _head(self, start: int) -> int:
        """Return where the lines above a block's first part begin; its start, if it has no own line."""
        text = self.text
        line = text.rfind("\n", 0, start)
        if text[line + 1 : start].strip(" "):
            return start
        while line > 0:
            above = text.rfind("\n", 0, line)
            content = text[above + 1 : line].strip()
            if content and content[0] != "#":
                break
            line = above
        return line

    def _lead(self, begin: int, start: int) -> tuple[int, int]:
        """Return where what is not about a part ends, and where its own comments begin."""
        text = self.text
        if begin == start:
            return start, start
        own = text.rfind("\n", 0, start)
        column = start - own - 1
        while own > begin:
            above = text.rfind("\n", 0, own)
            line = text[above + 1 : own]
            if not line.strip() or len(line) - len(line.lstrip(" ")) != column:
                break
            own = above
        foreign = begin + len(text[begin:own].rstrip())
        return foreign, own

    def column(self, place: int) -> int:
        """Return the column of a place."""
        return place - self.text.rfind("\n", 0, place) - 1
