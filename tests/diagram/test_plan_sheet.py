"""The sheet of an improvement plan: its fixes as they are ranked, with what they add, cost and take."""

from __future__ import annotations

import pytest

from rutas.answers.plan import answer
from rutas.answers.territory import people_words
from rutas.diagram.kinds import KINDS
from rutas.paper.canvas import Shape
from tests.diagram.canvas_checks import box, texts
from tests.diagram.kind_cases import REAL, SEEDS, request
from tests.diagram.local_worlds import any_territory, drawn_local, villeta


@pytest.fixture(scope="module")
def plan(book):
    local = villeta(book, "0-4")
    return answer(local.territory, local.on, local.route)


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_example_is_clean_on_every_paper(book, paper, theme):
    lang = "en" if theme == "grey" else "es"
    local = villeta(book, "0-4")
    assert drawn_local("plan", local, request(paper, theme, lang=lang))[1] == []


@pytest.mark.parametrize("seed", SEEDS[:10])  # each is analysed anew
def test_any_territory_is_clean(book, seed):
    assert any_territory("plan", book, seed) == []


def test_fixes_stand_in_their_order_with_their_figures(book, plan):
    (sheet,) = KINDS["plan"].draw(villeta(book, "0-4"), request("a4"))
    fixes = [node.id for node in sheet.canvas.nodes if node.id.startswith("fix-")]
    assert fixes == [f"fix-{one.point}" for one in plan.fixes]
    words = " ".join(texts(sheet.canvas))
    for one in plan.fixes:
        assert people_words(one.people) in words
    for value in (plan.before.people, plan.after.services):
        assert people_words(value) in words
    assert "costo: no se sabe" in words


def test_bars_add_up_on_one_scale(book, plan):
    """Each bar begins where the one above it ended, and is as long as what its fix adds."""
    (sheet,) = KINDS["plan"].draw(villeta(book, "0-4"), request("a4"))
    room = None
    for one in plan.fixes:
        bars = [
            box(item) for item in sheet.canvas.shapes
            if isinstance(item, Shape) and item.owner == f"fix-{one.point}" and item.pen.fill == "#1a1a1a"
            and box(item).height == pytest.approx(9.0)
        ]  # fmt: skip
        assert len(bars) == (one.people > 0)
        for bar in bars:
            start = one.total.people - one.people
            if room is None:
                room = bar.left, bar.width / one.people
            assert bar.left == pytest.approx(room[0] + start * room[1])
            assert bar.width == pytest.approx(one.people * room[1])
