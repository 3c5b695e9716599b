"""Read YAML into a tree of mappings, lists and texts, with the place of everything.

The tree is built from libyaml's events in one pass, every scalar as text: YAML 1.1 would make ``no``
a truth value, ``17:00`` a number in base 60, ``0571`` an octal, and would drop duplicate keys without
a word. What a text means is for the model to say. Time and memory are bounded: by the file's size, its
depth, and what its aliases multiply to.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from rutas.collector import collector_off
from rutas.reading.diagnose import diagnose, tabs
from rutas.reading.key_faults import KeyFaults
from rutas.reading.places import ANY_KEY, File, Mark
from rutas.reading.remedy import remedy
from rutas.reading.source import decoded, place_after, source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.errors import Problem

__all__ = ["parse", "parse_bytes", "parse_text"]

MAX_DEPTH = 40
MAX_ALIASED = 100_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# More brackets in a row than a file may open, and how far a parser looks for the end of a key.
_DEEP = re.compile(rf"(?:[\[{{][^\[\]{{}}\n]*){{{MAX_DEPTH + 1}}}")
_LOOKAHEAD = 2048
_SEPARATOR = re.compile("[\u2028\u2029]")
_MOST_SEPARATORS = 20


def parse(path: str | Path) -> tuple[File, list[Problem]]:
    """Read one YAML file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    The file, with its tree (``None`` if it has none that can be used), and every problem found.
    """
    return _parsed(*source(Path(path)), path)


def parse_bytes(raw: bytes, path: str | Path) -> tuple[File, list[Problem]]:
    """Read the bytes of a YAML file, as `parse` does, under the name of a file."""
    return _parsed(*decoded(raw), path)


def _parsed(
    text: str, code: str, values: dict[str, Any], path: str | Path
) -> tuple[File, list[Problem]]:
    if code:
        file = File(_named(path), _SEPARATOR.sub(" ", text))
        line, column = values.pop("line", 0), values.pop("column", 0)
        return file, [file.problem(code, line, column, **values)]
    return parse_text(text, path)


def parse_text(text: str, path: str | Path = "") -> tuple[File, list[Problem]]:
    """Read the text of a YAML file, as `parse` does, under the name of a file.

    >>> parse_text("id: no")[0].tree
    {'id': 'no'}
    """
    file = File(_named(path), _SEPARATOR.sub(" ", text))
    with collector_off():
        file, problems = _Tree(file).build()
    return file, [*_separators(file, text), *problems]


def _named(path: str | Path) -> str:
    return str(path).encode(errors="replace").decode()


def _separators(file: File, text: str) -> Iterator[Problem]:
    """Report the ends of lines that editors don't show as such."""
    for found in islice(_SEPARATOR.finditer(text), _MOST_SEPARATORS):
        line, column = place_after(text[: found.start()])
        given = f"U+{ord(found[0]):04X}"
        yield file.problem("invisible-character", line + 1, column + 1, given=given)


class _Tree:
    """One pass over the events of a file."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.spoiled: set[tuple[int, int, str]] = set()
        self.anchors: dict[str, tuple[Any, Mark, int] | None] = {}
        self.keys = KeyFaults(file, self._say, self.spoiled)
        self.nodes = 0
        self.aliased = 0

    def build(self) -> tuple[File, list[Problem]]:
        tree: Any = None
        mark: Mark = (0, 0)
        try:
            found = self._bounded()
            if found is None:
                self._say("empty-file", 0, 0)
            else:
                tree, mark = found
        except yaml.YAMLError as error:
            tree = None
            self._syntax(error)
        except _TooMuch as error:
            tree = None
            self._say(error.code, error.line, error.column, **error.values)
        file = File(self.file.path, self.file.text, tree, mark, frozenset(self.spoiled))
        return file, self.problems

    def _bounded(self) -> tuple[Any, Mark] | None:
        """Build the document; where the parser gave up, see whether it did so for the depth.

        A bracket may open a key, so the parser looks ahead of its events for the colon, and its newer
        releases bound the depth of what they look at. What was built of the text up to the brackets that
        are too many tells where the depth passes ours.
        """
        text = self.file.text
        try:
            return self._document(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            end = mark.index if mark else 0
            if deep := _DEEP.search(text, max(0, end - _LOOKAHEAD), end):
                with suppress(yaml.YAMLError):
                    _Tree(self.file)._document(text[: deep.end()])  # noqa: SLF001  (of one class)
            raise

    def _document(self, text: str) -> tuple[Any, Mark] | None:
        self.events = yaml.parse(text, Loader=_Loader)
        found: tuple[Any, Mark] | None = None
        starts: list[tuple[int, int]] = []
        try:
            for event in self.events:
                kind = type(event)
                if kind is yaml.DocumentStartEvent:
                    starts.append(_start(event))
                elif kind not in _BRACKETS and not _blank(event):
                    found = self._joined(found, self._node(event))
        except (yaml.YAMLError, _Cut):
            if len(starts) <= 1:
                raise
            self.problems.clear()  # they are those of a part of a file
            raise _TooMuch("yaml-documents", *starts[1]) from None
        for start in starts[1:]:
            self._say("yaml-documents", *start)
        return found

    def _joined(self, first: tuple[Any, Mark] | None, second: tuple[Any, Mark]) -> tuple[Any, Mark]:
        """Return two documents as one if each is a part of one file, else the first.

        Raises
        ------
        _Cut
            If the second is what a stray ``---`` cut off from the inside of the first.
        """
        if first is None:
            return second
        (tree, mark), (more, marks) = first, second
        if not isinstance(more, dict) or marks[1]:
            raise _Cut
        if isinstance(tree, dict) and tree.keys().isdisjoint(more):
            return {**tree, **more}, (*mark[:2], {**mark[2], **marks[2]})
        return first

    def _node(self, first: Any) -> tuple[Any, Mark]:  # noqa: C901, PLR0912, PLR0915  (one pass over the events is what makes it fast)
        """Build one value and all it holds, without recursion: files may nest without end.

        The stack holds, for every open collection, the collection, its mark, the pending key with its
        place, its anchor and the count of nodes at its start. One loop, spelled out: a book of 10,000
        steps passes here 300,000 times.
        """
        stack: list[tuple[Any, Mark, Any, str | None, int]] = []
        holder: Any = None  # the open collection
        parts: Any
        marks: Any = None  # where its parts' marks go
        key: Any = None  # the pending key of an open mapping: (text, line, column)
        scalar, alias, open_map, open_list = (
            yaml.ScalarEvent, yaml.AliasEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent,
        )  # fmt: skip
        keys = self.keys
        event = first
        while True:
            kind = type(event)
            start = event.start_mark
            line, column = start.line, start.column
            value: Any
            mark: Mark
            if kind is scalar:
                value, mark = event.value, (line, column)
                if event.tag is not None and event.tag != "!":
                    self._tag(event)
                if event.anchor is not None:
                    self.anchors[event.anchor] = (value, mark, 1)
                self.nodes += 1
            elif kind is open_map or kind is open_list:
                if event.tag is not None and event.tag != "!":
                    self._tag(event)
                if len(stack) >= MAX_DEPTH:
                    raise _TooMuch("too-deep", line, column, most=MAX_DEPTH)
                if event.anchor is not None:
                    self.anchors[event.anchor] = None
                stack.append((holder, marks, key, event.anchor, self.nodes))
                self.nodes += 1
                holder, parts = ({}, {}) if kind is open_map else ([], [])
                marks, key = (line, column, parts), None
                event = next(self.events)
                continue
            elif kind is alias:
                value, mark = self._alias(event, line, column)
            else:  # the end of a collection
                value, mark = holder, marks
                holder, marks, key, anchor, count = stack.pop()
                if keys.found:
                    value, mark = keys.mended(value, mark, holder, marks)
                if anchor is not None:
                    self.anchors[anchor] = (value, mark, self.nodes - count)
            if holder is None:
                return value, mark
            if type(holder) is list:
                if kind is scalar and not value and _blank(event):
                    self._say("empty-item", line, column)
                else:
                    holder.append(value)
                    marks[2].append(mark)
            elif key is None:
                if type(value) is not str or not value:
                    self._say("key-not-text", mark[0], mark[1])
                    self.spoiled.add((marks[0], marks[1], ANY_KEY))
                    value = None
                key = (value, mark[0], mark[1])
            else:
                name, key_line, key_column = key
                key = None
                if name is None:
                    pass  # the key is wrong already
                elif kind is scalar and not value and _blank(event):
                    keys.empty(holder, marks, name, (key_line, key_column))
                elif name in holder:
                    keys.again(holder, name, (key_line, key_column, value, mark))
                else:
                    holder[name] = value
                    marks[2][name] = (key_line, key_column, mark)
            event = next(self.events)

    def _tag(self, event: Any) -> None:
        given = event.tag.replace("tag:yaml.org,2002:", "!!")
        self._say("yaml-tag", *_start(event), given=given)

    def _alias(self, event: Any, line: int, column: int) -> tuple[Any, Mark]:
        if event.anchor not in self.anchors:
            raise _TooMuch("yaml-alias", line, column, given=event.anchor)
        known = self.anchors[event.anchor]
        if known is None:
            raise _TooMuch("alias-in-itself", line, column, given=event.anchor)
        value, mark, size = known
        self.nodes += size
        self.aliased += size
        if self.aliased > MAX_ALIASED:
            raise _TooMuch("too-many-aliases", line, column, given=event.anchor)
        return value, mark

    def _syntax(self, error: yaml.YAMLError) -> None:
        lines = self.file.lines
        fault = remedy(lines, diagnose(lines, error), _reach)
        # what was found wrong where the parser then stopped follows from what stopped it
        self.problems = [
            p for p in self.problems if p.rule not in _FOLLOWING or p.line < fault.line
        ]
        for found in tabs(lines, fault.line, error) or [fault]:
            self._say(found.code, found.line, found.column, hint=found.hint, **found.values)

    def _say(self, code: str, line: int, column: int, /, **values: Any) -> None:
        self.problems.append(self.file.problem(code, line + 1, column + 1, **values))


_FOLLOWING = {"empty-value", "empty-item", "key-not-text", "yaml-no-colon"}


class _Cut(Exception):  # noqa: N818  (a way out, as the next)
    """What follows ``---`` is no file of its own."""


class _TooMuch(Exception):  # noqa: N818  (a way out of the loop, never seen outside)
    def __init__(self, code: str, line: int, column: int, **values: Any) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.values = code, line, column, values


_BRACKETS = {
    yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent,
}  # fmt: skip


def _reach(lines: Sequence[str]) -> float:
    """Return the line, counted from 0, at which the parser stops; infinity if it doesn't."""
    try:
        for _ in yaml.parse("\n".join(lines), Loader=_Loader):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line if mark else 0
    return float("inf")


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def _blank(event: Any) -> bool:
    """Tell whether an event is a value that was left empty, and not an empty text in quotes."""
    return type(event) is yaml.ScalarEvent and not event.value and not event.style
