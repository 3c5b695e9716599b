"""In what state the points of a territory are, on paper."""

from __future__ import annotations

import pytest

from tests.diagram.kind_cases import REAL, SEEDS, request
from tests.diagram.local_worlds import any_territory, drawn_local, villeta


@pytest.mark.parametrize(("paper", "theme"), REAL)
@pytest.mark.parametrize("lang", ["es", "en", "gn"])
def test_the_example_is_clean_on_every_paper(book, paper, theme, lang):
    assert drawn_local("readiness", villeta(book), request(paper, theme, lang=lang))[1] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_territory_is_clean(book, seed):
    assert any_territory("readiness", book, seed) == []
