"""Write the values of a route in cells, and read what people wrote there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from rutas.exchange.sheets.titles import field_of
from rutas.locale import LANGUAGES, has, say
from rutas.model.catalogue import ChannelKind, Level, Sector
from rutas.model.choice import choice_word, words
from rutas.model.route import Status
from rutas.model.step import HANDOVERS
from rutas.model.text import as_flag, fold, is_flag
from rutas.reading import parse_text
from rutas.reading.fresh import inline

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CHOICES", "Cell", "read", "write"]

CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "sector": get_args(Sector),
    "level": get_args(Level),
    "kind": get_args(ChannelKind),
    "handover": HANDOVERS,
    "involvement": ("direct", "indirect"),
    "join": ("any", "all"),
}
"""The words of the format that people write in their own language."""

TAKEN = ("one", "all")
_NAMED = re.compile(r"\s+·\s.*", re.DOTALL)  # what follows an id that is offered with its name
_PART = re.compile(r"\s*;\s*")
_ESTIMATE = "estimate"


class Cell(str):  # noqa: SLOT000  (it carries its place)
    """A text of a cell, with its place: the sheet by its number, row and column counted from 0."""

    place: tuple[int, int, int] = (0, 0, 0)
    odd: str = ""
    """The code of what is wrong with the cell itself: an error, a date, a formula without a value."""

    @classmethod
    def at(cls, text: str, place: tuple[int, int, int], odd: str = "") -> Cell:
        """Make a text of a place."""
        cell = cls(text)
        cell.place, cell.odd = place, odd
        return cell

    @classmethod
    def of(cls, text: str) -> Cell:
        """Return a text that may be a cell's as one."""
        return text if isinstance(text, cls) else cls(text)

    def says(self, text: str) -> Cell:
        """Return another text of the same place."""
        return self if text == self else Cell.at(text, self.place)


def write(codec: str, kind: str, value: Any) -> str:
    """Write a value of the normal form in a cell; in the braces of YAML, where it has no other form.

    >>> write("requires", "", ["a", {"any": ["b", "c"]}, {"optional": ["d", "e"]}])
    'a; b | c; (d, e)'
    >>> write("requires", "", ["a", {"optional": "d"}])
    'a; (d)'
    >>> write("evidence", "", {"wait": "estimate", "cost": {"norm": "ley-1"}})
    '{wait: estimate, cost: {norm: ley-1}}'
    """
    text = _form(codec, kind, value)
    wanted = list(map(_several, value)) if codec == "requires" else value
    if text is not None and (text == value or read(codec, kind, Cell(text)) == wanted):
        return text
    return value if isinstance(value, str) else inline(value)


def _form(codec: str, kind: str, value: Any) -> str | None:  # noqa: PLR0911  (one a form)
    if isinstance(value, str):
        if codec == "choice":
            code = words(kind, CHOICES[kind]).get(value.casefold())
            return choice_word(kind, code) if code else value
        if codec == "taken":
            return say(f"sheets.taken-{value}")
        if codec == "flag" and is_flag(value):
            return say("sheets.yes" if as_flag(value) else "sheets.no")
        return value
    if codec in {"list", "rest"} and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if codec == "requires":
        return "; ".join(map(_requirement, value))
    if codec == "evidence" and all(isinstance(one, str) for one in value.values()):
        said = {"estimate": say("sheets.estimate")}
        return "; ".join(f"{title(name)}: {said.get(one, one)}" for name, one in value.items())
    if codec == "allow" and all(isinstance(one, str) for one in value.values()):
        return "\n".join(f"{rule}: {reason}" for rule, reason in value.items())
    return None


def title(field: str) -> str:
    """Return what a field is called in a cell."""
    key = f"sheets.{field}"
    return say(key) if has(key) else field


def _several(value: Any) -> Any:
    """Return what is required with the documents of its parts as lists, as a cell gives them back."""
    if not isinstance(value, dict):
        return value
    return {key: part if isinstance(part, list) else [part] for key, part in value.items()}


def _requirement(value: Any) -> str:
    parts = _several(value)
    if not isinstance(parts, dict):
        return str(value)
    return (
        " | ".join(parts["any"]) if "any" in parts else f"({', '.join(parts.get('optional', []))})"
    )


def read(codec: str, kind: str, cell: Cell, names: Mapping[str, str] | None = None) -> Any:  # noqa: C901, PLR0911  (one a codec)
    """Return the value that a cell says, in the normal form.

    Parameters
    ----------
    codec, kind
        How it is written: see `rutas.exchange.sheets.columns.Column`.
    cell
        What is written; not empty.
    names
        The ids by what people call them, as `rutas.model.text.fold` leaves it, where ids are meant.

    Examples
    --------
    >>> read("requires", "", Cell("a; b | c; (d)"))
    ['a', {'any': ['b', 'c']}, {'optional': ['d']}]
    >>> read("evidence", "", Cell("Espera: estimación; Costo: ley-4621"))
    {'wait': 'estimate', 'cost': 'ley-4621'}
    >>> read("flag", "", Cell("Sí")), read("choice", "handover", Cell("derivación"))
    ('true', 'referral')
    """
    text = str(cell).strip() if codec != "text" else str(cell)
    if codec not in {"text", "line", "date", "id"} and text[:1] in {"{", "["}:
        found = parse_text(text)[0].tree
        if found is not None:
            return _placed(found, cell)
    match codec:
        case "id":
            return cell.says(_id(text, names))
        case "list" | "first" | "rest":
            return [cell.says(_id(part, names)) for part in _PART.split(text) if part]
        case "requires":
            return [_required(part, cell, names) for part in _PART.split(text) if part]
        case "evidence":
            return dict(_pair(part, cell, names) for part in _PART.split(text) if part)
        case "allow":
            pairs = (line.partition(":") for line in text.split("\n") if line.strip())
            return {cell.says(rule.strip()): cell.says(why.strip()) for rule, _, why in pairs}
        case "choice":
            return cell.says(words(kind, CHOICES[kind]).get(text.casefold(), text))
        case "taken":
            return cell.says(_taken(text))
        case "flag":
            return cell.says(("false", "true")[as_flag(text)] if is_flag(text) else text)
    return cell.says(text)


def _placed(value: Any, cell: Cell) -> Any:
    """Return a tree that was written in a cell, every text of it with the cell's place."""
    if isinstance(value, dict):
        return {cell.says(key): _placed(part, cell) for key, part in value.items()}
    if isinstance(value, list):
        return [_placed(part, cell) for part in value]
    return cell.says(value)


def _id(text: str, names: Mapping[str, str] | None) -> str:
    """Return the id that is meant: written as it is, with its name, or by its name."""
    bare = _NAMED.sub("", text).strip() if "·" in text else text.strip()
    if not names or bare in names:
        return names[bare] if names else bare
    return names.get(fold(bare), bare)


def _required(text: str, cell: Cell, names: Mapping[str, str] | None) -> Any:
    def ids(given: str, sign: str) -> list[str]:
        return [cell.says(_id(part.strip(), names)) for part in given.split(sign) if part.strip()]

    if text.startswith("(") and text.endswith(")"):
        return {"optional": ids(text[1:-1], ",")}
    if "|" in text:
        return {"any": ids(text, "|")}
    return cell.says(_id(text, names))


def _pair(text: str, cell: Cell, names: Mapping[str, str] | None) -> tuple[str, str]:
    field, _, said = text.partition(":")
    value = _ESTIMATE if fold(said) in _estimates() else _id(said.strip(), names)
    return cell.says(field_of(field)), cell.says(value)


@cache
def _estimates() -> frozenset[str]:
    """Return the words for a figure that is an estimate."""
    return frozenset({_ESTIMATE, *(fold(say("sheets.estimate", lang)) for lang in LANGUAGES)})


def _taken(text: str) -> str:
    for code in TAKEN:
        if fold(text) in {
            code,
            *(fold(say(f"sheets.taken-{code}", lang)) for lang in ("es", "en")),
        }:
            return code
    return text
