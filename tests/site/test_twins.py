"""What the page works out on a phone is what Python works out, on the same cases and on random ones."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rutas.answers.row import plain
from rutas.hours import Schedule
from rutas.model.calendar import Calendar
from rutas.selection import select
from rutas.site.facets import FACETS, facets
from rutas.site.local import calendar_of, hours_of
from tests.hours.schedules import FIRST, schedules
from tests.site.scripts import Ask
from tests.site.twins import answer

CASES = Path(__file__).with_name("cases.json")

# every example is a list of many: none is made smaller
some = settings(
    max_examples=4, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
WORDS = st.text(st.characters(max_codepoint=0x24FF, exclude_categories=["Cs", "Cn"]), max_size=30)
CALENDAR = plain(
    calendar_of(
        Calendar.model_validate(
            {
                "holidays": {
                    "01-01": "Año Nuevo",
                    "03-01": "Héroes",
                    "easter-2": "Viernes Santo",
                    "12-08": "Caacupé",
                },
                "moved": {"2026-03-01": "2026-03-02"},
                "known_until": "2026-12-31",
            }
        ),
        "es",
    )
)


def cases() -> list[dict[str, Any]]:
    return json.loads(CASES.read_text(encoding="utf-8"))


def test_python_answers_the_cases(request: pytest.FixtureRequest) -> None:
    found = [
        {"call": one["call"], "gives": json.loads(json.dumps(answer(one["call"])))}
        for one in cases()
    ]
    if request.config.getoption("--renew"):
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
        CASES.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
    assert found == cases()


def test_the_page_answers_the_cases(ask: Ask) -> None:
    told = cases()
    assert len(told) > 100
    assert ask([one["call"] for one in told]) == [one["gives"] for one in told]


@some
@given(st.lists(schedules(), min_size=30, max_size=40), st.integers(0, 600))
def test_a_door_stands_the_same_at_any_hours(ask: Ask, written: list[Any], start: int) -> None:
    holidays = {"call": ["hours.holidayNames", [CALENDAR]]}
    calls = []
    for number, one in enumerate(written):
        lines = plain(hours_of(Schedule.read(one.lines)).lines)
        day = (FIRST + timedelta(days=start + 3 * number)).isoformat()
        calls += [
            ["hours.openOn", [lines, day, holidays]],
            [
                "hours.doorAt",
                [lines, day, 61 * number % 1440, CALENDAR, 15, 480 if number % 3 else None],
            ],
        ]
    assert ask(calls) == json.loads(json.dumps([answer(one) for one in calls]))


def test_any_length_of_time_reads_the_same(ask: Ask) -> None:
    words = {
        "d": ["# día", "# días"],
        "mo": ["# mes", "# meses"],
        "y": ["# año", "# años"],
        "point": ",",
    }
    calls = [["age.span", [days, words]] for days in range(7000)]
    assert ask(calls) == [answer(one) for one in calls]


@some
@given(st.lists(st.tuples(WORDS, WORDS), min_size=10, max_size=30), st.data())
def test_a_search_finds_the_same_in_any_texts(
    ask: Ask, texts: list[Any], data: st.DataObject
) -> None:
    entries = [{"name": text, "keywords": other, "text": text[::-1]} for text, other in texts]
    words = [word for one in entries for word in one["name"].split()] or ["a"]
    queries = [other for _, other in texts] + [
        data.draw(st.sampled_from(words))[:-1] for _ in range(9)
    ]
    calls = [["search.find", [{"call": ["search.indexOf", [entries]]}, query]] for query in queries]
    assert ask(calls) == [answer(one) for one in calls]


@pytest.mark.parametrize(
    "chosen",
    [
        {"actor": ["registro-civil"]},
        {"actor": ["registro-civil", "usf"], "is": ["parallel", "join"]},
        {"stage": ["crecimiento"], "channel": ["presencial"], "requires": ["libreta-salud"]},
        {"basis": ["norm"], "level": ["national", "district"]},
    ],
)
def test_the_filter_selects_what_the_selectors_do(
    ask: Ask, book: Any, chosen: dict[str, list[str]]
) -> None:
    route = book["0-4"]
    rows = [
        {"id": step, "facets": held, "text": step} for step, held in plain(facets(route)).items()
    ]
    terms = [""]
    for facet, values in chosen.items():
        terms = [f"{term},{facet}:{value}".lstrip(",") for term in terms for value in values]
    [shown, none] = ask(
        [["filter.filtered", [rows, {"text": text, "facets": chosen}]] for text in ("", "no such")]
    )
    assert [one["id"] for one in shown] == select(route, terms)
    assert none == []


def test_the_facets_are_the_attributes_of_the_selectors(book: Any) -> None:
    route = book["0-4"]
    for facet in FACETS:
        for value in {value for held in facets(route).values() for value in held.get(facet, ())} - {
            "critical"
        }:
            having = [step for step, held in facets(route).items() if value in held.get(facet, ())]
            term = value.replace(",", "?")  # a comma parts two terms
            assert having == select(route, [f'"{facet}:{term}"']), (facet, value)
