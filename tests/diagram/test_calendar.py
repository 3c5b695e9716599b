"""The calendar: what is due at which age, on a ruler that never goes back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.diagram.calendar.ruler import label, ruler, tags
from rutas.diagram.request import Mark
from rutas.paper.canvas import Shape
from tests.diagram.canvas_checks import box, legend, texts
from tests.diagram.kind_cases import REAL, SEEDS, any_route, bare, drawn, real, request

MONTH = 30.4375


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_real_routes_are_clean_on_every_paper(book, paper, theme):
    assert real("calendar", book, paper, theme) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_route_is_clean(seed):
    assert any_route("calendar", seed) == []


@given(st.lists(st.floats(-280, 6500), min_size=1, max_size=60))
def test_the_ruler_holds_every_age_in_its_order(ages):
    axis = ruler(ages)
    assert axis.marks[0] <= min(ages) + 1e-6
    assert axis.marks[-1] >= max(ages) - 1e-6
    assert all(one < two for one, two in pairwise(axis.marks))
    assert sum(axis.shares) == pytest.approx(1)
    places = [axis.at(age) for age in sorted(ages)]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (0, "nace"),
        (8, "8 d"),
        (2 * MONTH, "2 m"),
        (365.25, "1 año"),
        (-6 * MONTH, "−6 m"),
        (30 * MONTH, "2 a 6 m"),
    ],
)
def test_ages_are_written_as_people_say_them(age, words):
    assert label(age, known=True, lang="es").replace("\u00a0", " ") == words


def dated(**fields):
    steps = [
        {"id": "a", "name": "A", "channel": "c", "next": "b", **fields},
        {"id": "b", "name": "B", "channel": "c", "outcome": "bien"},
    ]
    return bare(
        ways_in={"to": "a", "at": "0 d"},
        stages=[{"id": "e", "name": "Etapa", "steps": steps}],
        catalogue={"channels": {"c": {"name": "Casa", "kind": "home-visit"}}},
    )


@pytest.mark.parametrize(
    ("fields", "signs"),
    [
        ({"wait": "3 d"}, set()),
        ({"from": "2 mo"}, {"opens"}),
        ({"by": "4 mo"}, {"due"}),
        ({"from": "2 mo", "by": "4 mo"}, {"opens", "due", "window"}),
        ({"from": "4 mo", "by": "2 mo"}, {"opens", "due", "conflict"}),
        ({"within": "20 d"}, {"within"}),
        ({"repeat": {"times": 3, "every": "2 mo"}}, {"visit"}),
    ],
)
def test_the_legend_is_what_the_route_needs(fields, signs):
    (sheet,), found = drawn("calendar", [dated(**fields)], request("a4"))
    assert found == []
    assert legend(sheet.canvas) - {"stretched"} == signs | {"expected"}


def test_a_window_lies_between_its_ages():
    asked = request("a4")
    spans = {}
    for name, fields in (
        ("early", {"from": "1 mo", "by": "3 mo"}),
        ("late", {"from": "6 mo", "by": "10 mo"}),
    ):
        route = dated(**fields)
        (sheet,), _ = drawn("calendar", [route], asked)
        shapes = [s for s in sheet.canvas.shapes if isinstance(s, Shape) and s.owner == "step-a"]
        grounds = [box(s) for s in shapes if s.pen.fill == asked.theme.ground(asked.theme.other)]
        assert len(grounds) == 1
        spans[name] = grounds[0]
    assert spans["early"].left < spans["late"].left


def test_sheets_are_filled_evenly(book):
    for route in book.values():
        sheets, _ = drawn("calendar", [route], request("a4-landscape"))
        rows = [len(sheet.canvas.nodes) for sheet in sheets]
        assert len(sheets) == 1 or min(rows) > 0.6 * max(rows), rows


def test_marks_and_changes_are_shown(book):
    route = book["0-4"]
    steps = [s for s in route.steps.values() if s.channel and not s.critical]
    changes = {steps[0].id: "added", steps[1].id: "removed", steps[2].id: "changed"}
    asked = request(marks={steps[3].id: Mark("Se pierde", "40 %")}, changes=changes)
    (sheet,), found = drawn("calendar", [route], asked)
    assert found == []
    assert {"critical", *changes.values()} <= legend(sheet.canvas)
    node = next(n for n in sheet.canvas.nodes if n.id == f"step-{steps[3].id}")
    assert "critical" in node.classes
    for step, sign in zip(steps, "+–≠", strict=False):
        owned = [s for s in sheet.canvas.shapes if s.owner == f"step-{step.id}"]
        assert sign in [getattr(s, "text", "") for s in owned]


def waiting(*waits):
    steps = [
        {"id": f"p{n}", "name": f"Paso {n}", "wait": wait, "next": f"p{n + 1}"}
        for n, wait in enumerate(waits)
    ]
    steps.append({"id": f"p{len(waits)}", "name": "Fin", "outcome": "bien"})
    return bare(stages=[{"id": "e", "name": "Etapa", "steps": steps}])


def test_without_ages_the_days_since_entry_are_counted():
    (sheet,), found = drawn("calendar", [waiting("3 d", "9 d")], request("a4"))
    assert found == []
    assert not any("nace" in text for text in texts(sheet.canvas))
    assert drawn("calendar", [waiting("1 d")], request("a4"))[1] == []


@pytest.mark.parametrize("paper", ["a5", "a4", "a3-landscape"])
def test_a_route_without_times_says_why_it_has_no_calendar(paper):
    (sheet,), found = drawn("calendar", [bare(5)], request(paper))
    assert found == []
    assert sheet.canvas.nodes == []
    words = " ".join(texts(sheet.canvas))
    assert "No hay calendario: la ruta no dice ninguna edad ni ningún tiempo" in words


def test_every_age_at_which_something_starts_or_ends_stands_over_the_ruler():
    ages = {
        "1 d": "1 d",
        "6 d": "6 d",
        "7 d": "7 d",
        "3 mo": "3 m",
        "4 mo": "4 m",
        "58 mo": "4 a 10 m",
    }
    steps = [
        {
            "id": f"p{n}",
            "name": "Paso",
            "channel": "c",
            ("from", "by")[n % 2]: age,
            "next": f"p{n + 1}",
        }
        for n, age in enumerate(ages)
    ]
    steps.append(
        {"id": f"p{len(ages)}", "name": "Fin", "channel": "c", "by": "5 y", "outcome": "bien"}
    )
    route = bare(
        stages=[{"id": "e", "name": "Etapa", "steps": steps}],
        catalogue={"channels": {"c": {"name": "Casa", "kind": "home-visit"}}},
    )
    for paper in ("a4", "a5", "a3-landscape"):
        (sheet,), found = drawn("calendar", [route], request(paper))
        assert found == []
        assert {*ages.values(), "5 años"} <= set(texts(sheet.canvas)), paper


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(5, 60)), max_size=25, unique_by=lambda one: one[0]
    )
)
def test_words_over_an_axis_cover_neither_each_other_nor_a_line(places):
    places.sort()
    end = 300
    found = tags(places, end)
    boxes = [
        (tag.left, tag.left + wide, tag.row) for tag, (_, wide) in zip(found, places, strict=True)
    ]
    for number, (left, right, row) in enumerate(boxes):
        assert row or right <= end
        for other, (x, _) in enumerate(places):
            start, stop, level = boxes[other]
            if other == number:
                continue
            assert level != row or stop <= left or right <= start
            assert level <= row or not left < x < right


def test_the_ruler_says_where_a_part_is_wider_than_a_longer_one():
    (sheet,), found = drawn("calendar", [dated(**{"from": "3 d", "by": "2 y"})], request("a4"))
    assert found == []
    axis = ruler([0, 3, 3, 3, 731])
    assert any(axis.stretched)
    assert "stretched" in legend(sheet.canvas)
    thick = [s for s in sheet.canvas.shapes if isinstance(s, Shape) and s.pen.width == 2.6]
    assert thick
    assert not any(ruler([0, 365]).stretched)
