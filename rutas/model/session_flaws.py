"""Find what is wrong with a session as a whole, in the file's own tree, however broken its parts are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.model.dates import written_day
from rutas.model.flaws import Flaw
from rutas.model.tree import Loc, listed, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["session_flaws"]


def session_flaws(tree: Mapping[str, Any], name: str | None = None) -> Iterator[Flaw]:
    """Yield everything that is wrong with a session beyond the form of its single values.

    Parameters
    ----------
    tree
        What its file says.
    name
        The file's name, which is the session's day; left out for a file that may be called anything.

    Examples
    --------
    >>> tree = {"date": "2021-11-03", "agreements": [{"id": "acta", "due": "2021-11-02"}]}
    >>> [flaw.code for flaw in session_flaws(tree, "2021-11-03")]
    ['due-before-session']
    """
    held = written_day(tree.get("date"))
    if name is not None and held is not None and held.isoformat() != name:
        yield Flaw("session-misnamed", ("date",), {"given": name, "write": held.isoformat()})
    seen: set[str] = set()
    for loc, one in _agreed(tree):
        told = one.get("id")
        if isinstance(told, str):
            if told in seen:
                yield Flaw("duplicate-id", (*loc, "id"), {"given": told})
            seen.add(told)
        due = written_day(one.get("due"))
        if due is not None and held is not None and due < held:
            values = {"given": due.isoformat(), "held": held.isoformat()}
            yield Flaw("due-before-session", (*loc, "due"), values)


def _agreed(tree: Mapping[str, Any]) -> Iterator[tuple[Loc, Mapping[str, Any]]]:
    for key in ("agreements", "commitments"):
        for loc, raw in listed(tree.get(key)):
            if (one := mapping(raw)) is not None:
                yield (key, *loc), one
