"""Say which steps and links of a route two versions of it do not share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from rutas.model import Link, Route, Step

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
    ({'b': 'removed', 'a->b': 'removed'}, {'c': 'added', 'a->c': 'added'})
    """
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for name in old.steps:
        if name not in new.steps:
            before[name] = "removed"
        elif name in closed:
            before[name] = after[name] = "removed"
        elif _step(old, name) != _step(new, name):
            before[name] = after[name] = "changed"
    after |= {name: "added" for name in new.steps if name not in old.steps}
    was, now = _links(old), _links(new)
    for link in was:
        if link not in now:
            before[link] = "removed"
        elif was[link] != now[link]:
            before[link] = after[link] = "changed"
    after |= {link: "added" for link in now if link not in was}
    return before, after


def _step(route: Route, name: str) -> dict[str, Any]:
    """Return what a step is, beside where it leads."""
    step: Step = route.steps[name]
    said = step.model_dump(by_alias=True, exclude={"next", "allow", "evidence"})
    return {**said, "stage": route.stage_of[name].id}


def _links(route: Route) -> dict[str, list[tuple[Link, bool]]]:
    """Return the links by their ends; two of the same ends stand together."""
    found: dict[str, list[tuple[Link, bool]]] = {}
    for step in route.steps.values():
        for link in step.links:
            found.setdefault(f"{step.id}->{link.to}", []).append((link, step.parallel))
    return found
