"""Type an answer all the way down, and write it as JSON has it.

An answer is a frozen dataclass whose docstring says units and denominators; its JSON document and its
JSON Schema follow from it. A field whose default is ``None`` is left out of the document where it is that.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast, dataclass_transform

from annotated_types import Ge, Interval

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "Amount", "Count", "Method", "Rank", "Share", "document", "iso", "key", "like", "plain", "row",
]  # fmt: skip

T = TypeVar("T")

Share = Annotated[float, Interval(ge=0, le=1.000001)]
"""A share from 0 to 1; a sum of floats may exceed it by a hair."""

Amount = Annotated[float, Ge(0)]
"""A number that is never below 0."""

Count = Annotated[int, Ge(0)]
"""How many there are."""

Rank = Annotated[int, Ge(1)]
"""A place in an order: 1 is first."""

Method = Literal["exact", "simulated"]
"""How a figure was worked out."""

_DIGITS = 12


@dataclass_transform(frozen_default=True, kw_only_default=True)
def row(cls: type[T]) -> type[T]:
    """Make a class a piece of an answer: a frozen dataclass whose annotations are read as its schema."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def iso(day: date | None) -> str | None:
    """Write a day as ISO 8601 has it; null where there is none.

    >>> from datetime import date
    >>> iso(date(2021, 11, 3)), iso(None)
    ('2021-11-03', None)
    """
    return day.isoformat() if day else None


def like(kind: type[T], found: Any, **more: Any) -> T:
    """Return a row whose fields are the attributes of the same names of what an analysis found.

    >>> from types import SimpleNamespace
    >>> @row
    ... class Way:
    ...     days: float
    ...     steps: tuple[str, ...]
    >>> like(Way, SimpleNamespace(days=3.0, chance=0.5), steps=("a",))
    Way(days=3.0, steps=('a',))
    """
    names = (name for name, _, _ in _fields(kind) if name not in more)
    return kind(**{name: getattr(found, name) for name in names}, **more)


def key(name: str) -> str:
    """Return the key of a field: ``from_`` is ``from``, which Python reserves."""
    return name.rstrip("_")


def document(answer: Any, **head: str) -> dict[str, Any]:
    """Return an answer as a JSON document.

    Parameters
    ----------
    answer
        A dataclass, or a mapping.
    head
        What the document begins with after the version, such as the route's id.

    Examples
    --------
    >>> document({"share": float("nan")}, route="0-4")
    {'rutas': '...', 'route': '0-4', 'share': None}
    """
    from rutas.version import __version__

    return {"rutas": __version__, **head, **plain(answer)}


def plain(value: Any) -> Any:
    """Return a value as JSON has it; a number that is none becomes nothing.

    >>> plain({"a": float("nan"), "b": (1, 0.1 + 0.2), "c": float("inf")})
    {'a': None, 'b': [1, 0.3], 'c': None}
    """
    if value is None or isinstance(value, (str, int)):  # the most frequent first
        return value
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if is_dataclass(value):
        return {
            written: plain(one)
            for name, written, absent in _fields(type(value))
            if not ((one := getattr(value, name)) is None and absent)
        }
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    return plain(value.item()) if hasattr(value, "item") else str(value)  # a number of numpy


def _fields(kind: type[Any]) -> list[tuple[str, str, bool]]:
    """Return each field's name, its key, and whether it is left out where it is ``None``."""
    return _told(cast("Hashable", kind))


@cache
def _told(kind: Any) -> list[tuple[str, str, bool]]:
    return [(one.name, key(one.name), one.default is not MISSING) for one in fields(kind)]
