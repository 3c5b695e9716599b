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
    """
    changes: dict[str, object] = {}
    for word in words:
        path, equals, value = word.partition("=")
        if not equals or not path.strip() or not value.strip():
            raise UsageError(say("cli.bad-set", given=word))
        changes[path.strip()] = value.strip()
    return changes
