"""Call quantities by a name that people read: “the drop-out of «Primer control»” for ``control.dropout``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.words import joined
from rutas.locale import has, language, say
from rutas.quantity import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rutas.model import Route, Step
    from rutas.model.assumed import Assumption

__all__ = ["assumed_sentences", "quantity_name"]


def quantity_name(route: Route, path: str) -> str:
    """Return what people call a quantity, in the language spoken; its path where it has no name.

    Parameters
    ----------
    route
        The route.
    path
        ``step.field``, ``step.next.target``, ``ways_in.step``, ``actors.actor.capacity`` or ``demand``,
        as `rutas.tokens.figures` names what it draws and a change set what it changes.

    Examples
    --------
    >>> import rutas
    >>> route = rutas.load("routes")["0-4"]
    >>> quantity_name(route, "inscripcion.dropout")
    'el abandono de «Inscripción del nacimiento»'
    >>> quantity_name(route, "resultado-piecito.next.primer-control")
    'la parte que va de «¿Qué dice el resultado?» a «Primer control del recién nacido»'
    """
    head, _, field = path.removeprefix("actors.").partition(".")
    if head == "ways_in" and field:
        target, _, age = field.partition(".")
        return say(f"report.quantity-way-{age or 'share'}", name=_way(route, target))
    if field.startswith("next.") and head in route.steps:
        target, *end = field.removeprefix("next.").split(".")
        kind = "handover" if field.endswith(".handover") else "next"
        if not end and kind == "handover":  # of all links
            targets = [_title(route, link.to) for link in route.steps[head].links]
            return say("report.quantity-handover", name=_title(route, head), to=joined(targets))
        answer = _answer(route.steps[head], target, end)
        to = _title(route, target) + (f" ({answer})" if answer else "")
        return say(f"report.quantity-{kind}", name=_title(route, head), to=to)
    key = f"report.quantity-{'answers' if field == 'next' else field or head}"
    return say(key, name=_title(route, head)) if has(key) else path


def assumed_sentences(
    route: Route, taken: Iterable[Assumption], *, most: int | None = None
) -> Iterator[str]:
    """Say what was taken for what a route leaves out, a sentence a kind.

    Parameters
    ----------
    route
        The route.
    taken
        Of its assumptions, those that are meant.
    most
        How many to name of a kind; all of them where left out.
    """
    from rutas.model.assumed import KINDS

    groups: dict[str, list[Assumption]] = {kind: [] for kind in KINDS}
    for one in taken:
        groups[one.kind].append(one)
    for kind, found in groups.items():
        names = [_taken(route, one) for one in found[:most]]
        if len(found) > len(names):
            names.append(say("rules.and-more", count=len(found) - len(names)))
        if found:
            yield say(f"report.assumed-{kind}", n=len(found), names=joined(names))


def _taken(route: Route, one: Assumption) -> str:
    name = quantity_name(route, one.path)
    return f"{name} ({Share.parse(one.value).label()})" if one.share else name


def _title(route: Route, name: str) -> str:
    if name in route.steps:
        return route.steps[name].title.to(language())
    entry = route.catalogue.actors.get(name)
    return entry.name.to(language()) if entry else name


def _answer(step: Step, target: str, end: Sequence[str]) -> str | None:
    """Return the answer that tells one of several links to the same target from the others."""
    links = [link for link in step.links if link.to == target]
    if not end or not end[0].isdecimal() or int(end[0]) > len(links):
        return None
    said = links[int(end[0]) - 1].when
    return said.to(language()) if said else None


def _way(route: Route, target: str) -> str:
    named = (way.name for way in route.ways_in if way.to == target and way.name)
    name = next(named, None)
    return name.to(language()) if name else _title(route, target)
