"""Amounts as people say them are taken apart in no time, however long."""

from __future__ import annotations

import time

import pytest

from rutas.quantity import Duration
from rutas.quantity.spoken import ends, in_figures, parts


@pytest.mark.parametrize(
    "text", ["1 " * 4000, "1 a " * 4000, "1" + " x" * 4000, "1-" * 4000, "1 a" + " " * 9000]
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    assert (ends(text), parts(text)) == ([], [])
    in_figures(text, Duration.phrases)
    assert time.process_time() - start < 0.1
