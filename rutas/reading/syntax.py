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
from rutas.reading.places import File, Mark
from rutas.reading.source import place_after, source
from rutas.reading.words import code_of

if TYPE_CHECKING:
    from rutas.errors import Problem

__all__ = ["parse"]

MAX_DEPTH = 40
MAX_ALIASED = 100_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAB = re.compile(r" *\t")
_MOST_TABS = 100
# More brackets in a row than a file may open, and how far a parser looks for the end of a key.
_DEEP = re.compile(rf"(?:[\[{{][^\[\]{{}}\n]*){{{MAX_DEPTH + 1}}}")
_LOOKAHEAD = 2048


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
    text, code, values = source(Path(path))
    file = File(str(path).encode(errors="replace").decode(), text)
    if code:
        line, column = values.pop("line", 0), values.pop("column", 0)
        return file, [file.problem(code, line, column, **values)]
    with collector_off():
        return _Tree(file).build()


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
        documents = 0
        for event in self.events:
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._say("yaml-documents", *_start(event))
            elif kind not in _BRACKETS:
                node = None if _blank(event) else self._node(event)
                found = _joined(found, node)
        return found

    def _node(self, first: Any) -> tuple[Any, Mark]:  # noqa: C901, PLR0912, PLR0915
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
                    value = None
                key = (value, mark[0], mark[1])
            else:
                name, key_line, key_column = key
                key = None
                if name is None:
                    pass  # the key is wrong already
                elif kind is scalar and not value and _blank(event):
                    self._say("empty-value", key_line, key_column, given=name)
                    self.spoiled.add((marks[0], marks[1], name))
                elif name in holder:
                    self._again(holder, marks, name, (key_line, key_column, value, mark))
                else:
                    holder[name] = value
                    marks[2][name] = (key_line, key_column, mark)
            event = next(self.events)

    def _again(
        self, holder: Any, marks: Mark, name: str, found: tuple[int, int, Any, Mark]
    ) -> None:
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
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", "") or error)
        code = code_of(problem)
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        if code in {"yaml-quote", "yaml-bracket", "yaml-brace"} and context is not None:
            mark = context  # where it was opened says more than where the file ended
        if mark is not None:
            line, column = mark.line, mark.column
        else:
            before = self.file.text.encode()[: getattr(error, "position", 0)]
            line, column = place_after(before.decode(errors="replace"))
        if code == "yaml-indent" and self.file.lines[line][:column].strip(" -"):
            code = "yaml-stray"
        if not self._tabs(line, problem):
            self._say(code, line, column, words=problem)

    def _tabs(self, line: int, words: str) -> bool:
        """Report the lines that start with a tab, if that is what stopped the reading."""
        lines = self.file.lines
        near = lines[max(0, line - 1) : line + 1]
        if "tab character" not in words and not any(_TAB.match(text) for text in near):
            return False
        tabs = ((i, tab) for i, text in enumerate(lines) if (tab := _TAB.match(text)))
        for i, tab in islice(tabs, _MOST_TABS):
            self._say("yaml-tab", i, tab.end() - 1)
        return True

    def _say(self, code: str, line: int, column: int, /, **values: Any) -> None:
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


def _joined(first: tuple[Any, Mark] | None, second: tuple[Any, Mark] | None) -> Any:
    """Return two documents as one if each is a part of one file, else the first."""
    if first is None or second is None:
        return first or second
    (tree, mark), (more, marks) = first, second
    if isinstance(tree, dict) and isinstance(more, dict) and tree.keys().isdisjoint(more):
        return {**tree, **more}, (*mark[:2], {**mark[2], **marks[2]})
    return first


def _with_ids(value: object) -> bool:
    """Tell whether a value is a list of things of which each has an id."""
    return isinstance(value, list) and all(
        isinstance(part, dict) and "id" in part for part in value
    )


def _blank(event: Any) -> bool:
    """Tell whether an event is a value that was left empty, and not an empty text in quotes."""
    return type(event) is yaml.ScalarEvent and not event.value and not event.style
