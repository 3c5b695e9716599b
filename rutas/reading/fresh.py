"""Write a tree as YAML text in the style of a route's file."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from yaml.emitter import Emitter

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["block", "document", "inline", "quoted"]

_WIDTH = 110
_READ_AS_OTHERS = frozenset({"~", "null", "Null", "NULL", ""})
# up to where a sign is written by two digits, and by four
_BYTE, _PLANE = 0xFF, 0xFFFF
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def document(tree: Any) -> str:
    r"""Return a whole file that says a tree.

    >>> print(document({"id": "a", "ages": {"from": "0", "to": "4"}, "narrative": "Una.\nDos.\n"}))
    id: a
    ages: {from: 0, to: 4}
    narrative: |
      Una.
      Dos.
    <BLANKLINE>
    """
    return "\n".join(_lines(tree, 0)).lstrip("\n") + "\n"


def inline(value: Any) -> str:
    """Return a tree in one line.

    >>> inline({"to": "a", "when": "Sí, ya", "all": ["b", "no"]})
    "{to: a, when: 'Sí, ya', all: [b, no]}"
    """
    if isinstance(value, dict):
        pairs = (f"{quoted(key)}: {inline(part)}" for key, part in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    return quoted(value)


def block(value: Any, column: int) -> tuple[str, str]:
    """Return what follows a key or a dash: on its line, and on the lines below.

    Parameters
    ----------
    value
        A tree.
    column
        Where the key or the dash stands.
    """
    pad = " " * (column + 2)
    if isinstance(value, str):
        if _literal(value):
            sign = "|" if value.endswith("\n") else "|-"
            lines = value.removesuffix("\n").split("\n")
            return sign, "".join(f"\n{pad}{line}" if line else "\n" for line in lines)
        return quoted(value, flow=False), ""
    if not value or _is_short(value, column):
        return inline(value), ""
    return "", "".join(f"\n{line}" for line in _lines(value, column + 2))


def quoted(text: str, *, flow: bool = True, mark: str = "") -> str:
    r"""Return a text as a scalar in one line, in quotation marks where it needs them.

    Parameters
    ----------
    text
        The text.
    flow
        Whether it stands in brackets, or is a key.
    mark
        The quotation mark to use if that can be.

    Examples
    --------
    >>> quoted("no"), quoted("a: b"), quoted("5 %", mark='"'), quoted("uno\ndos")
    ('no', "'a: b'", '"5 %"', '"uno\\ndos"')
    """
    plain, single = _allowed(text, flow)
    if plain and not mark:
        return text
    if single and mark != '"':
        return "'{}'".format(text.replace("'", "''"))
    return '"{}"'.format("".join(map(_escaped, text)))


@lru_cache(maxsize=4096)
def _allowed(text: str, flow: bool) -> tuple[bool, bool]:  # noqa: FBT001  (a cache's key)
    """Tell whether a text may stand without quotation marks, and within single ones."""
    if text in _READ_AS_OTHERS:
        return False, True
    found = Emitter(None, allow_unicode=True).analyze_scalar(text)  # type: ignore[arg-type]  # of the untyped library
    plain = found.allow_flow_plain if flow else found.allow_block_plain
    return plain and not found.multiline, found.allow_single_quoted and not found.multiline


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    code = ord(sign)
    return (
        f"\\x{code:02x}"
        if code <= _BYTE
        else f"\\u{code:04x}"
        if code <= _PLANE
        else f"\\U{code:08x}"
    )


def _literal(text: str) -> bool:
    """Tell whether a text reads well, and the same, as lines below its key."""
    lines = text.removesuffix("\n").split("\n")
    return (
        "\n" in text
        and all(line.isprintable() and line == line.rstrip() for line in lines)
        and bool(lines[0])
        and bool(lines[-1])
        and not lines[0].startswith(" ")
    )


def _is_short(value: Any, column: int) -> bool:
    """Tell whether a tree is read in one line with ease: no entry of a list with an id, not too deep."""
    if isinstance(value, dict) and "id" in value:
        return False
    parts = value.values() if isinstance(value, dict) else value
    if isinstance(value, list) and any(isinstance(part, (dict, list)) for part in parts):
        return False
    if any(isinstance(inner, dict) for part in parts for inner in _inner(part)):
        return False
    return column + 20 + len(inline(value)) <= _WIDTH


def _inner(value: Any) -> list[Any]:
    return (
        list(value.values())
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else []
    )


def _lines(value: Any, column: int) -> Iterator[str]:
    """Yield the lines of what has parts, each part on lines of its own."""
    pad = " " * column
    if isinstance(value, dict):
        for key, part in value.items():
            head, body = block(part, column)
            yield f"{pad}{quoted(key)}:{' ' if head else ''}{head}{body}"
    elif isinstance(value, list):
        for i, part in enumerate(value):
            apart = "\n" if i and isinstance(part, dict) and "id" in part else ""
            yield f"{apart}{pad}- {item(part, column)}"
    else:
        yield f"{pad}{quoted(value, flow=False)}"


def item(value: Any, column: int) -> str:
    """Return what follows the dash of a list's item, the lines below included.

    >>> print("- " + item({"id": "a", "name": "A"}, 0))
    - id: a
      name: A
    """
    if isinstance(value, (dict, list)) and value:
        if isinstance(value, dict) and "id" not in value and column + len(inline(value)) <= _WIDTH:
            return inline(value)
        return "\n".join(_lines(value, column + 2)).lstrip(" \n")
    head, body = block(value, column)
    return head + body
