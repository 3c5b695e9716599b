"""Take a route apart into what has an id, with what is said of each and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from rutas.errors import Mistake
from rutas.model.catalogue import SECTIONS
from rutas.model.change import check
from rutas.model.criteria import REASONS
from rutas.model.references import references
from rutas.model.step import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.model import Model, Route, Step

__all__ = ["Key", "Place", "Thing", "What", "leaving", "things", "ways"]

What = Literal[
    "route", "stage", "step", "link", "way_in", "outcome", "profile", "actor", "channel", "document",
    "service", "source", "criterion",
]  # fmt: skip

Key = tuple[What, str]
"""Of what kind a thing is, and its id."""

_STEP = {"id", "next", "evidence", "repeat", "allow"}
_ROUTE = {
    "id",
    "ways_in",
    "outcomes",
    "profiles",
    "evidence",
    "stages",
    "allow",
    "origin",
    "season",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    Attributes
    ----------
    file
        ``route``, ``catalogue`` or ``criteria``.
    loc
        Keys and indices from that file's root.
    """

    file: str
    loc: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """What has an id, and what is said of it.

    Attributes
    ----------
    said
        The values by the field's name in the file, as the model holds them.
    place
        Where it stands.
    keys
        The way to a field from there, where its name does not say it.
    """

    said: Mapping[str, Any]
    place: Place
    keys: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)

    def at(self, name: str) -> Place:
        """Return where a field stands."""
        return Place(self.place.file, self.place.loc + self.keys.get(name, tuple(name.split("."))))


def things(route: Route, other: Route, was: Mapping[str, Mapping[str, str]]) -> dict[Key, Thing]:
    """Return everything of a route that has an id, in the order of the file; what ids stand for in it.

    Of the catalogue, what either version of the route uses.
    """

    def keyed(section: str, kind: str, name: str) -> tuple[str, str]:
        return section, was.get(kind, {}).get(name, name)

    said = _said(route, *_ROUTE) | _more(route)
    if season := route.season:
        months = season.model_dump(exclude_unset=True)
        said |= {f"season.{month}": weight for month, weight in months.items()}
    found: dict[Key, Thing] = {("route", route.id): Thing(said, Place("route", ()))}
    for i, (key, way) in enumerate(zip(ways(route), route.ways_in, strict=True)):
        found["way_in", key] = Thing(_said(way, "to"), Place("route", ("ways_in", i)))
    for i, stage in enumerate(route.stages):
        found["stage", stage.id] = Thing(_said(stage, "id", "steps"), Place("route", ("stages", i)))
        for j, step in enumerate(stage.steps):
            loc = ("stages", i, "steps", j)
            found["step", step.id] = Thing(_step(step), Place("route", loc))
            found.update(_links(step, loc))
    for name, outcome in route.outcomes.items():
        place = Place("route", keyed("outcomes", "outcome", name))
        found["outcome", name] = Thing(_said(outcome), place)
    for name, profile in route.profiles.items():
        place = Place("route", keyed("profiles", "profile", name))
        sets = {path: _set(route, path, raw) for path, raw in profile.set.items()}
        keys: dict[str, tuple[str | int, ...]] = {f"set.{path}": ("set", path) for path in sets}
        said = _said(profile, "set") | {f"set.{path}": value for path, value in sets.items()}
        found["profile", name] = Thing(said, place, keys)
    found.update(_entries(route, other, was))
    for name in REASONS:
        place = Place("criteria", (name,))
        found["criterion", name] = Thing(_said(getattr(route.criteria, name)), place)
    return found


def _entries(
    route: Route, other: Route, was: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Key, Thing]]:
    """Yield the entries of the catalogue that either version uses, and those that these name."""
    used = references(route, other)
    for catalogue in (route.catalogue, other.catalogue):
        for kind in ("document", "service"):
            entries = getattr(catalogue, SECTIONS[kind])
            named = [entries[name] for name in used.get(kind, ()) if name in entries]
            used["actor"] = used.get("actor", set()) | references(*named).get("actor", set())
    for kind, section in SECTIONS.items():
        for name, entry in getattr(route.catalogue, section).items():
            if name in used.get(kind, ()):
                place = Place("catalogue", (section, was.get(kind, {}).get(name, name)))
                yield (kind, name), Thing(_said(entry, "id", "allow") | _more(entry), place)  # type: ignore[misc]  # a kind of the table


def ways(route: Route) -> list[str]:
    """Return the names of the ways in: what each leads to, a further one to the same step as ``a#2``."""
    return _named([way.to for way in route.ways_in])


def leaving(step: Step) -> list[str]:
    """Return the names of the links that leave a step: ``a->b``, a further one as ``a->b#2``."""
    return [f"{step.id}->{name}" for name in _named([link.to for link in step.links])]


def _named(targets: list[str]) -> list[str]:
    """Name links by what they lead to, a further one to the same step as ``a#2``."""
    pairs = zip(targets, numbered(targets), strict=True)
    return [to if number == 1 else f"{to}#{number}" for to, number in pairs]


def _said(model: Model, *without: str) -> dict[str, Any]:
    """Return what a model says, by the field's name in the file."""
    return {
        info.alias or name: getattr(model, name)
        for name, info in type(model).model_fields.items()
        if name not in without and not info.exclude
    }


def _more(model: Any) -> dict[str, Any]:
    """Return what figures rest on, and what is allowed, each by itself."""
    evidence = getattr(model, "evidence", {})
    return {f"evidence.{name}": one for name, one in evidence.items()} | {
        f"allow.{code}": why for code, why in model.allow.items()
    }


def _step(step: Step) -> dict[str, Any]:
    said = _said(step, *_STEP) | _more(step)
    if step.repeat:
        said |= {f"repeat.{name}": value for name, value in _said(step.repeat).items()}
    return said | {"next": "all" if step.parallel else None}


def _links(step: Step, loc: tuple[str | int, ...]) -> Iterator[tuple[Key, Thing]]:
    kind = "all" if step.parallel else "any"
    for k, (name, link) in enumerate(zip(leaving(step), step.links, strict=True)):
        yield ("link", name), Thing(_said(link, "to"), Place("route", (*loc, "next", kind, k)))


def _set(route: Route, path: str, raw: Any) -> Any:
    """Return what a population's figure is, as the model holds it."""
    try:
        return check(path, raw, route.steps).value
    except Mistake:  # what a file may not say, a route made by hand may
        return raw
