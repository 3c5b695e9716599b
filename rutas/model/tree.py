"""Walk what a route's file says, trusting nothing of its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Loc", "links_of", "listed", "mapping", "steps_of"]

Loc = tuple[str | int, ...]
"""Keys and indices from the root."""


def mapping(value: object) -> Mapping[str, Any] | None:
    """Return a mapping as it is and a model as a file would write it; anything else is none.

    >>> mapping({"id": "a"}), mapping("a")
    ({'id': 'a'}, None)
    """
    if isinstance(value, dict):
        return value
    # asked for its method and not for its class, so that a bare file is walked without pydantic
    dump = getattr(value, "model_dump", None)
    return dump(by_alias=True, exclude_defaults=True) if dump else None


def listed(value: Any) -> list[tuple[Loc, Any]]:
    """Return the items of a list with their places in it, and one thing as a list of it.

    >>> listed(["a", "b"]), listed("a"), listed(None)
    ([((0,), 'a'), ((1,), 'b')], [((), 'a')], [])
    """
    if isinstance(value, (list, tuple)):
        return [((i,), item) for i, item in enumerate(value)]
    return [] if value is None else [((), value)]


def steps_of(tree: Mapping[str, Any]) -> Iterator[tuple[Loc, Mapping[str, Any]]]:
    """Yield every step of a tree that looks like one, with its place."""
    stages = tree.get("stages")
    for i, stage in enumerate(stages if isinstance(stages, (list, tuple)) else ()):
        steps = (mapping(stage) or {}).get("steps")
        for j, raw in enumerate(steps if isinstance(steps, (list, tuple)) else ()):
            step = mapping(raw)
            if step is not None:
                yield ("stages", i, "steps", j), step


def links_of(step: Mapping[str, Any]) -> Iterator[tuple[Loc, Any]]:
    """Yield every link of a step's tree, as a text or a mapping, with its place in the step."""
    following = step.get("next")
    several = mapping(following)
    if several is not None and not several.keys().isdisjoint({"all", "any"}):
        for key in ("all", "any"):
            for loc, link in listed(several.get(key)):
                yield ("next", key, *loc), link
    else:
        for loc, link in listed(following):
            yield ("next", *loc), link
