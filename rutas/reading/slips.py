"""Write a line as it was meant, where a slip of the keyboard or of a word processor made it another.

A space is missing, a bullet or a blank was copied from a document, a text needs quotes: the line that is to
be written says more than the rule that it breaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rutas.model.spanish import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Slip", "braces", "closed", "keyed", "quoted", "slip"]

_MOST = 200  # signs of a line that is written anew
_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
# The code of what is wrong, the line (``at`` is where), and the line as it was meant.
_SLIPS = tuple(
    (code, re.compile(line), meant)
    for code, line, meant in (
        (
            "yaml-bullet",
            r" *(?P<at>[•◦▪●·∙‣–—‒―‐−]|\*(?= )) *(?P<rest>(?:\{|[\w-]+ *:).*)",
            r"- \g<rest>",
        ),
        (
            "yaml-glued",
            r" *(?:- +)*(?P<at>-)(?P<rest>(?:\{|[^\W\d][\w-]*:(?: |$)).*)",
            r"- \g<rest>",
        ),
        (
            "yaml-glued",
            r" *(?P<list>(?:- +)*)(?P<at>[^\W\d][\w-]*)[:：](?P<rest>[^\s/:].*)",
            r"\g<list>\g<at>: \g<rest>",
        ),
        ("yaml-stray", r" *(?P<rest>.*[}\]])(?P<at>,)$", r"\g<rest>"),
    )
)
_LINE = re.compile(r"( *(?:- +)*)([^\W\d][\w-]*)( *[:：] +| *[=;：] *| +|$)(.*)")
_PART = re.compile(r"\s*([^\W\d][\w-]*)\s*[:：=]\s*(.*)", re.DOTALL)
_SPACED = re.compile(r"\s*([^\W\d][\w-]*) +(.*)", re.DOTALL)
_FLOW = re.compile(r"[{(]([^{}()\[\]\"']*)[)}]")
_INNER = re.compile(r"(?:all|any|from|optional|times|to): ")
_COMMENT = re.compile(r"\s#.*$")
_PAIRS = {"“": "”", "«": "»", '"': '"', "'": "'", "‘": "’"}


class Slip(NamedTuple):
    """What is wrong with a line: the code of a message, the column counted from 0, and the line as meant."""

    code: str
    column: int
    write: str


def slip(line: str) -> Slip | None:
    """Return what is wrong with a line whatever stands around it, if anything is.

    >>> slip("  -id: fin"), slip("  takes:20 min"), slip("    • id: fin"), slip("  takes: 20 min")
    (Slip(code='yaml-glued', column=2, write='- id: fin'), \
Slip(code='yaml-glued', column=2, write='takes: 20 min'), \
Slip(code='yaml-bullet', column=4, write='- id: fin'), None)
    """
    if len(line) > _MOST:
        return None
    said = _COMMENT.sub("", line).rstrip()
    head = re.match(r"\s*(?:-\s*)?(?:[\w-]+:)?\s*", said)
    if head and (blank := _BLANK.search(head[0])):
        return Slip("yaml-blank", blank.start(), _BLANK.sub(" ", said).strip())
    for code, pattern, meant in _SLIPS:
        if found := pattern.match(said):
            return Slip(code, found.start("at"), found.expand(meant))
    return None


def keyed(line: str) -> str:
    """Return a line that lacks the colon of its key with it; nothing where no known key begins it.

    >>> keyed("  takes = 20 min"), keyed("stages"), keyed("  - id fin"), keyed("Una ruta")
    ('takes: 20 min', 'stages:', '- id: fin', '')
    """
    if len(line) > _MOST:
        return ""
    found = _LINE.fullmatch(_COMMENT.sub("", line))
    if found is None:
        return ""
    signed = found[3].strip() or found[4].startswith("{")
    if not signed and found[2].lower() not in KEYS:
        return ""
    return f"{found[1].lstrip()}{found[2]}: {found[4]}".rstrip()


def closed(line: str) -> Iterator[str]:
    """Yield a line whose brackets don't match as it may have been meant: with those that are lacking.

    >>> list(closed("late: {threshold: 0.8"))
    ['late: {threshold: 0.8}']
    >>> list(closed("- id: fin, outcome: lista}"))
    ['- {id: fin, outcome: lista}', '- id: {fin, outcome: lista}']
    """
    said = _COMMENT.sub("", line).strip()
    if len(line) > _MOST:
        return
    open_: list[str] = []
    stray = ""
    for sign in said:
        if sign in "{[":
            open_.append("}" if sign == "{" else "]")
        elif sign in "}]" and (not open_ or open_.pop() != sign):
            stray = sign
    if open_ and not stray:
        yield said + "".join(reversed(open_))
    elif stray and not open_:
        for first in (r"(?:- +)*", r"(?:- +)*[^:]*: +"):
            if found := re.match(first, said):
                yield said[: found.end()] + ("{" if stray == "}" else "[") + said[found.end() :]


def quoted(line: str) -> str:
    r"""Return a line with its text, or the texts within its braces, in the quotes that they need.

    Nothing where no known key begins the line.

    >>> quoted("  name: Entrega: mano a mano"), quoted("name: 'D'Artagnan'  # él")
    ('name: "Entrega: mano a mano"', 'name: "D\'Artagnan"')
    >>> quoted("next: all: [a, b]")
    'next: {all: [a, b]}'
    >>> quoted("- {to: fin, name: Uno, dos: y tres}")
    '- {to: fin, name: "Uno, dos: y tres"}'
    """
    if len(line) > _MOST:
        return ""
    said = _COMMENT.sub("", line).rstrip()
    if flow := _FLOW.search(said):
        return f"{said[: flow.start()].lstrip()}{_parts(flow[1])}{said[flow.end() :]}"
    found = _LINE.fullmatch(said)
    if found is None or found[2].lower() not in KEYS or not found[4]:
        return ""
    if found[4].count("{") != found[4].count("}"):
        return ""
    if _INNER.match(found[4]):
        return f"{found[1].lstrip()}{found[2]}: {{{found[4]}}}"
    return f"{found[1].lstrip()}{found[2]}: {_in_quotes(found[4])}"


def _parts(inside: str) -> str:
    """Return what stands within braces anew; what has no known key goes on with the value before."""
    pairs: list[list[str]] = []
    for part in inside.split(","):
        found = _PART.fullmatch(part) or (None if pairs else _SPACED.fullmatch(part))
        if found and (found[1].lower() in KEYS or not pairs):
            pairs.append([found[1], found[2].strip()])
        elif pairs:
            pairs[-1][1] += f",{part}"
        else:
            return f"{{{inside}}}"
    return braces(pairs)


def braces(pairs: Iterable[Sequence[str]]) -> str:
    """Return keys with their values within braces, in quotes where a value needs them.

    >>> braces([("to", "fin"), ("when", "Sí: ya"), ("share", "5 %")])
    '{to: fin, when: "Sí: ya", share: 5 %}'
    """
    said = (f"{key}: {_in_quotes(v) if re.search('[,:]', v) else v}" for key, v in pairs)
    return f"{{{', '.join(said)}}}"


def _in_quotes(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and _PAIRS.get(text[0]) == text[-1]:
        text = text[1:-1]
    elif text[0] in "!&*%@`|>?" and text[1:2] == " ":
        text = text[2:]  # a sign alone means nothing to a reader
    return f"'{text.replace(chr(39), chr(39) * 2)}'" if re.search(r'["\\]', text) else f'"{text}"'
