"""Tell what the joint plan changes: whose action it is, whether it is late, and before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rutas.improve.fixes import essential_lacks, mended

if TYPE_CHECKING:
    from datetime import date

    from rutas.model.catalogue import Catalogue
    from rutas.model.territory import Action, Territory

__all__ = ["after_actions", "direction", "overdue"]

_COUNTED = frozenset({"agreed", "under-way", "done"})


def direction(action: Action, catalogue: Catalogue) -> Literal["horizontal", "vertical"] | None:
    """Return whether the actors of an action are of one level; nothing where a level is unknown."""
    levels = {catalogue.actors[name].level for name in action.who}
    if None in levels:
        return None
    return "horizontal" if len(levels) == 1 else "vertical"


def overdue(action: Action, on: date) -> bool:
    """Tell whether an action should have been done by a day, and is neither done nor dropped."""
    return action.by < on and action.state not in {"done", "dropped"}


def after_actions(territory: Territory) -> Territory:
    """Return a territory after its actions that are agreed, under way or done.

    What they change is added to what differs there, and the points that they make ready have all they
    need.

    Examples
    --------
    >>> import rutas
    >>> villeta = rutas.load("routes").territories["villeta"]
    >>> after_actions(villeta).by_id["registro-centro"].ficha.answers["libros"]
    'yes'
    """
    counted = [action for action in territory.actions if action.state in _COUNTED]
    changes = {route: dict(own) for route, own in territory.set.items()}
    for action in counted:
        for route, own in action.set.items():
            changes.setdefault(route, {}).update(own)
    fixed = {name for action in counted for name in action.fixes}
    lacks = {name: essential_lacks(territory, territory.by_id[name]) for name in sorted(fixed)}
    return mended(territory, lacks).model_copy(update={"set": changes})
