"""Say how two versions of a route differ: what was added, removed, renamed, moved, and which field changed.

Values are compared as the model holds them: quantities by value, what is asked for and given as sets, texts
by language. The older version has the ids of the newer one (`rutas.compare.identity`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from rutas.compare.identity import moved
from rutas.compare.things import Key, Place, Thing, What, leaving, things, ways
from rutas.model import Evidence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.model import Route

__all__ = ["AREAS", "Area", "Edit", "How", "Place", "What", "edits"]

How = Literal["added", "removed", "changed", "renamed", "moved"]
Area = Literal["flow", "figures", "people", "papers", "time", "wording", "evidence", "order"]

AREAS: Mapping[str, tuple[str, ...]] = {
    "flow": (
        "route", "step", "stage", "link", "way_in", "outcome", "next", "join", "missing", "late", "success",
        "continues", "soundness", "reached",
    ),
    "figures": (
        "profile", "criterion", "share", "dropout", "leaves", "patience", "no_show", "tries",
        "overbook", "capacity", "season", "cost", "demand", "at",
        "set", "active", "threshold", "on_critical_path", "time_share", "completion",
    ),
    "people": (
        "actor", "channel", "service", "involvement", "handover", "custody", "urgent", "sensitive",
        "package", "institution", "sector", "level", "kind", "ages", "delivered",
    ),
    "papers": ("document", "requires", "produces", "holds", "issuer", "available"),
    "time": ("wait", "takes", "lead", "from", "by", "within", "repeat", "valid"),
    "wording": ("name", "question", "narrative", "keywords", "when", "critical", "title"),
    "evidence": ("source", "evidence", "law", "allow", "url", "date"),
    "order": ("order",),
}  # fmt: skip
"""What a change is about: of a thing by its kind, else by the first word of the field; others are wording."""

_AREA = {word: area for area, words in AREAS.items() for word in words}
_SETS = {"requires", "produces", "service", "package", "holds", "law"}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change between two versions of a route.

    Attributes
    ----------
    what, how
        Of what kind of thing, and what happened to it.
    id
        The thing's id, in the newer version where that has it; of a link ``from->to``.
    was
        The id that it had before, where it is called otherwise now.
    field
        Which of its fields changed; ``None`` where the whole thing is meant.
    before, after
        What the field said and says, as the model holds it; ``None`` where nothing.
    old, new
        Where it stands in each version.
    """

    what: What
    how: How
    id: str
    was: str | None = None
    field: str | None = None
    before: Any = None
    after: Any = None
    old: Place | None = None
    new: Place | None = None

    @property
    def area(self) -> Area:
        """What the change is about.

        >>> Edit("step", "changed", "a", field="repeat.times").area, Edit("step", "moved", "a").area
        ('time', 'order')
        """
        if self.how == "moved":
            return "order"
        if self.how == "renamed":
            return "wording"
        word = self.what if self.field is None else self.field.partition(".")[0]
        return _AREA.get(word, "wording")  # type: ignore[return-value]  # a key of the table above

    @property
    def step(self) -> str | None:
        """The step that it is a change of; of a link the one that it leaves."""
        return self.id.partition("->")[0] if self.what in {"step", "link"} else None


def edits(old: Route, new: Route, was: Mapping[str, Mapping[str, str]] | None = None) -> list[Edit]:
    """Return every change between two versions of a route, in the order of the newer one.

    Parameters
    ----------
    old, new
        The versions; the older one under the ids of the newer.
    was
        By kind, the old id of each that is called otherwise now.

    Examples
    --------
    >>> import rutas
    >>> from rutas.model import apply
    >>> route = rutas.load("routes")["0-4"]
    >>> (found,) = edits(route, apply(route, {"inscripcion.takes": "3 h"}))
    >>> found.what, found.id, found.field, str(found.before), str(found.after), found.area
    ('step', 'inscripcion', 'takes', '20..60 min', '3 h', 'time')
    """
    was = was or {}
    sides = things(old, new, was), things(new, old, {})
    found = [
        edit
        for key in _woven(*sides)
        for edit in _of_thing(key, sides[0].get(key), sides[1].get(key), was.get(key[0], {}))
    ]
    return [*found, *_moves(old, new, was, sides)]


def _woven(*sides: Mapping[Key, Thing]) -> list[Key]:
    """Return the keys of the newer side, each that only the older one has behind the one before it."""
    old, new = map(list, sides)
    behind: dict[Any, list[Key]] = {}
    last = None
    for key in old:
        if key in sides[1]:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    return behind.get(None, []) + [one for key in new for one in (key, *behind.get(key, []))]


def _of_thing(
    key: Key, old: Thing | None, new: Thing | None, was: Mapping[str, str]
) -> Iterator[Edit]:
    what, name = key
    before = was.get(name)
    if old is None or new is None:
        how: How = "added" if old is None else "removed"
        places = [side.place if side else None for side in (old, new)]
        yield Edit(what, how, name, None, None, None, None, *places)
        return
    if before is not None:
        yield Edit(what, "renamed", name, before, None, before, name, old.place, new.place)
    for one in dict.fromkeys([*old.said, *new.said]):
        left, right = old.said.get(one), new.said.get(one)
        if _value(one, left) != _value(one, right):
            yield Edit(what, "changed", name, before, one, left, right, old.at(one), new.at(one))


def _value(name: str, value: Any) -> Any:
    """Return a value as it is compared."""
    if isinstance(value, Text):
        return {"es": str(value), **value.translations}
    if isinstance(value, Evidence) and value.basis == "estimate":
        return None  # as what is not said
    if name == "requires" and value:
        any_ = {frozenset(need.any) for need in value if need.any}
        return any_, {one for need in value for one in need.optional}
    if name in _SETS and value is not None:
        return frozenset(value)
    return value or None if isinstance(value, tuple) else value


def _moves(
    old: Route,
    new: Route,
    was: Mapping[str, Mapping[str, str]],
    sides: tuple[Mapping[Key, Thing], ...],
) -> Iterator[Edit]:
    """Yield what stands elsewhere: steps of another stage, and the fewest that explain each order."""

    def made(what: What, name: str, one: str, before: str, after: str) -> Edit:
        places = [side[what, name].place for side in sides]
        return Edit(what, "moved", name, was.get(what, {}).get(name), one, before, after, *places)

    away = {
        name
        for name, stage in new.stage_of.items()
        if name in old.steps and old.stage_of[name].id != stage.id
    }
    for name in new.steps:
        if name in away:
            stages = old.stage_of[name].id, new.stage_of[name].id
            yield made("step", name, "stage", *stages)
    orders: list[tuple[What, list[str], list[str]]] = [
        ("stage", [one.id for one in old.stages], [one.id for one in new.stages]),
        ("step", [name for name in old.steps if name not in away],
         [name for name in new.steps if name not in away]),
        ("way_in", ways(old), ways(new)),
        *(("link", leaving(old.steps[name]), leaving(step))
          for name, step in new.steps.items() if name in old.steps),
    ]  # fmt: skip
    for what, before, after in orders:
        for name in moved(before, after):
            yield made(what, name, "order", _ahead(before, name), _ahead(after, name))


def _ahead(names: list[str], name: str) -> str:
    at = names.index(name)
    return names[at - 1] if at else ""
