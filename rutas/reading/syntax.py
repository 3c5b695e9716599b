"""Read YAML into a tree of mappings, lists and texts, with the place of everything.

The tree is built from libyaml's events in one pass, every scalar as text: YAML 1.1 would make ``no``
a truth value, ``17:00`` a number in base 60, ``0571`` an octal, and would drop duplicate keys without
a word. What a text means is for the model to say. Time and memory are bounded: by the file's size, its
depth, and what its aliases multiply to.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from rutas.reading.places import File, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.errors import Problem

__all__ = ["collector_off", "parse"]

MAX_BYTES = 256 * 2**20
MAX_DEPTH = 40
MAX_ALIASED = 1_000_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAB = re.compile(r"^( *)\t", re.MULTILINE)

# libyaml's words for what is wrong, and the message of ours that a person can act on
_SYNTAX = {
    "mapping values are not allowed": "yaml-colon",
    "could not find expected ':'": "yaml-no-colon",
    "did not find expected key": "yaml-indent",
    "did not find expected '-'": "yaml-indent",
    "block sequence entries are not allowed": "yaml-indent",
    "found unexpected end of stream": "yaml-quote",
    "found unexpected document indicator": "yaml-quote",
    "did not find expected ',' or ']'": "yaml-bracket",
    "did not find expected ',' or '}'": "yaml-brace",
    "did not find expected node content": "yaml-bracket",
    "cannot start any token": "yaml-character",
    "control characters are not allowed": "yaml-control",
    "unknown escape character": "yaml-escape",
    "did not find expected alphabetic or numeric": "yaml-anchor",
    "did not find expected <document start>": "yaml-documents",
}


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the garbage collector from walking a growing tree again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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
    text, code, values = _text(Path(path))
    file = File(str(path), text)
    if code:
        line, column = values.pop("line", 0), values.pop("column", 0)
        return file, [file.problem(code, line, column, **values)]
    with collector_off():
        return _Tree(file).build()


def _text(path: Path) -> tuple[str, str, dict[str, Any]]:
    try:
        if not path.is_file():
            return "", "no-such-file" if not path.exists() else "not-a-file", {"given": str(path)}
        size = path.stat().st_size
        if size > MAX_BYTES:
            return "", "file-too-big", {"size": size // 2**20, "most": MAX_BYTES // 2**20}
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        return "", "unreadable-file", {"reason": getattr(error, "strerror", None) or str(error)}
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "", "not-utf-8", {"line": 1, "column": 1, "byte": raw[:2].hex(" ")}
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8-sig", "replace")
        place = {"line": good.count("\n") + 1, "column": len(good) - good.rfind("\n")}
        text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        return text, "not-utf-8", {**place, "byte": f"{raw[error.start]:02x}"}
    return text.replace("\r\n", "\n"), "", {}


class _Tree:
    """One pass over the events of a file."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.spoiled: set[tuple[int, int, str]] = set()
        self.anchors: dict[str, tuple[Any, Mark, int] | None] = {}
        self.nodes = 0
        self.aliased = 0

    def build(self) -> tuple[File, list[Problem]]:
        tree: Any = None
        mark: Mark = (0, 0)
        try:
            self.events = yaml.parse(self.file.text, Loader=_Loader)
            found = self._document()
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

    def _document(self) -> tuple[Any, Mark] | None:
        found: tuple[Any, Mark] | None = None
        documents = 0
        for event in self.events:
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._say("yaml-documents", *_start(event))
                    return found
            elif kind not in _BRACKETS:
                node = self._node(event)
                found = None if event_is_blank(event) else node
        return found

    def _node(self, first: Any) -> tuple[Any, Mark]:  # noqa: C901, PLR0912, PLR0915
        """Build one value and all it holds, without recursion: files may nest without end.

        The stack holds, for every open collection, the collection, its mark, the pending key with its
        place, its anchor and the count of nodes at its start. One loop, spelled out: a book of 10,000
        steps passes here 300,000 times.
        """
        stack: list[tuple[Any, Mark, Any, str | None, int]] = []
        holder: Any = None  # the open collection
        marks: Any = None  # where its parts' marks go
        key: Any = None  # the pending key of an open mapping: (text, line, column)
        scalar, alias, open_map, open_list = (
            yaml.ScalarEvent, yaml.AliasEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent,
        )  # fmt: skip
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
                    self._say("yaml-tag", line, column, given=event.tag)
                if event.anchor is not None:
                    self.anchors[event.anchor] = (value, mark, 1)
                self.nodes += 1
            elif kind is open_map or kind is open_list:
                if event.tag is not None and event.tag != "!":
                    self._say("yaml-tag", line, column, given=event.tag)
                if len(stack) >= MAX_DEPTH:
                    raise _TooMuch("too-deep", line, column, most=MAX_DEPTH)
                if kind is open_map and type(holder) is dict and key is None:
                    self._say("key-not-text", line, column)
                    key = ("?", line, column)
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
                if anchor is not None:
                    self.anchors[anchor] = (value, mark, self.nodes - count)
            if holder is None:
                return value, mark
            if type(holder) is list:
                holder.append(value)
                marks[2].append(mark)
            elif key is None:
                if type(value) is not str:
                    self._say("key-not-text", line, column)
                    value = "?"
                key = (value, line, column)
            else:
                name, key_line, key_column = key
                key = None
                if name in holder:
                    first_line = marks[2][name][0] + 1
                    self._say("duplicate-key", key_line, key_column, given=name, line=first_line)
                elif kind is scalar and not value and event_is_blank(event):
                    self._say("empty-value", key_line, key_column, given=name)
                    self.spoiled.add((marks[0], marks[1], name))
                else:
                    holder[name] = value
                    marks[2][name] = (key_line, key_column, mark)
            event = next(self.events)

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
        text = self.file.text
        tabs = list(_TAB.finditer(text))
        if tabs:
            for tab in tabs[:100]:
                line = text.count("\n", 0, tab.start())
                self._say("yaml-tab", line, tab.end() - tab.start() - 1)
            return
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", "") or error)
        code = next((code for words, code in _SYNTAX.items() if words in problem), "yaml-syntax")
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        if code in {"yaml-quote", "yaml-bracket", "yaml-brace"} and context is not None:
            mark = context  # where it was opened says more than where the file ended
        if mark is not None:
            line, column = mark.line, mark.column
        else:
            position = getattr(error, "position", 0)
            before = text.encode()[:position].decode(errors="replace")
            line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        self._say(code, line, column, words=problem)

    def _say(self, code: str, line: int, column: int, **values: Any) -> None:
        self.problems.append(self.file.problem(code, line + 1, column + 1, **values))


class _TooMuch(Exception):  # noqa: N818  (a way out of the loop, never seen outside)
    def __init__(self, code: str, line: int, column: int, **values: Any) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.values = code, line, column, values


_BRACKETS = {
    yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent,
}  # fmt: skip


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def event_is_blank(event: Any) -> bool:
    """Tell whether an event is a value that was left empty, and not an empty text in quotes."""
    return type(event) is yaml.ScalarEvent and not event.value and not event.style
