"""Say what a person did where YAML itself is broken: which mistake it is, and the line that has it.

The parser stops where its grammar ends, which is often a line after the mistake; the file's own lines
tell the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from rutas.reading.source import place_after

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yaml import YAMLError

__all__ = ["Fault", "content", "diagnose", "hyphened", "indent_of", "tabs", "words_at"]

# libyaml's words for what it met, and the messages of ours that a person can act on.
_CODES = {
    "mapping values are not allowed": "yaml-colon",
    "could not find expected ':'": "yaml-no-colon",
    "did not find expected key": "yaml-indent",
    "did not find expected '-'": "yaml-indent",
    "block sequence entries are not allowed": "yaml-stray",
    "found unexpected end of stream": "yaml-quote",
    "found unexpected document indicator": "yaml-quote",
    "did not find expected ',' or ']'": "yaml-bracket",
    "did not find expected ',' or '}'": "yaml-brace",
    "did not find expected node content": "yaml-indent",
    "expected comment or line break": "yaml-block",
    "indentation indicator equal to 0": "yaml-block",
    "cannot start any token": "yaml-character",
    "mapping keys are not allowed": "yaml-character",
    "control characters are not allowed": "yaml-control",
    "unknown escape character": "yaml-escape",
    "expected hexdecimal number": "yaml-escape",
    "invalid Unicode character escape": "yaml-escape",
    "did not find expected alphabetic or numeric": "yaml-anchor",
    "did not find expected <document start>": "not-a-mapping",
    "incompatible YAML document": "yaml-directive",
    "duplicate %": "yaml-directive",
    "directive": "yaml-directive",
    "undefined tag handle": "yaml-exclamation",
    "a tag": "yaml-exclamation",
}
# Where it was opened says more than where the file ended, or the next line began.
_FROM_ITS_START = {
    "yaml-quote",
    "yaml-bracket",
    "yaml-brace",
    "yaml-no-colon",
    "yaml-directive",
    "yaml-exclamation",
}
_DASHES = re.compile(r" *(?:- +)*")
_KEYED = re.compile(r":(?:\s|$)")
_TAB = re.compile(r" *\t")
_MOST_TABS = 100

Place = tuple[int, int]


@dataclass(frozen=True)
class Fault:
    """What is wrong: the code of a message, line and column counted from 0, and what to do.

    That is a message of its own, ``hint``, with its values, where the line is known as it was meant.
    """

    code: str
    line: int
    column: int
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def diagnose(lines: Sequence[str], error: YAMLError) -> Fault:
    """Return the mistake behind what the parser says.

    Parameters
    ----------
    lines
        The file's lines.
    error
        What stopped the parser.
    """
    words = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '') or error}"
    code = next((code for known, code in _CODES.items() if known in words), "yaml-syntax")
    line, column = _place(lines, error)
    opened: Any = getattr(error, "context_mark", None)
    if code in _FROM_ITS_START and opened is not None:
        line, column = opened.line, opened.column
    if code == "yaml-colon":
        return _colon(lines, line, column)
    if "flow node" in words and not lines[line][:column].strip():
        return _unclosed(lines, line)
    if code in {"yaml-indent", "not-a-mapping"}:
        return _indent(lines, code, line, column)
    return Fault(code, line, column)


def _place(lines: Sequence[str], error: Any) -> Place:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return min(mark.line, len(lines) - 1), mark.column
    before = "\n".join(lines).encode()[: getattr(error, "position", 0)]
    return place_after(before.decode(errors="replace"))


def _colon(lines: Sequence[str], line: int, column: int) -> Fault:
    """Tell a colon within a text from a key after a line that lacks its own, or stands too far in."""
    head = words_at(lines[line])
    if _KEYED.search(lines[line][head:column]) or lines[line][head:column].count(":"):
        return Fault("yaml-colon", line, column)
    before = next(content(lines, line - 1, -1), None)
    if before is None:
        return Fault("yaml-colon", line, column)
    if words_at(lines[before]) == head and not _KEYED.search(lines[before]):
        return Fault("yaml-no-colon", before, head)
    start = indent_of(lines[before])
    after = next((one for one in content(lines, line, 1) if indent_of(lines[one]) <= start), before)
    if indent_of(lines[after]) == start and hyphened(lines[after]) and not hyphened(lines[before]):
        return Fault("lost-item", before, start)
    return Fault("yaml-indent", line, head)


def _unclosed(lines: Sequence[str], line: int) -> Fault:
    """Tell which bracket is still open where a line begins that can't go on from it."""
    closed = 0
    for before in content(lines, line - 1, -1):
        said = lines[before].partition(" #")[0]
        for column in reversed(range(len(said))):
            closed += (said[column] in "]}") - (said[column] in "[{")
            if closed < 0:
                return Fault(
                    "yaml-bracket" if said[column] == "[" else "yaml-brace", before, column
                )
    return Fault("yaml-indent", line, 0)


def _indent(lines: Sequence[str], code: str, line: int, column: int) -> Fault:
    """Tell what keeps a line from fitting those before it."""
    first = next(content(lines, 0, 1))
    start = indent_of(lines[first])
    rest = lines[line][column:]
    if start > column:  # nothing goes on as the first line began
        return Fault("first-line-inside", first, start)
    if code == "not-a-mapping" or (lines[first][start:].startswith("-") and column <= start):
        return Fault("not-a-mapping", first, start)
    if rest.startswith(":"):
        return Fault("key-not-text", line, column)
    if lines[line][:column].strip(" -"):
        return Fault("yaml-stray", line, column)
    if rest.startswith("-") and (item := _lost_item(lines, line, column)) is not None:
        return Fault("lost-item", item, words_at(lines[item]))
    return Fault("yaml-indent", line, column)


def _lost_item(lines: Sequence[str], line: int, column: int) -> int | None:
    """Return the line that began the item before a hyphen, if it lacks its own."""
    item = None
    for before in content(lines, line - 1, -1):
        braced = lines[before][column:].startswith("{")  # no key: it begins an item itself
        if words_at(lines[before]) <= column and not braced:
            break
        item = before
    return None if item is None or hyphened(lines[item]) else item


def indent_of(text: str) -> int:
    """Return the column at which a line begins."""
    return len(text) - len(text.lstrip())


def hyphened(text: str) -> bool:
    """Tell whether a line begins an item of a list."""
    return text.lstrip().startswith("-")


def words_at(text: str) -> int:
    """Return the column at which a line's own words begin, after the hyphens of lists."""
    match = _DASHES.match(text)
    return match.end() if match else 0


def content(lines: Sequence[str], line: int, step: int) -> Iterator[int]:
    """Yield the lines that say something, from one on, downwards or upwards."""
    while 0 <= line < len(lines):
        said = lines[line].strip()
        if said and not said.startswith(("#", "---", "%")):
            yield line
        line += step


def tabs(lines: Sequence[str], line: int, error: YAMLError) -> list[Fault]:
    """Return the lines that start with a tab, if that is what stopped the parser."""
    near = lines[max(0, line - 1) : line + 1]
    if "tab character" not in str(error) and not any(_TAB.match(text) for text in near):
        return []
    found = ((i, tab) for i, text in enumerate(lines) if (tab := _TAB.match(text)))
    return [Fault("yaml-tab", i, tab.end() - 1) for i, tab in islice(found, _MOST_TABS)]
