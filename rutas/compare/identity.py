"""Tell what became of what between two versions: an id that is gone, and one that came in its place.

Identity is the id. What is gone and what came are one thing under a new id where they are alike: the share of
what they say that they have in common, over their name and each list of ids, is 0.6 or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rutas.model.catalogue import SECTIONS
from rutas.model.text import fold
from rutas.reading.pairing import stationary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model import Model, Route, Step

__all__ = ["moved", "renames"]

_ALIKE = 0.6
_MOST = 200

Traits: TypeAlias = "dict[str, frozenset[str]]"
"""What a thing is known by: of its name the runs of three letters, of each list its ids."""


def renames(old: Route, new: Route) -> dict[str, dict[str, str]]:
    """Return the new ids of what is called otherwise in another version, by kind and old id.

    Examples
    --------
    >>> import rutas
    >>> from rutas.model.references import renamed
    >>> route = rutas.load("routes")["0-4"]
    >>> found = renames(route, renamed(route, {"step": {"inscripcion": "registro"}}))
    >>> {kind: names for kind, names in found.items() if names}
    {'step': {'inscripcion': 'registro'}}
    """
    kinds = {
        kind: (
            {name: _entry(one) for name, one in getattr(old.catalogue, section).items()},
            {name: _entry(one) for name, one in getattr(new.catalogue, section).items()},
        )
        for kind, section in SECTIONS.items()
    }
    for kind, found in (("outcome", "outcomes"), ("profile", "profiles")):
        sides = (getattr(route, found) for route in (old, new))
        one, other = ({name: _entry(part) for name, part in side.items()} for side in sides)
        kinds[kind] = one, other
    kinds["stage"] = _stages(old), _stages(new)
    kinds["step"] = _steps(old), _steps(new)
    return {kind: _pairs(*sides) for kind, sides in kinds.items()}


def moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return what stands elsewhere among the others that both orders have: the fewest that explain it.

    >>> moved(["a", "b", "c", "d"], ["d", "a", "x", "b", "c"])
    ['d']
    """
    places = {name: i for i, name in enumerate(old)}
    common = [name for name in new if name in places]
    still = stationary([places[name] for name in common])
    return [name for name in common if places[name] not in still]


def _pairs(old: Mapping[str, Traits], new: Mapping[str, Traits]) -> dict[str, str]:
    """Pair what is gone with what came, the likest first, each once."""
    gone = [name for name in old if name not in new]
    came = [name for name in new if name not in old]
    if not gone or not came or max(len(gone), len(came)) > _MOST:
        return {}
    scores = sorted(
        (-alike, i, j)
        for i, one in enumerate(gone)
        for j, other in enumerate(came)
        if (alike := _alike(old[one], new[other])) >= _ALIKE
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, i, j in scores:
        if gone[i] not in found and came[j] not in taken:
            found[gone[i]] = came[j]
            taken.add(came[j])
    return found


def _alike(one: Traits, other: Traits) -> float:
    """Return how much of two things is the same, from 0 to 1: the mean over what either says."""
    scores = [
        2 * len(one[key] & other[key]) / (len(one[key]) + len(other[key]))
        for key in one
        if one[key] or other[key]
    ]
    return sum(scores) / len(scores) if scores else 0.0


def _runs(name: object) -> frozenset[str]:
    text = f" {fold(str(name))} "
    return frozenset(text[i : i + 3] for i in range(len(text) - 2))


def _entry(entry: Model) -> Traits:
    """Return what an entry of the catalogue, an outcome or a population is known by."""
    said = entry.model_dump(exclude={"id", "allow", "name", "title", "narrative"}, mode="json")
    name = getattr(entry, "name", None) or getattr(entry, "title", "")
    rest = {key: str(value) for key, value in said.items() if value is not None}
    return {"name": _runs(name), "rest": frozenset(f"{key} {value}" for key, value in rest.items())}


def _stages(route: Route) -> dict[str, Traits]:
    return {
        stage.id: {"name": _runs(stage.name), "steps": frozenset(step.id for step in stage.steps)}
        for stage in route.stages
    }


def _steps(route: Route) -> dict[str, Traits]:
    before: dict[str, set[str]] = {name: set() for name in route.steps}
    for step in route.steps.values():
        for target in step.successors:
            before[target].add(step.id)
    return {name: _step(step, before[name]) for name, step in route.steps.items()}


def _step(step: Step, before: set[str]) -> Traits:
    return {
        "name": _runs(step.title),
        "actor": frozenset(step.actor),
        "service": frozenset(step.service),
        "links": frozenset(step.successors).union(f"< {name}" for name in before),
    }
