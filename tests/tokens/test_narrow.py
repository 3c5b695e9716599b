"""Small and big routes are cut by different programs that must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutas.analysis import cuts
from rutas.tokens import narrow
from rutas.tokens.net import compile as compile_net
from tests.strategies import routes

if TYPE_CHECKING:
    from rutas.model import Route

relaxed = settings(deadline=None, max_examples=60)


@relaxed
@given(routes(), st.lists(st.integers(1, 9), min_size=8, max_size=8))
def test_augmenting_paths_and_scipy_find_the_same_cut(route: Route, rooms: list[int]) -> None:
    net = compile_net(route)
    through = np.array(rooms[: len(net)])
    small = narrow.narrowest(net, through)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrow, "_SMALL", 0)
        big = narrow.narrowest(net, through)
    assert small[0] == big[0]
    assert small[1].tolist() == big[1].tolist()
    assert small[0] == int(through[small[1]].sum())


@relaxed
@given(st.lists(st.sets(st.integers(0, 7), min_size=1), min_size=1, max_size=8))
def test_search_and_program_find_sets_of_the_same_size(rows: list[set[int]]) -> None:
    frozen = [frozenset(row) for row in rows]
    found = cuts._hitting(frozen, 8)
    assert all(row & found for row in rows)
    assert len(found) == len(cuts._program(frozen, 8))
