"""Hold the visits whose time the play must find: to what serves by places, to joins, to what time decides.

Where a token goes does not hang on time at most steps, and the time between two visits of these is
known beforehand: done at F, she gets to the next at ``max(F + after, floor)``. So the visits are laid
out first, with the links between them, and then played.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.simulation.play.table import Table, renamed
from rutas.tokens.token_table import numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["ASKS", "CHOOSES", "ENDS", "STAYS", "Visits"]

ENDS, STAYS, ASKS, CHOOSES = range(4)


class Links(Table):
    """Where each link leads, and how one gets on by it."""

    to: Ints
    after: Floats
    floor: Floats


class Visits(Table):
    """Visits that have not ended.

    Attributes
    ----------
    person, place, turn
        Whose, where, and how often she was there before.
    time
        When she got there, or (of a series) when she asks next; as far as is known.
    coming
        On how many tokens it waits, and on its join to open.
    opens, before, every, tail
        When her age opens the step; what she waits before she asks; days between the visits of a
        series; days from the last to the end.
    times, tries
        How many visits are left of a series, and how often she did not show in this one.
    patience
        How long she waits for a place.
    urgent
        Whether she is served first.
    started
        When she got to the step, a join: when it opened.
    done
        When it ended; ``nan`` until then.
    asked, order
        On what day she asked, and her place among all who ever did.
    first, onward
        The first of the links that lead from it, and how many there are.
    role
        Whether it ends as it begins (`ENDS`), is over when it is, and decides then where she goes
        (`STAYS`), asks for a place (`ASKS`), or asks for one and decides then (`CHOOSES`).
    waits, group
        Whether she waits for a place, and in which queue.
    exit
        How she leaves, if that is known.
    left, lost, counted
        Whether the walk went on from it, whether she was lost there, and whether that has been counted.
    """

    person: Ints
    place: Ints
    turn: Ints
    time: Floats
    coming: Ints
    opens: Floats
    before: Floats
    every: Floats
    tail: Floats
    times: Ints
    tries: Ints
    patience: Floats
    urgent: Bools
    started: Floats
    done: Floats
    asked: Ints
    order: Ints
    first: Ints
    onward: Ints
    role: NDArray[np.int8]
    waits: Bools
    group: Ints
    exit: Ints
    left: Bools
    lost: Bools
    counted: Bools

    def __init__(self) -> None:
        super().__init__(
            {
                "person": 0, "place": 0, "turn": 0, "time": -np.inf, "coming": 0, "opens": -np.inf,
                "before": 0.0, "every": 0.0, "tail": 0.0, "times": 1, "tries": 0, "patience": np.inf,
                "urgent": False, "started": np.nan, "done": np.nan, "asked": 0, "order": 0, "first": 0,
                "onward": 0, "role": np.int8(ENDS), "waits": False, "group": 0, "exit": 0, "left": False,
                "lost": False, "counted": False,
            }
        )  # fmt: skip
        self.links = Links({"to": 0, "after": 0.0, "floor": 0.0})

    def link(self, source: Ints, to: Ints, after: Floats, floor: Floats) -> None:
        """Lead from visits to others; all links of a visit are made at once."""
        order = np.argsort(source, kind="stable")
        ranked = source[order]
        begins = np.flatnonzero(np.diff(ranked, prepend=-1))
        self.first[ranked[begins]] = self.links.size + begins
        self.onward[ranked[begins]] = np.diff(np.append(begins, len(ranked)))
        self.links.add(len(order), to=to[order], after=after[order], floor=floor[order])
        np.add.at(self.coming, to, 1)

    def end(self, visit: Ints, done: Floats) -> Ints:
        """End visits; return those that nothing keeps from beginning now, each once."""
        self.done[visit] = done
        count = self.onward[visit]
        links = self.links
        if int(count.max(initial=0)) > 1:
            link = np.repeat(self.first[visit], count) + numbered(count)
            done = np.repeat(done, count)
        else:
            some = np.flatnonzero(count)
            link, done = self.first[visit[some]], done[some]
        to = links.to[link]
        time = np.maximum(done + links.after[link], links.floor[link])
        np.maximum.at(self.time, to, time)
        np.subtract.at(self.coming, to, 1)
        ready = to[self.coming[to] == 0]
        # A join may have waited for several of these: it begins once.
        self.order[ready] = np.arange(len(ready))
        return np.asarray(ready[self.order[ready] == np.arange(len(ready))])

    def compact(self, chosen: Bools) -> Ints:
        """Keep some visits, and the links that lead from them; return the new number of each, or -1."""
        number = self.keep(chosen)
        count = self["onward"]
        link = np.repeat(self["first"], count) + numbered(count)
        columns = {name: self.links[name][link] for name in ("to", "after", "floor")}
        columns["to"] = renamed(columns["to"], number)
        self.links = Links(self.links.blank)
        self.links.add(len(link), **columns)
        self["first"][:] = np.cumsum(count) - count
        return number
