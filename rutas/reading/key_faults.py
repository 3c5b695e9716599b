"""Mend what is wrong with the keys of a mapping, so that one mistake is told once and hides no other.

A key that stands twice, a hyphen that was lost so that two items of a list became one, a decimal comma
within braces, a key without its value or its colon.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rutas.reading.places import ANY_KEY, LOST_ENTRY
from rutas.reading.slips import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rutas.reading.places import File, Mark

__all__ = ["KeyFaults"]

# What a comma cuts off a number within braces: `12,5 %` is the value 12 and a key `5 %`.
_AFTER_COMMA = re.compile(r"[0-9]+(?:\.\.[0-9]+)*(?: ?[^0-9]*)")
_GLUED = re.compile(r"([^\W\d][\w-]*):(?=[^/])")
_GLUED_KEY = re.compile("([{,] *[^\\W\\d][\\w-]*):(?=[^ /])\u00a0?")
_COMMENTED = re.compile(r"([\w-]+:) (#\S.*)")
_THOUSANDS = re.compile(r"([1-9][0-9]{0,2}),([0-9]{3})(?![0-9])")

Found = tuple[int, int, Any, "Mark"]


class KeyFaults:
    """What is found wrong with keys while a file is read.

    Parameters
    ----------
    file
        The file.
    say
        What reports a problem: its code, its line and column counted from 0, and values.
    spoiled
        Where keys are remembered that were already found wrong.

    Attributes
    ----------
    found
        Whether an open mapping is to be mended when it ends.
    """

    def __init__(
        self, file: File, say: Callable[..., None], spoiled: set[tuple[int, int, str]]
    ) -> None:
        self._file, self._say, self._spoiled = file, say, spoiled
        # by the id of an open mapping: its repeated keys, and its keys whose values a comma cut
        self._again: dict[int, list[tuple[str, Found]]] = {}
        self._commas: dict[int, set[str]] = {}
        self.found = False

    def again(self, holder: Any, name: str, found: Found) -> None:
        """Take note of a key that an open mapping has already."""
        self._again.setdefault(id(holder), []).append((name, found))
        self.found = True

    def empty(self, holder: Any, marks: Mark, name: str, place: tuple[int, int]) -> None:
        """Report a key without a value; in braces it may be what a comma cut off a number, or a text."""
        flow = self._file.lines[marks[0]][marks[1] : marks[1] + 1] == "{"
        last = next(reversed(holder), None) if flow else None
        if last and _AFTER_COMMA.fullmatch(name) and str(holder[last])[-1:].isdigit():
            holder[last] = f"{holder[last]},{name}"
            self._commas.setdefault(id(holder), set()).add(last)
            self.found = True
            return
        line = self._file.lines[place[0]]
        if flow and (glued := _GLUED.match(name)):
            code, key, write = "yaml-glued", glued[1], _GLUED_KEY.sub(r"\1: ", line).strip()
        elif flow and " " in name:
            code, key, write = "yaml-no-colon", name.partition(" ")[0], quoted(line)
        elif commented := _COMMENTED.fullmatch(line[place[1] :]):
            code, key, write = "yaml-comment", name, f'{commented[1]} "{commented[2].rstrip()}"'
        else:
            code, key, write = "empty-value", name, ""
        hint = "write-line" if write else "list-in-brackets" if flow else ""
        items = ", ".join([*([str(holder[last])] if last else []), name])
        self._say(code, *place, hint=hint, given=name, write=write, items=items)
        self._spoiled.add((marks[0], marks[1], key))

    def mended(self, value: Any, mark: Mark, holder: Any, marks: Mark) -> tuple[Any, Mark]:
        """Return a collection that ends without what is wrong with its keys, which is told."""
        for name in self._commas.pop(id(value), ()):
            self._comma(value.pop(name), mark[2].pop(name)[2][:2])
            self._spoiled.add((mark[0], mark[1], name))
        again = self._again.pop(id(value), [])
        self.found = bool(self._again or self._commas)
        if type(holder) is list and _another(mark[2], again):
            first = again[0][1]
            self._say("lost-item", *first[:2])
            late = [key for key, part in mark[2].items() if part[:2] > first[:2]]
            items = {key: (value.pop(key), mark[2].pop(key)) for key in late}
            items |= {key: (part, (line, column, at)) for key, (line, column, part, at) in again}
            holder.append(value)
            marks[2].append(mark)
            value = {key: part for key, (part, _) in items.items()}
            mark = (*first[:2], {key: at for key, (_, at) in items.items()})
            self._spoiled |= {(*marks[2][-1][:2], ANY_KEY), (*mark[:2], ANY_KEY)}
            return value, mark
        if type(holder) is dict and _another(mark[2], again):
            self._say("lost-entry", *again[0][1][:2])
            self._spoiled.add((mark[0], mark[1], LOST_ENTRY))
            return value, mark
        for name, found in again:
            self._merge(value, mark, name, found)
        return value, mark

    def _comma(self, given: str, place: tuple[int, int]) -> None:
        """Report a number whose decimal comma ends it, within braces."""
        decimal = given.replace(",", ".")
        if _THOUSANDS.match(given):
            whole, decimal = given.replace(",", ""), _THOUSANDS.sub(r"\1.\g<2>0", given)
            self._say("ambiguous-number", *place, given=given, whole=whole, decimal=decimal)
        else:
            self._say("decimal-comma", *place, given=given, decimal=decimal)

    def _merge(self, holder: Any, marks: Mark, name: str, found: Found) -> None:
        """Report a key that is repeated; keep what it holds, so that its mistakes are told as well."""
        line, column, value, mark = found
        first_line, first_column, first = marks[2][name]
        self._say("duplicate-key", line, column, given=name, line=first_line + 1)
        merged: Any = None
        parts: Any = None
        if isinstance(value, dict) and isinstance(holder[name], dict):
            merged, parts = {**value, **holder[name]}, {**mark[2], **first[2]}
        elif _with_ids(value) and _with_ids(holder[name]):
            merged, parts = [*holder[name], *value], [*first[2], *mark[2]]
        if merged is not None:
            holder[name] = merged
            marks[2][name] = (first_line, first_column, (first[0], first[1], parts))


def _another(marks: Mapping[str, Mark], again: list[tuple[str, Any]]) -> bool:
    """Tell whether the keys of a mapping, from the first repeated one on, are those of another item."""
    if not again:
        return False
    start = again[0][1][:2]
    names = [name for name, _ in again]
    late = {key for key, mark in marks.items() if mark[:2] > start}
    return (
        late.isdisjoint(names) and len({*names}) == len(names) and ("id" in names or len(names) > 1)
    )


def _with_ids(value: object) -> bool:
    """Tell whether a value is a list of things of which each has an id."""
    return isinstance(value, list) and all(
        isinstance(part, dict) and "id" in part for part in value
    )
