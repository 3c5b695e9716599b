"""Change the routes of a district, each as far as a change is of it; and tell what they were before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rutas.answers.changes import read_changes
from rutas.errors import Mistake, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from rutas.improve.bundle import Bundle
    from rutas.model import Route
    from rutas.model.territory import Territory

__all__ = ["Scenario", "placed"]


@dataclass(frozen=True)
class Scenario:
    """What is other than the routes say.

    Attributes
    ----------
    set
        Changes as ``step.field=value``.
    close
        Ids of steps that are closed.
    improve
        Improvements whose changes are made before those.
    profile
        A population whose figures all people have; alone it is the change itself.
    """

    set: Sequence[str] = ()
    close: Sequence[str] = ()
    improve: Bundle | None = None
    profile: str | None = None

    def __bool__(self) -> bool:
        return bool(self.set or self.close or self.improve or self.profile)

    def before(self, routes: Iterable[Route]) -> tuple[Route, ...]:
        """Return the routes to which the change is made."""
        alone = not (self.set or self.close or self.improve)
        return tuple(routes) if alone else self._of_profile(routes)

    def after(self, routes: Iterable[Route]) -> tuple[Route, ...]:
        """Return the routes after the change, each of what is of it.

        Raises
        ------
        Mistake
            If a change fits none of the routes.
        UsageError
            If no route has such a profile, or the improvements change none of them.
        """
        from rutas.compare.whatif import changed

        found = self._of_profile(routes)
        if self.improve:
            improve = self.improve
            found = _where(found, lambda route: changed(route, *improve.before(route, {})))
        for path, value in read_changes(self.set).items():
            found = _where(found, partial(changed, changes={path: value}))
        for step in self.close:
            found = _where(found, partial(changed, changes={}, close=[step]))
        return found

    def _of_profile(self, routes: Iterable[Route]) -> tuple[Route, ...]:
        from rutas.compare.whatif import population

        name = self.profile
        return tuple(routes) if name is None else _where(routes, lambda one: population(one, name))


def _where(routes: Iterable[Route], change: Callable[[Route], Route]) -> tuple[Route, ...]:
    """Change those of some routes that a change fits; it must fit one."""
    found: list[Route] = []
    wrong: list[Exception] = []
    for route in routes:
        try:
            found.append(change(route))
        except (Mistake, UsageError) as error:
            wrong.append(error)
            found.append(route)
    if len(wrong) == len(found):
        raise wrong[0]
    return tuple(found)


def placed(route: Route, territory: Territory | None, on: date) -> Route:
    """Return a route as it is in a territory, but for the room of its services: a play queues for that."""
    if territory is None:
        return route
    from rutas.improve.local import within

    # a population's change set is of the route anywhere, and would undo what the points do
    return within(route, territory, on, room=False).route.model_copy(update={"profiles": {}})
