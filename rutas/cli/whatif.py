"""Say the route's figures before and after a change, and which points appear or vanish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.asking import figures_of, question_options, working
from rutas.cli.command import Command, Option
from rutas.cli.opening import StepName, open_route, route_argument
from rutas.cli.table import Column, print_rows
from rutas.locale import has, number, say
from rutas.quantity import figure, percent, short_span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rutas.model import Route

__all__ = ["command", "read_changes", "run"]

_ALWAYS = ("completion", "lost", "journey_days.mean", "throughput")
_SHARES = {
    "completion", "lost", "outcomes", "coverage", "reach", "loss", "completion_from", "knockout",
    "time_share", "on_critical_path", "on_time", "utilisation",
}  # fmt: skip
_DAYS = {"journey_days", "slack_days"}
_STEP_FIGURES = ("loss", "utilisation", "on_time", "on_critical_path")
_VISIBLE = 0.005  # half a point in a hundred
_PART = 0.01  # of what it was, for what is no share
_MOST = 10


def run(
    route: str, set_: Sequence[str] = (), close: Sequence[str] = (), profile: str | None = None,
    book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print what would happen."""
    from rutas.answers import whatif_document
    from rutas.compare.whatif import whatif
    from rutas.errors import UsageError

    changes = read_changes(set_)
    if not changes and not close and profile is None:
        raise UsageError(say("cli.no-change"))
    with working():
        opened = open_route(route, book)
        title = ""
        changed = figures_of(opened, profile)
        if profile is not None and not changes and not close:
            # a population alone is the change that is asked about: it is a change set too
            found = whatif(opened, opened.profiles[profile].set)
            title = f"{opened.name}: {opened.profiles[profile].name}"
        else:
            opened = changed
            found = whatif(opened, changes, close=close)
        document = whatif_document(found)
    rows: list[dict[str, Any]] = [
        {"figure": name, "before": one.before, "after": one.after, "difference": one.difference}
        for name, one in found.totals.items()
    ]
    rows += [
        {"figure": f"{step['id']}.{name}", **step[name]}
        for step in document["steps"]
        for name in _STEP_FIGURES
        if name in step
    ]
    if format in {"table", "md"}:
        rows = [_said(opened, row) for row in _worth(opened, rows)]
    print_rows(
        rows, _COLUMNS, format, document=document, title=title or _title(opened, document),
        notes=_notes(opened, document),
    )  # fmt: skip
    return 0


def read_changes(words: Sequence[str]) -> dict[str, object]:
    """Read ``STEP.FIELD=VALUE`` as a change set.

    Raises
    ------
    UsageError
        If a word has no ``=``.

    Examples
    --------
    >>> read_changes(["inscripcion.wait=2d"])
    {'inscripcion.wait': '2d'}
    """
    from rutas.errors import UsageError

    changes: dict[str, object] = {}
    for word in words:
        path, equals, value = word.partition("=")
        if not equals or not path.strip() or not value.strip():
            raise UsageError(say("cli.bad-set", given=word))
        changes[path.strip()] = value.strip()
    return changes


def _title(route: Route, document: Mapping[str, Any]) -> str:
    from rutas.prose.quantities import quantity_name

    said = [
        f"{quantity_name(route, path)} = {value}" for path, value in document["changes"].items()
    ]
    said += [say("cli.closed", step=route.steps[step].title) for step in document["closed"]]
    return f"{route.name}: {'; '.join(said)}"


def _worth(route: Route, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the figures worth a line: the main ones, and those that change most and visibly."""
    whole, steps = [], []
    for row in rows:
        if row["figure"].partition(".")[0] in route.steps:
            steps += [row] if abs(row["difference"] or 0.0) >= _VISIBLE else []
        elif row["figure"] in _ALWAYS or _visible(row):
            whole.append(row)
    steps.sort(key=lambda row: -abs(row["difference"]))
    return [*whole, *steps[:_MOST]]


def _visible(row: Mapping[str, Any]) -> bool:
    """Tell whether a figure of the whole route changes so much that somebody would see it."""
    change, before = (abs(float(row[key] or 0.0)) for key in ("difference", "before"))
    if str(row["figure"]).partition(".")[0] in _SHARES:
        return change >= _VISIBLE
    return change > 0 and change >= _PART * before


def _said(route: Route, row: Mapping[str, Any]) -> dict[str, str]:
    """Write a row's figures as people read them."""
    name = str(row["figure"])
    head, _, tail = name.partition(".")
    measure = tail if head in route.steps else head
    write = percent if measure in _SHARES else short_span if measure in _DAYS else figure
    return {
        "figure": _name(route, head, tail),
        "before": write(row["before"]),
        "after": write(row["after"]),
        "difference": _signed(row["difference"], write),
    }


def _signed(difference: float | None, write: Callable[[Any], str]) -> str:
    """Write a difference; that of two shares is in points, for it is no share of anything."""
    if difference is None:
        return write(None)
    sign = "+" if difference > 0 else ""
    if write is not percent or difference == 0:
        return sign + (write(difference) if difference else "0")
    return sign + say("cli.points", n=number(100 * difference, 1))


def _name(route: Route, head: str, tail: str) -> str:
    if head in route.steps:
        return f"{route.steps[head].title}: {say(f'cli.figure-{tail}')}"
    if has(f"cli.figure-{head}-{tail}"):
        return say(f"cli.figure-{head}-{tail}")
    known: dict[str, Mapping[str, Any]] = {
        "coverage": route.catalogue.services,
        "outcomes": route.outcomes,
    }
    names = known.get(head, {})
    shown = str(names[tail].name) if tail in names else tail
    if head == "handovers":
        shown = say(f"cli.handover-{tail}")
    return f"{say(f'cli.figure-{head}')}: {shown}" if tail else say(f"cli.figure-{head}")


def _notes(route: Route, document: Mapping[str, Any]) -> list[str]:
    return [
        say(f"cli.points-{change}", steps="; ".join(
            str(route.steps[point["step"]].title) for point in document[change]
        ))
        for change in ("appear", "vanish")
        if document[change]
    ]  # fmt: skip


_COLUMNS = (
    Column("figure", heading="figure"),
    Column("before", align="right"),
    Column("after", align="right"),
    Column("difference", align="right", style="bold"),
)

command = Command(
    "whatif",
    run,
    [
        route_argument(),
        Option(
            "--set", "set_", metavar="STEP.FIELD=VALUE", multiple=True, type=StepName(after=".")
        ),
        Option("--close", metavar="STEP", multiple=True, type=StepName()),
        *question_options(),
    ],
)
