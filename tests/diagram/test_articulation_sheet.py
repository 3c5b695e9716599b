"""The sheet of joint work: handovers in one place or not, actions, before and after."""

from __future__ import annotations

import pytest

from rutas.analysis import analyse
from rutas.diagram.kinds import KINDS
from rutas.improve.effects import effects
from rutas.improve.local import local as in_territory
from rutas.improve.local import settled
from rutas.improve.meetings import meetings
from tests.diagram.canvas_checks import legend, texts
from tests.diagram.kind_cases import REAL, SEEDS, request
from tests.diagram.local_worlds import any_territory, drawn_local, villeta


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_example_is_clean_on_every_paper(book, paper, theme):
    lang = "en" if theme == "grey" else "es"
    local = villeta(book, "0-4")
    assert drawn_local("articulation", local, request(paper, theme, lang=lang))[1] == []


@pytest.mark.parametrize("seed", SEEDS[:10])  # each is analysed anew
def test_any_territory_is_clean(book, seed):
    assert any_territory("articulation", book, seed) == []


def test_every_handover_and_every_action_has_its_row(book):
    local = villeta(book, "0-4")
    sheets = KINDS["articulation"].draw(local, request("a4"))
    rows = [node.id for sheet in sheets for node in sheet.canvas.nodes]
    there = in_territory(local.route, local.territory)
    there = settled(there, effects(there, local.territory, local.on)).route
    pairs = meetings(analyse(there), local.territory)
    assert sorted(key for key in rows if key.startswith("handover-")) == sorted(
        f"handover-{one.giver}--{one.receiver}" for one in pairs
    )
    assert [key for key in rows if key.startswith("action-")] == [
        "action-registro-en-hospital", "action-libros",
    ]  # fmt: skip
    assert {"horizontal", "vertical", "same", "apart"} <= legend(sheets[0].canvas)
    words = " ".join(texts(sheets[0].canvas))
    assert "31/03/2027" in words
    assert "Acta 4/2026" in words
