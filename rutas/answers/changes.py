"""Read a change set from the words of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.errors import UsageError
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_changes"]


def read_changes(words: Sequence[str]) -> dict[str, object]:
    """Read ``STEP.FIELD=VALUE`` as a change set.

    Raises
    ------
    UsageError
        If a word has no ``=``.

    Examples
    --------
    >>> read_changes(["inscripcion.wait=2d"])
    {'inscripcion.wait': '2d'}
    >>> read_changes(["holds=[cedula-madre, libreta]"])
    {'holds': ['cedula-madre', 'libreta']}
    """
    changes: dict[str, object] = {}
    for word in words:
        path, equals, value = word.partition("=")
        if not equals or not path.strip() or not value.strip():
            raise UsageError(say("cli.bad-set", given=word))
        changes[path.strip()] = _value(value.strip())
    return changes


def _value(word: str) -> str | list[str]:
    """Read a list as a file writes it, ``[a, b]``; anything else is one value."""
    if not (word.startswith("[") and word.endswith("]")):
        return word
    return [item.strip() for item in word[1:-1].split(",") if item.strip()]
