"""Papers: their exact sizes, in letters of any size, and what is known where one is not."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from rutas.diagram import draw
from rutas.errors import UsageError
from rutas.paper.sizes import PAPERS, POSTERS, paper
from tests.diagram.kind_cases import bare

OFFICE = {"letter": (215.9, 279.4), "oficio": (216, 330), "a4": (210, 297)}


@pytest.mark.parametrize("name", OFFICE)
def test_an_office_paper_has_its_exact_size_and_the_type_of_a4(name: str) -> None:
    drawing = draw(bare(3), "flow", name.upper())
    box = PdfReader(io.BytesIO(drawing.pdf())).pages[0].mediabox
    size = tuple(float(side) * 25.4 / 72 for side in (box.width, box.height))
    assert size == pytest.approx(OFFICE[name], abs=0.01)
    assert drawing.name("pdf") == f"ruta-flow-{name}.pdf"
    assert PAPERS[f"{name}-landscape"].scale == 1.0


def test_an_unknown_paper_is_told_with_all_that_there_are() -> None:
    with pytest.raises(UsageError) as told:
        draw(bare(), "flow", "carta")
    assert all(name in str(told.value) for name in (*PAPERS, *POSTERS))


def test_the_unit_of_a_sheet_is_a_point_on_a4_and_grows_with_its_scale() -> None:
    assert paper("a4").printable.left == 20
    a1 = paper("a1")
    assert a1.printable.right * a1.scale == pytest.approx(a1.width - a1.margin)
