"""Tell a step in full, field by field, with the names that people know and where each figure comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.agreed import agreement_sentence
from rutas.answers.record import find_step, step_record
from rutas.answers.row import row
from rutas.answers.table import Column, Table
from rutas.answers.words import text
from rutas.locale import has, language, say
from rutas.prose.step import made_documents, named, need, numbered, series, share_words
from rutas.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rutas.model import Evidence, Route, Step

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
            source=_source(route, step.evidence.get(key)),
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


def step_tables(route: Route, name: str, doors: Sequence[str] = ()) -> Iterator[Table]:
    """Show a step in full; a spreadsheet gets its fields as the file has them.

    Parameters
    ----------
    route, name
        The route, and the step's id.
    doors
        Where and when it is attended, a line for each point, where a territory is known.

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
    title = f"{route.name} · {numbered(route, name, language())} ({name})"
    shown = step_fields(route, name)
    if doors:
        where = " ".join(doors)
        given.append(Given(key="doors", value=where, source=None))
        shown.append(Field(key="doors", label=say("cli.col-doors"), value=where, source=None))
    yield Table(Given, given, _COLUMNS, title=title, shown=shown)


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


def _source(route: Route, told: Evidence | None) -> str | None:
    """Say what a figure rests on: the title of a source, and how near what was measured is to it."""
    if told is None:
        return None
    if told.cites is None:
        return say("outline.estimate")
    entry = route.catalogue.sources.get(told.cites)
    title = entry.title.to(language()) if entry else told.cites
    proxy = told.proxy.to(language()) if told.proxy else ""
    return say(f"outline.{told.basis}", source=title, proxy=proxy)


def _value(route: Route, step: Step, key: str, value: Any) -> str:
    if key in _WRITERS:
        return _WRITERS[key](route, step)
    if key == "previous":
        return _previous(route, step, value)
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
    return series(step.repeat, language())


def _next(route: Route, step: Step) -> str:
    said = []
    for place, link in enumerate(step.links):
        words = f"{link.when.to(language())}: " if link.when else ""
        words += numbered(route, link.to, language())
        if not step.parallel:
            words += share_words(step.shares[place], step.links, place, language())
        said.append(words + (say("outline.urgent-link") if link.urgent else ""))
    steps = "; ".join(said)
    return say("outline.together", steps=steps) if step.parallel else steps


def _previous(route: Route, step: Step, names: Iterable[str]) -> str:
    """Name the steps that lead to a step, and by which exit, where it is no link."""
    said = []
    for name in names:
        before, words = route.steps[name], numbered(route, name, language())
        linked = any(link.to == step.id for link in before.links)
        exits = [exit_ for exit_, target in before.exits.items() if target == step.id]
        if not linked and exits:
            words = say("outline.from-exit", step=words, exit=say(f"outline.previous-{exits[0]}"))
        said.append(words)
    return "; ".join(said)


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
    "produces": lambda route, step: "; ".join(made_documents(route, step, language())),
    "custody": lambda route, step: "; ".join(
        named(route.catalogue.actors, [step.custody or ""], language())
    ),
    "late": lambda route, step: numbered(route, step.late or "", language()),
    "missing": lambda route, step: numbered(route, step.missing or "", language()),
    "urgent": lambda _, step: text(step.urgent),
    "sensitive": lambda _, step: text(step.sensitive),
    "law": lambda route, step: "; ".join(
        str(route.catalogue.sources[one].title) if one in route.catalogue.sources else one
        for one in step.law
    ),
    "critical": lambda _, step: step.critical.to(language()) if step.critical else "–",
    "narrative": lambda _, step: " ".join(
        step.narrative.to(language()).split() if step.narrative else ()
    ),
    "keywords": lambda _, step: step.keywords.to(language()) if step.keywords else "–",
    "repeat": _repeat,
    "join": lambda _, step: say(f"outline.join-{step.join}"),
    "next": _next,
    "outcome": _outcome,
    "agreements": lambda route, step: " ".join(
        agreement_sentence(route, one) for one in route.agreements_of(step.id)
    ),
    "allow": lambda _, step: "; ".join(f"{code}: {why}" for code, why in step.allow.items()),
}
