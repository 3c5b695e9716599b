"""Say what changed between two versions of a route: its figures, and each step with its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rutas.answers.figures import figure_name, signed, stated, writer
from rutas.answers.record import step_record
from rutas.compare.changes import changes
from rutas.compare.whatif import compared
from rutas.locale import language
from rutas.prose.fields import step_fields
from rutas.prose.step import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rutas.model import Route

__all__ = ["Changed", "Detail", "Figure", "Line", "Version", "figures", "steps"]

_FIGURES = ("completion", "lost", "journey_days.mean", "throughput")
_CONTEXT = {"actor", "channel", "wait", "takes", "dropout", "by", "within", "next", "outcome"}
_MORE = {"narrative", "keywords", "requires", "produces", "law", "critical"}
_NOT_OF_THE_STEP = {"number", "previous"}  # a step before it may change them


Detail = Literal["all", "context", "changed"]
"""What is told of a step: all that matters, what is needed to understand it, or only what changed."""


@dataclass(frozen=True)
class Figure:
    """A figure of the route, before and after, in words."""

    name: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True)
class Line:
    """What one version says of a step in a field, and whether the other says something else.

    `more` is whether it is told only where there is room to spare.
    """

    text: str
    changed: bool
    more: bool = False


@dataclass(frozen=True)
class Version:
    """A step in one version: its name, and what is said of it."""

    name: str
    lines: tuple[Line, ...]

    def told(self, detail: Detail) -> Version:
        """Return the version with what is told of it in so much detail."""
        lines = self.lines
        if detail != "all":
            lines = tuple(line for line in lines if line.changed or not line.more)
        if detail == "changed":
            lines = tuple(line for line in lines if line.changed)
        return Version(self.name, lines)


@dataclass(frozen=True)
class Changed:
    """A step that changed, in both versions that have it, and the names of those round it."""

    step: str
    kind: str
    before: Version | None
    after: Version | None
    previous: tuple[str, ...]
    following: tuple[str, ...]


def figures(old: Route, new: Route) -> list[Figure]:
    """Return the first figures of a route in two versions."""
    found = compared(old, new).totals

    def made(name: str) -> Figure:
        before = stated(name, found[name].before, old)
        after = stated(name, found[name].after, new)
        difference = signed(name, before, after, new, told=found[name].told)
        write = writer(name, new)
        return Figure(figure_name(name, new), write(before), write(after), difference)

    return [made(name) for name in _FIGURES]


def steps(old: Route, new: Route) -> list[Changed]:
    """Return the steps that changed, or whose links did, in the order of the route; those gone last."""
    before, after = changes(old, new)
    kinds: dict[str, str] = {}
    for key, kind in (*after.items(), *before.items()):
        step, link, _ = key.partition("->")
        kinds.setdefault(step, "changed" if link else kind)
    order = [step for step in (*new.steps, *old.steps) if step in kinds]
    return [_changed(old, new, step, kinds[step]) for step in dict.fromkeys(order)]


def _changed(old: Route, new: Route, step: str, kind: str) -> Changed:
    other: set[str] = set()
    if step in old.steps and step in new.steps:  # of a step that is new or gone, everything is
        records = step_record(old, step), step_record(new, step)
        keys = records[0].keys() | records[1].keys()
        other = {key for key in keys if records[0].get(key) != records[1].get(key)}
    route = new if step in new.steps else old
    before = [one.id for one in route.steps.values() if step in one.successors and one.id != step]
    return Changed(
        step,
        kind,
        _version(old, step, other - _NOT_OF_THE_STEP),
        _version(new, step, other - _NOT_OF_THE_STEP),
        tuple(_names(route, before)),
        tuple(_names(route, (one for one in route.steps[step].successors if one != step))),
    )


def _names(route: Route, keys: Iterable[str]) -> list[str]:
    return [numbered(route, key, language()) for key in keys]


def _version(route: Route, step: str, changed: set[str]) -> Version | None:
    if step not in route.steps:
        return None
    fields = {field.key: field for field in step_fields(route, step)}
    keys = [key for key in fields if key in changed | _CONTEXT | _MORE]
    lines = [
        Line(f"{fields[key].label}: {fields[key].value}", key in changed, key in _MORE)
        for key in keys
    ]
    return Version(numbered(route, step, language()), tuple(lines))
