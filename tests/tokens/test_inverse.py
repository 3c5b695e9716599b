"""Loops are solved the same whole as by sparse factors."""

from __future__ import annotations

import numpy as np
import pytest

from rutas.tokens import inverse
from rutas.tokens.inverse import Inverse


@pytest.mark.parametrize("seed", range(4))
def test_sparse_factors_give_the_whole_inverse(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(seed)
    size, draws = 40, 3
    entries = [(i, (i + 1) % size, rng.uniform(0.2, 0.8, draws)) for i in range(size)]
    entries += [(int(rng.integers(size)), int(rng.integers(size)), 0.05) for _ in range(size)]
    whole = Inverse(size, entries, draws)
    monkeypatch.setattr(inverse, "_WHOLE", 0)
    sparse = Inverse(size, entries, draws)
    right, left = rng.random((draws, size, 2)), rng.random((draws, size))
    assert sparse.whole is None
    np.testing.assert_allclose(sparse.right(right), whole.right(right))
    np.testing.assert_allclose(sparse.left(left), whole.left(left))
    np.testing.assert_allclose(sparse.diagonal(), whole.diagonal())
    assert whole.whole is not None
    np.testing.assert_allclose(whole.diagonal()[1], np.diag(whole.whole[1]))
