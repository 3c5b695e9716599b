"""Read one change of a route: a path, and a value as a file would write it.

===============================  =========================================================
path                             what it sets
===============================  =========================================================
``STEP.FIELD``                   any field of a step but its id, next and outcome
``STEP.repeat.times``, ``every`` one part of a series
``STEP.next.TARGET``             the share of people who go from STEP to TARGET
``STEP.next.TARGET.handover``    how they get from one to the other
``ways_in.TARGET``               the share of people who enter at TARGET
``ways_in.TARGET.at``            their age on entering
``actors.ACTOR.capacity``        what all steps of an actor share
``demand``, ``holds``            the people who enter, and the documents they hold
===============================  =========================================================

Of several links to one target, ``TARGET.2`` is the second; ``STEP.next.handover`` is that of all links of the
step. The same paths name the uncertain quantities of a route wherever an answer speaks of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from pydantic import TypeAdapter, ValidationError

from rutas.errors import Mistake, guessed, nearest
from rutas.locale import has
from rutas.model.base import Listed, Reference, field_reader
from rutas.model.spanish import in_english
from rutas.model.step import Link, Repeat, Step
from rutas.model.text import slug
from rutas.quantity import Age, Rate, Share

if TYPE_CHECKING:
    from collections.abc import Collection

    from rutas.model.base import Known, Model

__all__ = ["Change", "check"]

_FIXED = {"id", "next", "outcome", "allow", "evidence"}
_FIELDS = {
    info.alias or name: name for name, info in Step.model_fields.items() if name not in _FIXED
}
_PLAIN: dict[str, TypeAdapter[Any]] = {
    "demand": TypeAdapter(Rate),
    "holds": TypeAdapter(Listed[Annotated[str, Reference("document")]]),
    "capacity": TypeAdapter(Rate),
    "share": TypeAdapter(Share),
    "at": TypeAdapter(Age),
}
_ROUTE = {"demand", "holds"}
_PARTS: dict[str, type[Model]] = {"step": Step, "repeat": Repeat, "link": Link}
Kind = Literal["route", "actor", "way_in", "link", "step", "repeat"]


def _reader(place: _Place) -> TypeAdapter[Any]:
    """Return what reads a field as it is read in a file; a share or an age that is set is not left out."""
    owner = _PARTS.get(place.kind)
    if owner is None or (owner is Link and place.field in _PLAIN):
        return _PLAIN[place.field]
    return field_reader(owner, place.field)


def _value(path: str, kind: TypeAdapter[Any], value: object, known: Known | None) -> Any:
    try:
        return kind.validate_python(value, context=known)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        context = {"given": str(value), **first.get("ctx", {}), "guess": "", "path": path}
        code = first["type"] if has(f"form.{first['type']}") else "bad-change"
        if known and code.removeprefix("unknown-") in known.ids:
            ids = known.ids[code.removeprefix("unknown-")]
            context["guess"] = _guess(str(context["given"]), ids)
        raise Mistake(code, **context) from None


def _guess(word: str, words: Collection[str]) -> str:
    return guessed(in_english(slug(word), words) or nearest(word, words))


@dataclass(frozen=True, slots=True)
class Change:
    """One change, read.

    Attributes
    ----------
    kind
        What it is a change of.
    owner
        The step's or the actor's id; nothing for the route and its ways in.
    field
        The field's name, as the model has it.
    value
        Its new value, as the model holds it.
    target
        Where the link or the way in leads; nothing where each is meant.
    number
        Which of several to one target, from 1 on; 0 for all of them.
    """

    kind: Kind
    owner: str
    field: str
    value: Any
    target: str = ""
    number: int = 0

    def means(self, target: str, number: int) -> bool:
        """Tell whether a link or a way in is meant."""
        return self.target in {"", target} and self.number in {0, number}


def check(path: str, value: object, steps: Collection[str], known: Known | None = None) -> Change:
    """Read one change.

    Parameters
    ----------
    path
        What to set, as above.
    value
        The new value, as a file would write it, or as the model holds it.
    steps
        The ids of the route's steps.
    known
        The ids that the value may name.

    Raises
    ------
    Mistake
        If there is no such step, actor or field, or the value does not fit it.

    Examples
    --------
    >>> check("inscripcion.wait", "2 d", {"inscripcion"}).value.mean
    2.0
    >>> change = check("a.next.b.2.handover", "referral", {"a", "b"})
    >>> change.kind, change.field, change.target, change.number
    ('link', 'handover', 'b', 2)
    """
    owner, _, key = path.partition(".")
    if path in _ROUTE:
        place = _Place("route", "", path)
    elif not key:
        raise Mistake("bad-change-path", given=path)
    elif owner == "ways_in":
        place = _Place("way_in", "", *_end(key, "at", steps))
    elif owner == "actors":
        place = _of_actor(path, key, known)
    elif owner in steps:
        place = _of_step(owner, key, steps)
    else:
        raise Mistake("unknown-step", given=owner, guess=_guess(owner, steps))
    return Change(**place._asdict(), value=_value(path, _reader(place), value, known))


class _Place(NamedTuple):
    """What a change is of: as `Change` has it."""

    kind: Kind
    owner: str
    field: str
    target: str = ""
    number: int = 0


def _of_actor(path: str, key: str, known: Known | None) -> _Place:
    actor, _, field = key.rpartition(".")
    if known and not known.has("actor", actor):
        raise Mistake("unknown-actor", given=actor, guess=_guess(actor, known.ids["actor"]))
    if field != "capacity":
        raise Mistake("bad-change-path", given=path)
    return _Place("actor", actor, field)


def _of_step(step: str, key: str, steps: Collection[str]) -> _Place:
    if key.startswith("next."):
        return _Place("link", step, *_end(key.removeprefix("next."), "handover", steps))
    if key in {"repeat.times", "repeat.every"}:
        return _Place("repeat", step, key.removeprefix("repeat."))
    if key not in _FIELDS:
        fields = ", ".join(sorted(_FIELDS))
        raise Mistake("unknown-field", given=key, fields=fields, guess=_guess(key, _FIELDS))
    return _Place("step", step, _FIELDS[key])


def _end(key: str, field: str, steps: Collection[str]) -> tuple[str, str, int]:
    """Take the end of a path apart: the field (a share where none is named), the target, and its number."""
    *rest, last = key.split(".")
    if last != field or (not rest and last in steps):
        rest, field = [*rest, last], "share"
    number = int(rest.pop()) if rest[1:] and rest[-1].isdecimal() else 0
    return field, ".".join(rest), number
