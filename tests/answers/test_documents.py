"""Every answer is written as its schema says, and holds nothing but plain values."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, get_args

import jsonschema
import pytest

from rutas.analysis.whole import Analysis
from rutas.answers import (
    DOCUMENTS,
    NAMES,
    actors,
    atlas,
    board,
    book,
    check,
    critical,
    diff,
    explain,
    find_question,
    guide,
    improvements,
    itinerary,
    plan,
    progress,
    readiness,
    report,
    schema,
    sessions,
    simulate,
    staff,
    steps,
)
from rutas.answers.json_schema import explained
from rutas.answers.pages import page
from rutas.answers.row import document
from rutas.atlas import Asked as Wanted
from rutas.atlas import District, of_book, processes
from rutas.atlas import atlas as measured
from rutas.book import Book, load
from rutas.compare.diff import Diff, Version
from rutas.errors import Problem, UsageError
from rutas.model import HANDOVERS, LEVELS, REASONS, Text, apply
from rutas.model.evidence import Basis
from rutas.model.improvement import Improvement
from rutas.quantity import in_every
from rutas.rules import Report
from rutas.rules.engine.examine import Silenced
from rutas.simulation.district import Asked, district
from rutas.simulation.staff import staff as search
from rutas.simulation.targets import read_target
from tests.answers.routes import dead, endless, full
from tests.boards.assessed import assessed_book
from tests.boards.rolled_out import rolled_out
from tests.simulation.tandem import Plays, tandem

if TYPE_CHECKING:
    from rutas.itinerary.result import Family
    from rutas.model import Route
    from rutas.model.territory import Territory

ROOT = Path(__file__).parents[2]
WRONG = Problem("ruta.yaml", 3, 7, "R064", "No se dice.", step="a", story=("a", "b"))


def asked(route: Route) -> dict[str, dict[str, Any]]:
    """Ask everything that there is, as the command line would."""
    found = Analysis(route, journeys=500, draws=50)
    steps_ = list(route.steps)
    first, last = steps_[0], steps_[-1]
    told: dict[str, dict[str, Any]] = {
        "path": {"target": last},
        "whatif": {"set_": [f"{first}.wait=1 d"], "close": [first]},
    }
    answers = {name: find_question(name).answer(found, **told.get(name, {})) for name in NAMES}
    answers["report"] = report(found)
    written = {name: document(one, route=route.id) for name, one in answers.items()}
    holder = Book(Path("libro"), route.catalogue, route.criteria, {route.id: route}, {})
    others = {
        "list": book.answer(holder),
        "check": check.answer(Report((WRONG,), (Silenced(WRONG, "Se acuerda."),), {"ruta": None})),
        "check-missing": check.completeness([full()]),
        "explain": explain.answer("R001"),
        "explain-all": explain.answer_all(),
        **compared(),
        "improvements-ranked": improvements.answer(
            {route.id: route},
            {"m": Improvement(name="M", routes={route.id: {"set": {f"{first}.wait": "1 d"}}})},
            choose=1 if route.demand else None,
        ),
        **there(),
    }
    return written | {name: document(one) for name, one in others.items()}


def there() -> dict[str, Any]:
    """Ask everything about the territories of the book."""
    library, moment = load("routes"), datetime(2026, 11, 30)  # noqa: DTZ001  (a reader's own time)
    villeta, route = library.territories["villeta"], library["0-4"]
    return {
        "guide": guide.answer(villeta, library, moment, near="tacuruty"),
        "guide-all": guide.summaries(library, moment.date()),
        "readiness": readiness.answer(villeta, moment.date(), route),
        "plan": plan.answer(villeta, moment.date(), route),
        "itinerary": itinerary.answer(route, villeta, family(route, villeta), moment.date())[0],
        "sessions": sessions.answer(library, moment.date()),
        "atlas": districts(library, moment.date()),
        "simulate": played(),
        "staff": staffed(),
        **at_the_table(moment.date()),
    }


def districts(library: Book, on: date) -> Any:
    """Measure the book's territories, and one that fails."""
    lost = District("nadie", Text("Nadie"), example=False, territory="nadie")
    there, pool = [*of_book(library)[-1:], lost], processes(1)
    wanted = Wanted(("0-4",), "critical", on)
    return atlas.answer(measured(library, there, wanted, executor=pool), wanted, of=len(there) + 1)


@cache
def played() -> Any:
    """Play a district for a year, with a change and a shock."""
    route = full()
    shocks = (f"{route.id}: +50 % demand in may",)
    asked = Asked(
        (apply(route, {"demand": "2 per day"}),), date(2027, 1, 1), years=1, most=2, shocks=shocks
    )
    return simulate.answer(district(asked))


def staffed() -> Any:
    """Ask how many places it takes, of what can be reached."""
    setting = tandem("2 per day")
    return staff.answer(search(setting, [read_target("p0.wait.p90<=3d", setting)], Plays(2)))


def family(route: Route, territory: Territory) -> Family:
    """Return a family that goes through a route."""
    born = date(2026, 12, 2)
    return itinerary.family_of(route, territory, home="tacuruty", born=born, start=born)


def at_the_table(on: date) -> dict[str, Any]:
    """Ask everything about a board that assessed itself."""
    with TemporaryDirectory() as folder:
        assessed = load(assessed_book(Path(folder) / "libro"))
        return {
            "board": board.answer(assessed, "distrito", on),
            "board-compare": board.compare(assessed, []),
            "progress": progress.answer(load(rolled_out(Path(folder) / "otro")), on),
        }


def compared() -> dict[str, Any]:
    """Ask what changes between two versions of a route, and of several."""
    route = full()
    holder = Book(Path("libro"), route.catalogue, route.criteria, {route.id: route}, {})
    later = apply(route, {f"{next(iter(route.steps))}.wait": "9 d"})
    old, new = Version("a", holder, route), Version("b", holder, later)
    told = diff.answer(Diff(old, new))
    return {"diff": told, "diff-all": diff.answer_all([told, diff.lone(new, "added")])}


@pytest.mark.parametrize("make", [full, dead, endless])
def test_every_document_keeps_to_its_schema(make: Any) -> None:
    found = asked(make())
    assert set(found) == set(DOCUMENTS)
    for name, written in found.items():
        shape = schema(name)
        jsonschema.Draft202012Validator.check_schema(shape)
        jsonschema.validate(written, shape)
        assert json.loads(json.dumps(written, allow_nan=False)) == written


def test_a_schema_forbids_what_it_does_not_name() -> None:
    written = asked(full())["critical"]
    written["points"][0]["more"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, schema("critical"))


def test_the_steps_document_is_that_of_the_contract() -> None:
    written = asked(full())["steps"]
    assert list(written) == ["rutas", "route", "method", "totals", "coverage", "steps", "weighted"]
    assert list(written["totals"]) == [
        "completion", "journey_days", "throughput", "bottleneck", "independent_paths", "handovers",
        "outcomes", "lost",
    ]  # fmt: skip
    assert list(written["totals"]["handovers"]) == list(HANDOVERS)
    assert list(written["steps"][0]) == [
        "id", "name", "stage", "actor", "actors", "channel", "channels", "visits", "reach", "loss",
        "completion_from", "knockout", "unavoidable", "sole_actor", "wait_days", "takes_days",
        "time_share", "on_critical_path", "slack_days", "on_time", "utilisation", "documents",
        "assumed", "error",
    ]  # fmt: skip
    assert 0 < written["steps"][0]["error"]["on_time"] < 0.1


def test_what_is_unknown_is_null_and_what_was_taken_for_it_is_said() -> None:
    row = steps.answer(Analysis(dead(), journeys=10, draws=0)).steps[0]
    assert row.utilisation is None
    assert row.assumed == ("wait = 0 d", "takes = 0 d")


def test_steps_and_points_can_be_selected() -> None:
    found = Analysis(full(), journeys=500, draws=50)
    assert [row.id for row in steps.answer(found, select={"b"}).steps] == ["b"]
    points = critical.answer(found).points
    assert len(critical.answer(found, top=1).points) == 1
    assert [one.step for one in critical.answer(found, reason={"declared"}).points] == ["b"]
    chosen = critical.answer(found, select={points[-1].step}).points
    assert [one.rank for one in chosen] == [len(points)]


def test_an_unknown_document_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="critical"):
        schema("critica")


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (critical.Reason, "reason", REASONS),
        (critical.Reason, "basis", get_args(Basis)),
        (actors.Handover, "kind", HANDOVERS),
        (actors.Actor, "level", LEVELS),
    ],
)
def test_an_answer_knows_the_words_of_the_format(row: Any, field: str, words: Any) -> None:
    shape = schema("actors" if row is not critical.Reason else "critical")["$defs"][row.__name__]
    choices = shape["properties"][field]
    assert tuple((choices.get("anyOf") or [choices])[0]["enum"]) == tuple(words)


def rows_of(kind: Any, seen: set[Any]) -> set[Any]:
    """Return all dataclasses that an answer is made of."""
    if is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        from typing import get_type_hints

        for hint in get_type_hints(kind).values():
            rows_of(hint, seen)
    for part in get_args(kind):
        rows_of(part, seen)
    return seen


@pytest.mark.parametrize("name", NAMES)
def test_every_attribute_of_an_answer_is_explained(name: str) -> None:
    for row in rows_of(find_question(name).type, set()):
        silent = {one.name for one in fields(row)} - set(explained(row))
        assert silent == set(), row


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_has_its_page(name: str, golden: Any) -> None:
    """If not: pytest tests/answers --renew, and read it."""
    golden(f"{name}.md", page(name), ROOT / "docs" / "answers")


def test_no_page_is_left_over() -> None:
    assert {path.stem for path in (ROOT / "docs" / "answers").glob("*.md")} == set(DOCUMENTS)


def test_every_question_is_a_row_and_every_row_a_question() -> None:
    folder = ROOT / "rutas" / "answers"
    files = {path.stem for path in folder.glob("*.py") if "QUESTION = " in path.read_text("utf-8")}
    assert files == set(NAMES)
    assert [find_question(name).name for name in NAMES] == list(NAMES)


def test_small_shares_are_told_in_bigger_crowds() -> None:
    assert in_every(0.0004) == (4, 10_000)
    assert in_every(0.999) == (100, 100)
