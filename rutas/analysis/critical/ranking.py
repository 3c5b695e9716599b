"""Tell how sure a ranking is, over the draws of all that is uncertain."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Certainty", "ranking"]

_TOP = 3
_SWAP = 0.2  # neighbours that change places in more of the draws are told as tied


class Certainty(NamedTuple):
    """How sure the place of a point is.

    Attributes
    ----------
    first, top3
        The share of draws in which it is the first, or among the first three; ``None`` where unknown.
    tied
        The neighbours with which it changes places in over 20 % of the draws.
    """

    first: float | None
    top3: float | None
    tied: tuple[str, ...]


def ranking(gains: Floats | None, ids: Sequence[str]) -> list[Certainty]:
    """Return how sure each place is.

    Parameters
    ----------
    gains
        ``(D, points)`` what each point would win in every draw, the points in their order at the means;
        ``None`` where it was not drawn. In a draw of equal gains that order holds.
    ids
        What the points are called, in that order.

    Examples
    --------
    >>> import numpy as np
    >>> [one.first for one in ranking(np.array([[0.2, 0.1], [0.2, 0.3], [0.1, 0.1]]), ["a", "b"])]
    [0.6666666666666666, 0.3333333333333333]
    """
    if gains is None:
        return [Certainty(None, None, ())] * len(ids)
    told = np.round(gains, 12)
    places = np.argsort(np.argsort(-told, axis=1, kind="stable"), axis=1, kind="stable")
    first, top = (places == 0).mean(axis=0), (places < _TOP).mean(axis=0)
    swaps = (told[:, 1:] > told[:, :-1]).mean(axis=0) > _SWAP
    return [
        Certainty(
            float(first[k]),
            float(top[k]),
            tuple(
                ids[other]
                for other, pair in ((k - 1, k - 1), (k + 1, k))
                if 0 <= pair < len(swaps) and swaps[pair]
            ),
        )
        for k in range(len(ids))
    ]
