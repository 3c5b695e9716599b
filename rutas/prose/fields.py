"""Tell a step in full, field by field, with the names that people know and where each figure comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.row import row
from rutas.answers.table import Column, Table
from rutas.locale import has, language, say
from rutas.prose.facts import named, need
from rutas.prose.record import find_step, numbers, step_record
from rutas.quantity import Quantity, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rutas.model import Route, Step

__all__ = ["Field", "step_fields", "step_tables"]

_NOT_FIELDS = {"rutas", "route", "evidence", "number", "id", "name", "question"}


@row
class Field:
    """A field of a step.

    Attributes
    ----------
    key
        As the file has it.
    label, value
        As people read it.
    source
        Where the value comes from; null where nothing is said of it.
    """

    key: str
    label: str
    value: str
    source: str | None


def step_fields(route: Route, name: str) -> list[Field]:
    """Return a step as rows, in the language that is spoken.

    Raises
    ------
    UsageError
        If the route has no such step; the message names the nearest.

    Examples
    --------
    >>> import rutas
    >>> rows = step_fields(rutas.load("routes")["0-4"], "inscripcion")
    >>> next(field.value for field in rows if field.key == "actor")
    'Registro del Estado Civil'
    """
    step, record = find_step(route, name), step_record(route, name)
    return [
        Field(
            key=key,
            label=_label(key),
            value=_value(route, step, key, value),
            source=_source(record.get("evidence", {}).get(key)),
        )
        for key, value in record.items()
        if key not in _NOT_FIELDS and value != []
    ]


_COLUMNS = (
    Column("label", style="bold", whole=True),
    Column("key", style="cyan", whole=True),
    Column("value"),
    Column("source"),
)


@row
class Given:
    """A field of a step as the file has it.

    Attributes
    ----------
    key, value
        The field's name, and what it is given, on a line.
    source
        Where the value comes from; null where nothing is said of it.
    """

    key: str
    value: str
    source: str | None


def step_tables(route: Route, name: str) -> Iterator[Table]:
    """Show a step in full; a spreadsheet gets its fields as the file has them.

    Raises
    ------
    UsageError
        If the route has no such step; the message names the nearest.
    """
    record = step_record(route, name)
    sources = record.get("evidence", {})
    given = [
        Given(key=key, value=_line(value), source=sources.get(key))
        for key, value in record.items()
        if key not in {"rutas", "route", "evidence"}
    ]
    title = f"{route.name} · {_step(route, name)} ({name})"
    yield Table(Given, given, _COLUMNS, title=title, shown=step_fields(route, name))


def _line(value: Any) -> str:
    """Write a value of a file on a line."""
    if isinstance(value, dict) and len(value) == 1 and value.keys() <= {"any", "to"}:
        return _line(next(iter(value.values())))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_line(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "; ".join(map(_line, value))
    return str(value)


def _label(key: str) -> str:
    own = f"outline.field-{key}"
    return say(own if has(own) else f"schema.Step.{key}").partition(" | ")[0]


def _source(told: str | dict[str, str] | None) -> str | None:
    if isinstance(told, dict):
        kind = "proxy" if "proxy" in told else "norm"
        return say(f"outline.{kind}", **told)
    return say("outline.estimate") if told == "estimate" else told


def _value(route: Route, step: Step, key: str, value: Any) -> str:
    if key in _WRITERS:
        return _WRITERS[key](route, step)
    if key == "previous":
        return "; ".join(_step(route, name) for name in value)
    given = getattr(step, f"{key}_" if key == "from" else key, value)
    return given.wording(language()) if isinstance(given, Quantity) else str(given)


def _named(kind: str) -> Callable[[Route, Step], str]:
    def write(route: Route, step: Step) -> str:
        entries = getattr(route.catalogue, f"{kind}s")
        return "; ".join(named(entries, getattr(step, kind), language()))

    return write


def _repeat(_: Route, step: Step) -> str:
    if step.repeat is None:
        return "–"
    times, every = step.repeat.times.label(language()), step.repeat.every.label(language())
    return say("outline.repeat", times=times, every=every)


def _next(route: Route, step: Step) -> str:
    said = []
    for link, share in zip(step.links, step.shares, strict=True):
        words = f"{link.when.to(language())}: " if link.when else ""
        words += _step(route, link.to)
        if not step.parallel and len(step.links) > 1:
            words += f" {percent(share)}"
        said.append(words)
    steps = "; ".join(said)
    return say("outline.together", steps=steps) if step.parallel else steps


def _step(route: Route, name: str) -> str:
    return f"{numbers(route)[name]}. {route.steps[name].title.to(language())}"


def _outcome(route: Route, step: Step) -> str:
    outcome = route.outcomes.get(step.outcome or "")
    return outcome.name.to(language()) if outcome else str(step.outcome)


_WRITERS: dict[str, Callable[[Route, Step], str]] = {
    "stage": lambda route, step: route.stage_of[step.id].name.to(language()),
    "actor": _named("actor"),
    "channel": _named("channel"),
    "service": _named("service"),
    "involvement": lambda _, step: say(f"outline.involvement-{step.involvement}"),
    "requires": lambda route, step: "; ".join(
        need(route, one, language()) for one in step.requires
    ),
    "produces": lambda route, step: "; ".join(
        named(route.catalogue.documents, step.produces, language())
    ),
    "law": lambda route, step: "; ".join(
        str(route.catalogue.sources[one].title) if one in route.catalogue.sources else one
        for one in step.law
    ),
    "critical": lambda _, step: step.critical.to(language()) if step.critical else "–",
    "narrative": lambda _, step: " ".join(
        step.narrative.to(language()).split() if step.narrative else ()
    ),
    "repeat": _repeat,
    "join": lambda _, step: say(f"outline.join-{step.join}"),
    "next": _next,
    "outcome": _outcome,
    "allow": lambda _, step: "; ".join(f"{code}: {why}" for code, why in step.allow.items()),
}
