"""Play some settings as often as it takes, in several processes."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rutas.errors import RutasError
from rutas.locale import say
from rutas.processes import processes
from rutas.simulation.play import play
from rutas.simulation.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.simulation.setting import Setting

    Enough = Callable[[Sequence[Record]], int]
    Tell = Callable[[int, int], None]

__all__ = ["Replicated", "WorkerLost", "replicate"]

_ALONE = 200_000  # visits that are played before other processes would have started
_AT_ONCE = 4  # times as many replications as there are, at most: the width of few is a poor guess
_PARTS = 3  # pieces of work a process, to tell how far it is
_WORTH = 16  # replications a piece: the days of one take nearly as long as those of several
_PIECE = 8_000_000  # visits a piece of work, which bound its memory


class WorkerLost(RutasError):  # noqa: N818  (it is what happened)
    """A process ended before its work did."""


@dataclass(frozen=True)
class Replicated:
    """What came of several replications.

    Attributes
    ----------
    records
        A record a setting, of the same replications.
    interrupted
        Whether somebody stopped it before there were enough.
    """

    records: tuple[Record, ...]
    interrupted: bool = False


def replicate(
    settings: Sequence[Setting],
    enough: Enough,
    *,
    least: int = 10,
    most: int = 200,
    visits: float = 0.0,
    tell: Tell | None = None,
) -> Replicated:
    """Play some settings with the same people, until there are enough replications.

    Parameters
    ----------
    settings
        What is played: a district, and perhaps the same after a change.
    enough
        Tells of the records so far, one a setting, how many replications are wanted; no more than there are
        where it is to end.
    least, most
        How many there are at least, and at most.
    visits
        About how many visits a replication of one setting has: where there are few, no process is started.
    tell
        Is told how many replications are done, and how many are wanted so far.

    Raises
    ------
    KeyboardInterrupt
        If it is stopped before any replication is done.
    WorkerLost
        If a process was killed.
    """
    done: list[tuple[Record, ...]] = []
    few = visits * least * len(settings) <= _ALONE
    cores = 1 if few else os.cpu_count() or 1
    size, asked = 0, min(least, most)
    try:
        with processes(cores) if cores > 1 else nullcontext() as pool:
            work = partial(_played, settings)
            while size < asked:
                length = _length(asked - size, cores, visits)
                pieces = [range(k, min(k + length, asked)) for k in range(size, asked, length)]
                played = pool.map(work, pieces) if pool else map(work, pieces)
                for piece, records in zip(pieces, played, strict=True):
                    done.append(records)
                    if tell:
                        tell(piece.stop, asked)
                done = [_together(done)]
                size = asked
                asked = min(enough(done[0]), most, _AT_ONCE * size)
    except BrokenProcessPool:
        raise WorkerLost(say("simulation.worker-lost")) from None
    except KeyboardInterrupt:
        if not done:
            raise
        return Replicated(_together(done), interrupted=True)
    return Replicated(_together(done))


def _length(count: int, cores: int, visits: float) -> int:
    """Return how many replications a piece of work has: few enough to tell how far it is, and for memory."""
    each = -(-count // cores)
    told = max(_WORTH, -(-each // _PARTS))
    return max(1, min(each, told, int(_PIECE // max(visits, 1.0))))


def _played(settings: Sequence[Setting], piece: range) -> tuple[Record, ...]:
    return tuple(play(one, piece).compact for one in settings)


def _together(done: Sequence[tuple[Record, ...]]) -> tuple[Record, ...]:
    return tuple(Record.merged(parts) for parts in zip(*done, strict=True))
