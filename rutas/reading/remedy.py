"""Say what to do about a fault of YAML, where doing it is seen to mend the file.

Each way in which the line may have been meant is tried: the one is told after which the parser gets farthest.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from rutas.model.spanish import KEYS
from rutas.reading.diagnose import Fault, content, hyphened, indent_of, words_at
from rutas.reading.slips import closed, keyed, quoted, slip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["remedy"]

_NEAR = 3  # lines up to where the parser stopped, and spaces that a line is out
_MOST_WAYS = 24
_MOST = 200_000  # signs of a file that is read so many times


class _Way(NamedTuple):
    """A way to mend a file: what is then told, the line that stands for another, and how likely it is."""

    fault: Fault
    line: int
    text: str
    likely: tuple[float, ...] = ()


def remedy(lines: Sequence[str], fault: Fault, reach: Callable[[Sequence[str]], float]) -> Fault:
    """Return a fault with the hint that mends it, if one does.

    Parameters
    ----------
    lines
        The file's lines.
    fault
        What is wrong with them.
    reach
        What tells up to which line, counted from 0, some lines are YAML; infinity if all of them are.
    """
    if sum(map(len, lines)) > _MOST:
        return fault
    if fault.code == "yaml-indent" and _goes_on(lines, fault.line):
        return Fault("yaml-colon", fault.line, lines[fault.line].index(": "))
    stopped = max(reach(lines), fault.line + 1)
    farthest: tuple[float, ...] = (stopped,)
    for order, way in enumerate(islice(_ways(lines, fault), _MOST_WAYS)):
        got = reach("\n".join([*lines[: way.line], way.text, *lines[way.line + 1 :]]).split("\n"))
        if got > stopped and (score := (got, *way.likely, -order)) > farthest:
            farthest, fault = score, way.fault
    return fault


def _ways(lines: Sequence[str], fault: Fault) -> Iterator[_Way]:
    text = lines[fault.line]
    for line in islice(content(lines, fault.line, -1), _NEAR):
        if made := slip(lines[line]):
            yield _line(lines, Fault(made.code, line, made.column), made.write)
    if fault.code == "yaml-indent":
        yield from _indents(lines, fault)
        return
    for write in (keyed(text), *closed(text), quoted(text)):
        if write and write != text.strip():
            yield _line(lines, fault, write)


def _line(lines: Sequence[str], fault: Fault, write: str) -> _Way:
    text = " " * indent_of(lines[fault.line]) + write
    return _Way(
        replace(fault, hint="write-line", values={"write": write}), fault.line, text, (2, 0, 0)
    )


def _indents(lines: Sequence[str], fault: Fault) -> Iterator[_Way]:
    """Yield the line under each of those before that are open, and each of those that is near moved to it."""
    text, own = lines[fault.line], indent_of(lines[fault.line])
    before = next(content(lines, fault.line - 1, -1), fault.line)
    if hyphened(text) and own > (column := words_at(lines[before])):
        said = replace(fault, hint="write-before", values={"write": "steps:", "spaces": column})
        yield _Way(said, fault.line, f"{' ' * column}steps:\n{text}", (1, 3, 0))
    for column, like in _open(lines, fault.line).items():
        if column != own and _holds(lines, fault.line, column):
            yield _moved(lines, replace(fault, hint="leave-spaces"), like, column)
        if 0 < abs(column - own) <= _NEAR and not hyphened(lines[like]):
            other = Fault(fault.code, like, indent_of(lines[like]), "leave-spaces")
            yield _moved(lines, other, fault.line, own)


def _moved(lines: Sequence[str], fault: Fault, like: int, column: int) -> _Way:
    text = lines[fault.line]
    kin = (_key(text) in KEYS) == (_key(lines[like]) in KEYS)
    around = (next(content(lines, fault.line + step, step), like) for step in (-1, 1))
    beside = sum(words_at(lines[other]) == column for other in around)
    said = replace(fault, values={"like": like + 1, "spaces": column})
    return _Way(
        said,
        fault.line,
        " " * column + text.lstrip(),
        (kin, beside, -abs(column - indent_of(text))),
    )


def _holds(lines: Sequence[str], line: int, column: int) -> bool:
    """Tell whether a line that ends with its key may begin there: what it holds stands further in."""
    after = next(content(lines, line + 1, 1), None)
    alone = lines[line].rstrip().endswith(":") and after is not None
    return not alone or indent_of(lines[after or line]) >= column + hyphened(lines[line])


def _open(lines: Sequence[str], line: int) -> dict[int, int]:
    """Return the columns at which a line may begin, each with the last line before that begins there."""
    found: dict[int, int] = {}
    least = float("inf")
    for before in content(lines, line - 1, -1):
        first, words = indent_of(lines[before]), words_at(lines[before])
        if first < least:
            column = first if hyphened(lines[line]) else words
            if hyphened(lines[before]) or not hyphened(lines[line]):
                found.setdefault(column, before)
            least = first
        if not first:
            break
    return found


def _goes_on(lines: Sequence[str], line: int) -> bool:
    """Tell whether a line, further in than the text before it, is more of it, and has a colon in it."""
    text, before = lines[line], lines[next(content(lines, line - 1, -1), line)]
    further = indent_of(text) > words_at(before) and not hyphened(text)
    return further and ": " in text and " " in _key(text) and _key(text) not in KEYS


def _key(text: str) -> str:
    return text[words_at(text) :].partition(":")[0].strip().lower()
