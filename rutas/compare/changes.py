"""Say which steps and links of a route two versions of it do not share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.edits import edits

if TYPE_CHECKING:
    from collections.abc import Collection

    from rutas.model import Route

__all__ = ["changes"]


def changes(
    old: Route, new: Route, *, closed: Collection[str] = ()
) -> tuple[dict[str, str], dict[str, str]]:
    """Compare two versions of a route, step by step and link by link.

    Parameters
    ----------
    old, new
        The two versions.
    closed
        Steps that are still drawn in both and count as taken away.

    Returns
    -------
    What to mark in a drawing of the old version (``removed`` and ``changed``) and of the new one
    (``added`` and ``changed``; and ``removed`` for what is closed), by step id, or by ``from->to`` for
    a link. A step has changed when anything but its links has, its stage included; a link, when its
    answer, share, handover or name has.

    Examples
    --------
    >>> from rutas.model import Route
    >>> def version(last):
    ...     return Route.model_validate({
    ...         "id": "r", "name": "R", "ways_in": [{"to": "a"}],
    ...         "outcomes": {"fin": {"name": "Fin", "success": "yes"}},
    ...         "stages": [{"id": "s", "name": "S", "steps": [
    ...             {"id": "a", "name": "A", "next": last},
    ...             {"id": last, "name": "Last", "outcome": "fin"}]}]})
    >>> changes(version("b"), version("c"))
    ({'a->b': 'removed', 'b': 'removed'}, {'a->c': 'added', 'c': 'added'})
    """
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    parts = _parts(old), _parts(new)
    for edit in edits(old, new):
        if edit.what not in {"step", "link"} or edit.field == "order" or edit.area == "evidence":
            continue
        keys = [edit.id.partition("#")[0]]
        if edit.field == "next":  # all at once, or one of them: a matter of its links
            keys = [key for key in parts[0] | parts[1] if key.startswith(f"{edit.id}->")]
        for key in keys:
            was, now = (key in side for side in parts)
            kind = "changed" if was and now else "removed" if was else "added"
            if was:
                before.setdefault(key, kind)
            if now:
                after.setdefault(key, kind)
    shut = {name: "removed" for name in closed if name in old.steps and name in new.steps}
    return before | shut, after | shut


def _parts(route: Route) -> set[str]:
    """Return the steps of a route, and its links by their ends."""
    links = (f"{step.id}->{link.to}" for step in route.steps.values() for link in step.links)
    return {*route.steps, *links}
