"""What a sheet says by its inks it says without them too: what changed, and kinds of cards and lines."""

from __future__ import annotations

import re

import rutas
from rutas.paper.palette import theme
from tests.diagram.drawn import draw
from tests.diagram.drawn import pictures as seen
from tests.diagram.witness import Picture


def test_before_and_after_are_told_without_colour(book: rutas.Book) -> None:
    changes = {"captacion": "changed", "plan-parto": "removed", "controles-prenatales": "added"}
    changes["captacion->control-prenatal"] = "removed"
    picture = Picture(draw(book["0-4"], changes=changes, theme="grey").svg())
    signs = {f.id: f.texts[-1] for f in picture.figures if set(f.classes) & set(changes.values())}
    assert signs == {
        "step-captacion": "≠",
        "step-plan-parto": "–",
        "step-controles-prenatales": "+",
    }
    assert {"added", "removed", "changed"} <= picture.legend
    line = picture.groups["link-captacion--control-prenatal"]
    assert line.find("{http://www.w3.org/2000/svg}path").get("stroke-dasharray")


def test_a_link_that_changed_is_told_in_the_legend_and_looks_like_no_way_back(
    book: rutas.Book,
) -> None:
    """Where nothing else of the sheet has changed, too."""
    for kind in ("flow", "lanes"):
        drawing = draw(book["0-4"], kind, changes={"tiene-certificado->inscripcion": "changed"})
        own = "link-tiene-certificado--inscripcion"
        told = [own in one.groups for one in seen(drawing)]
        assert [("changed" in one.legend) for one in seen(drawing)] == told, kind
        assert any(told)
    for name in ("colour", "grey", "high-contrast"):
        assert theme(name).changed != theme(name).returns


def test_in_grey_everything_is_still_told_apart(book: rutas.Book) -> None:
    """No two kinds of card or line differ in colour alone: width, dashes and signs differ too."""
    picture = Picture(draw(book["0-4"], theme="grey").svg(2))
    text = picture.text.split("</style>")[1]
    inks = {ink for ink in _inks(text) if not ink[1:3] == ink[3:5] == ink[5:7]}
    assert inks == set()
    strokes = {}
    for line in picture.lines:
        path = picture.groups[line.id].find("{http://www.w3.org/2000/svg}path")
        kind = next((c for c in ("return", "indirect") if c in line.classes), "flow")
        strokes[kind] = (path.get("stroke-width"), path.get("stroke-dasharray"))
    assert len(set(strokes.values())) == len(strokes) == 3


def _inks(text: str) -> set[str]:
    return set(re.findall(r"#[0-9a-f]{6}", text))
