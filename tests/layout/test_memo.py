"""Lines that are kept while cards change size: as sound as new ones, and laid once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rutas.layout.geometry import Box, Cell, Wire
from rutas.layout.memo import Memo
from rutas.layout.place import flow, place_flow
from rutas.layout.routing import negotiate, route
from tests.layout.audit import flaws
from tests.layout.maker import material

HARD = {"slanted", "loose", "through", "inside", "together", "outside", "boxes", "hop"}


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many wires were laid each time that lines were really laid."""
    counts: list[int] = []
    really = negotiate.negotiate

    def counted(boxes, cells, wires, *rest):
        counts.append(len(wires))
        return really(boxes, cells, wires, *rest)

    monkeypatch.setattr(negotiate, "negotiate", counted)
    return counts


@pytest.mark.parametrize("seed", [300, 302, 304])
def test_kept_lines_are_as_sound_at_any_size(seed: int, laid: list[int]) -> None:
    found = material(seed, 20)
    cells = place_flow(found.stages, found.wires, columns=4, refined=False)
    known = Memo()
    for wider, higher in ((1.0, 1.0), (0.85, 1.1), (1.2, 2.0), (0.9, 1.3)):
        boxes = {
            name: replace(box, width=box.width * wider, height=box.height * higher)
            for name, box in found.boxes.items()
        }
        layout = route(boxes, cells, found.wires, memo=known)
        assert [f for f in flaws(layout, boxes, found.wires) if f.kind in HARD] == []
    assert len(laid) == 1


def test_lines_are_laid_anew_where_a_port_is_gone(laid: list[int]) -> None:
    """Cards that shrink until a side has only its middle port can't keep two lines there."""
    found = material(302, 30)
    cells = place_flow(found.stages, found.wires, columns=4, refined=False)
    known = Memo()
    for height in (90, 90, 24):
        boxes = {name: replace(box, height=height) for name, box in found.boxes.items()}
        layout = route(boxes, cells, found.wires, memo=known)
        assert [f for f in flaws(layout, boxes, found.wires) if f.kind in HARD] == []
    assert len(laid) == 2


def test_other_cells_are_other_lines(laid: list[int]) -> None:
    boxes = {name: Box(name, 60, 40) for name in "ab"}
    known = Memo()
    for column in (1, 2, 1):
        route(boxes, {"a": Cell(0, 0), "b": Cell(0, column)}, [Wire("1", "a", "b")], memo=known)
    assert len(laid) == 2


def test_a_place_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(flow, "_placed", lambda *key: asked.append(key) or {"a": Cell(0, 0)})
    known = Memo()
    for columns in (2, 2, 3):
        assert place_flow([["a"]], [], columns=columns, memo=known) == {"a": Cell(0, 0)}
    place_flow([["a"]], [], columns=2)
    assert [key[2] for key in asked] == [2, 3, 2], "without a memo nothing is remembered"
