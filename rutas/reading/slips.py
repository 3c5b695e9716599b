"""Write a line as it was meant, where a slip of the keyboard or of a word processor made it another.

A space is missing, a bullet or a blank was copied from a document, a text needs quotes: the line that is to
be written says more than the rule that it breaks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rutas.reading.spanish import KEYS

__all__ = ["Slip", "keyed", "quoted", "slip"]

_MOST = 200  # signs of a line that is written anew
_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_BULLET = re.compile(r"( *)(?:[•◦▪●·∙‣–—‒―‐−]|\*(?= )) *(?=\{|[\w-]+ *:)")
_GLUED_DASH = re.compile(r"( *(?:- +)*)-(?=\{|[^\W\d][\w-]*:(?: |$))")
_GLUED_COLON = re.compile(r"( *(?:- +)*)([^\W\d][\w-]*)[:：](?=[^\s/:])")
_LINE = re.compile(r"( *(?:- +)*)([^\W\d][\w-]*)( *[:：] +| *[=;：] *| +|$)(.*)")
_PART = re.compile(r"\s*([^\W\d][\w-]*)\s*[:：]\s*(.*)", re.DOTALL)
_FLOW = re.compile(r"[{(]([^{}()\[\]\"']*)[)}]")
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
    said = _COMMENT.sub("", line)
    start = len(line) - len(line.lstrip())
    head = re.match(r"[\s\u00a0]*(?:-[\s\u00a0]*)?(?:[\w-]+:)?[\s\u00a0]*", said)
    if head and (blank := _BLANK.search(head[0])):
        return Slip("yaml-blank", blank.start(), _BLANK.sub(" ", said).strip())
    if bullet := _BULLET.match(said):
        return Slip("yaml-bullet", start, f"- {said[bullet.end() :]}")
    if dash := _GLUED_DASH.match(said):
        return Slip("yaml-glued", dash.end() - 1, f"- {said[dash.end() :]}")
    if colon := _GLUED_COLON.match(said):
        return Slip(
            "yaml-glued", len(colon[1]), f"{colon[1].lstrip()}{colon[2]}: {said[colon.end() :]}"
        )
    return None


def keyed(line: str) -> str:
    """Return a line that lacks the colon of its key with it; nothing where no known key begins it.

    >>> keyed("  takes = 20 min"), keyed("stages"), keyed("  - id fin"), keyed("Una ruta")
    ('takes: 20 min', 'stages:', '- id: fin', '')
    """
    if len(line) > _MOST:
        return ""
    found = _LINE.fullmatch(_COMMENT.sub("", line))
    if found is None or found[2].lower() not in KEYS:
        return ""
    return f"{found[1].lstrip()}{found[2]}: {found[4]}".rstrip()


def quoted(line: str) -> str:
    r"""Return a line with its text, or the texts within its braces, in the quotes that they need.

    Nothing where no known key begins the line.

    >>> quoted("  name: Entrega: mano a mano"), quoted("name: 'D'Artagnan'  # él")
    ('name: "Entrega: mano a mano"', 'name: "D\'Artagnan"')
    >>> quoted("- {to: fin, name: Uno, dos: y tres}")
    '- {to: fin, name: "Uno, dos: y tres"}'
    """
    if len(line) > _MOST:
        return ""
    said = _COMMENT.sub("", line).rstrip()
    if flow := _FLOW.search(said):
        return f"{said[: flow.start()].lstrip()}{{{_parts(flow[1])}}}{said[flow.end() :]}"
    found = _LINE.fullmatch(said)
    if found is None or found[2].lower() not in KEYS or not found[4]:
        return ""
    return f"{found[1].lstrip()}{found[2]}: {_in_quotes(found[4])}"


def _parts(inside: str) -> str:
    """Return the keys within braces, each with its value; what has no known key goes on with the value."""
    pairs: list[list[str]] = []
    for part in inside.split(","):
        found = _PART.fullmatch(part)
        if found and (found[1].lower() in KEYS or not pairs):
            pairs.append([found[1], found[2].strip()])
        elif pairs:
            pairs[-1][1] += f",{part}"
    return ", ".join(
        f"{key}: {_in_quotes(value) if re.search('[,:]', value) else value}" for key, value in pairs
    )


def _in_quotes(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and _PAIRS.get(text[0]) == text[-1]:
        text = text[1:-1]
    elif text[0] in "!&*%@`|>?" and text[1:2] == " ":
        text = text[2:]  # a sign alone means nothing to a reader
    return f"'{text.replace(chr(39), chr(39) * 2)}'" if re.search(r'["\\]', text) else f'"{text}"'
