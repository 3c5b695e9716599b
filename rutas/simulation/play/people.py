"""Hold everybody who is in a route, and what became of her so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.simulation.play.table import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.play.stack import Stack
    from rutas.simulation.setting import Entries

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = ["People"]


class People(Table):
    """People, ``N`` of them.

    Attributes
    ----------
    number
        Their places among all who enter.
    replication, route, profile
        Of which replication of the batch, route and population (0: none).
    word
        What their chances are derived from.
    entered, born
        When they entered, and when they were born, in days of the play.
    last, coming
        When the last token of hers ended of which it is known, and of how many it is not.
    lost, gave_up
        How many tokens were lost, and not forgiven; how many of them because she gave up.
    failed, stuck
        Whether a token ended in an outcome that is no success, or waits for ever.
    over, counted
        Whether no token of hers moves, and whether that has been counted.
    received
        ``(N, services)`` what she received.
    active, missed, tired, waits, opening
        ``(N, joins)`` the tokens that hold up each join, and in a last column all that move; those lost
        inside, and those of them that gave up; whether a token waits there; and the visit that begins
        when it opens.
    been
        ``(N, n)`` how often she came to a step that she may come back to.
    """

    number: Ints
    replication: Ints
    route: Ints
    profile: Ints
    word: Words
    entered: Floats
    born: Floats
    last: Floats
    coming: Ints
    lost: Ints
    gave_up: Ints
    failed: Bools
    stuck: Bools
    over: Bools
    counted: Bools
    received: Bools
    active: Ints
    missed: Ints
    tired: Ints
    waits: Bools
    opening: Ints
    been: NDArray[np.int32]

    def __init__(self, stack: Stack) -> None:
        row = np.zeros(stack.joins + 1, dtype=np.int16)
        super().__init__(
            {
                "number": 0, "replication": 0, "route": 0, "profile": 0, "word": np.uint64(0),
                "entered": 0.0, "born": 0.0, "last": -np.inf, "coming": 0, "lost": 0, "gave_up": 0,
                "failed": False, "stuck": False, "over": False, "counted": False,
                "received": np.zeros(len(stack.services), dtype=bool),
                "active": row, "missed": row, "tired": row,
                "waits": np.zeros(stack.joins, dtype=bool), "opening": np.full(stack.joins, -1),
                "been": np.zeros(stack.counted, dtype=np.int32),
            }
        )  # fmt: skip

    def enter(self, entries: Entries, some: slice) -> Ints:
        """Let people enter; return their numbers here."""
        time = entries.time[some]
        return self.add(
            len(time),
            number=np.arange(some.start, some.stop),
            replication=entries.replication[some],
            route=entries.route[some],
            profile=entries.profile[some] + 1,
            word=entries.person[some],
            entered=time,
            born=time - entries.at[some],
        )
