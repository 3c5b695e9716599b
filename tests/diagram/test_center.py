"""The sheet of an integrated centre: what is drawn is what the routes say before and after."""

from __future__ import annotations

import pytest

from rutas.diagram import draw, draw_local
from rutas.diagram.kinds import KINDS
from rutas.errors import UsageError
from rutas.improve.bundle import Bundle
from rutas.improve.centre import Centre
from rutas.model.improvement import Improvement
from tests.diagram.canvas_checks import flaws, legend, texts
from tests.diagram.kind_cases import REAL, request

YEAR = 365.25


def centre(book, name="identidad", routes=None):
    return Centre(Bundle(book.improvements, (name,)), tuple(routes or book.values()))


@pytest.fixture(scope="module")
def identity(book):
    return centre(book)


def test_its_lines_are_the_handovers_of_the_routes(identity):
    """Tomorrow: every handover that the analysis of the routes counts with the centre at one end."""
    expected: dict[tuple[str, str, str], float] = {}
    for found in identity.after:
        entering = YEAR * found.route.demand.mean
        for one in found.interactions.handovers:
            if identity.actor in {one.source, one.target}:
                key = one.source, one.target, one.kind
                expected[key] = expected.get(key, 0.0) + entering * one.expected
    drawn = {
        (one.source, one.target, kind): people
        for one in identity.tomorrow
        for kind, people in one.kinds.items()
    }
    assert drawn == pytest.approx(expected)
    assert {step.id for _, step in identity.moved} == {"cedula"}
    assert all(step.actor[0] == "identificaciones" for _, step in identity.moved)
    assert any("identificaciones" in (one.source, one.target) for one in identity.today)


def test_today_is_grey_thin_and_dashed_and_tomorrow_black(book, identity):
    (sheet,) = KINDS["center"].draw(identity, request())
    pens = {edge.id: edge.pen for edge in sheet.canvas.edges}
    theme = request().theme
    for edge, pen in pens.items():
        today = edge.startswith("today-")
        assert (pen.dash is not None) == today
        assert pen.stroke == (theme.rule if today else theme.text)
    thick = min(pen.width for edge, pen in pens.items() if edge.startswith("tomorrow-"))
    assert max(pen.width for edge, pen in pens.items() if edge.startswith("today-")) < thick
    assert {e for e in pens if e.startswith("tomorrow-")} == {
        f"tomorrow-{one.source}--{one.target}" for one in identity.tomorrow
    }
    words = " ".join(texts(sheet.canvas))
    assert "Inscripción del nacimiento" in words  # what it offers
    assert words.count("1 puerta para") == 2  # one office today, the centre tomorrow
    assert "Obtención de la primera cédula" in words  # what nobody goes elsewhere for
    assert {"today", "tomorrow", "guest", "kind-self"} <= legend(sheet.canvas)


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_it_is_clean_on_every_paper(identity, paper, theme):
    asked = request(paper, theme, lang="en" if theme == "grey" else "es")
    sheets = KINDS["center"].draw(identity, asked)
    assert len(sheets) == 1
    assert flaws(sheets, asked) == []


def test_where_nobody_says_how_many_enter_people_are_of_a_hundred(book):
    routes = [route.model_copy(update={"demand": None}) for route in book.values()]
    (sheet,) = KINDS["center"].draw(centre(book, routes=routes), request())
    words = " ".join(texts(sheet.canvas))
    assert "de cada cien que entran" in words
    assert "–" in words  # who completes a year is unknown


def test_rows_without_room_are_counted(book, identity):
    (whole,) = KINDS["center"].draw(identity, request("a3-landscape"))
    (small,) = KINDS["center"].draw(identity, request("a5-landscape"))

    def told(sheet):
        shown = sum(node.id.startswith("moved-") for node in sheet.canvas.nodes)
        return shown, [text for text in texts(sheet.canvas) if text.startswith("Y ")]

    assert told(whole) == (len(identity.moved), [])
    shown, more = told(small)
    assert more == [f"Y {len(identity.moved) - shown} pasos más."]


def test_what_proposes_no_centre_is_told(book):
    own = {"0-4": {"set": {"inscripcion.wait": "1 d"}}}
    elsewhere = Improvement(name="M", responsible="mtess", routes=own)
    nowhere = Centre(Bundle({"m": elsewhere}, ("m",)), (book["0-4"],))
    with pytest.raises(UsageError, match="no propone un centro"):
        draw_local(nowhere, "center")
    with pytest.raises(UsageError, match="--improve"):
        draw(book["0-4"], "center")
    with pytest.raises(UsageError, match="Cambian: 0-4"):
        draw_local(centre(book, "registro-en-hospital", [book["5-13"]]), "center")


def test_its_file_is_called_by_the_improvement(identity):
    assert draw_local(identity, "center").name("pdf") == "identidad-center-a3-landscape.pdf"
