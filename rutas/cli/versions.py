"""Draw two versions of a route, one behind the other, what changed marked in each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from rutas.diagram.drawing import Drawing
    from rutas.model import Route

__all__ = ["before_and_after"]


def before_and_after(
    draw: Callable[..., Drawing], old: Route, new: Route, *, closed: Collection[str] = ()
) -> Drawing:
    """Draw a route before and after: what was taken away, what was added, what changed.

    Parameters
    ----------
    draw
        What draws a route, told whether it is the one ``before`` or ``after``, with what changed as
        ``changes``.
    old, new
        The versions; the older one under the ids of the newer.
    closed
        Steps that are still drawn in both and count as taken away.
    """
    from rutas.compare.changes import changes

    before, after = changes(old, new, closed=closed)
    first = draw(_called(old, "before"), "before", changes=before)
    second = draw(_called(new, "after"), "after", changes=after)
    return replace(second, sheets=[*first.sheets, *second.sheets])


def _called(route: Route, when: str) -> Route:
    """Return the route under a name that says which version it is."""
    from rutas.model import Text

    words = say(f"cli.version-{when}")
    names = {lang: f"{name} ({words})" for lang, name in route.name.translations.items()}
    return route.model_copy(update={"name": Text(f"{route.name} ({words})", names)})
