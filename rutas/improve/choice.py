"""Choose improvements: the set of so many, or the set within a budget, that wins most people a year.

Effects do not add up (two remedies for one loss help once), so that sets are evaluated and not summed: every
set where there are at most 5,000; beyond that the set grows by what adds most [1]_, and then each of its
members gives way, once, to whatever does better in its place.

References
----------
.. [1] Nemhauser, G. L., Wolsey, L. A., Fisher, M. L. (1978). An analysis of approximations for maximizing
   submodular set functions I. *Mathematical Programming* 14, 265-294. https://doi.org/10.1007/BF01588971
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import combinations, islice
from math import comb, inf
from typing import TYPE_CHECKING, Literal

import numpy as np

from rutas.errors import UsageError
from rutas.improve.bundle import price
from rutas.locale import say
from rutas.model.improvement import closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rutas.improve.ranking import Gain, Ranking
    from rutas.quantity import Money

__all__ = ["MOST_SETS", "Choice", "choose"]

MOST_SETS = 5000
"""So many sets are all evaluated."""

_TOLD = 3
Set = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Choice:
    """The best sets of improvements.

    Attributes
    ----------
    sets
        The sets that were evaluated, the best first, each with what it wins.
    method
        ``all`` where every set was evaluated, else ``greedy``.
    in_best
        Share of draws in which an improvement is in the best of the sets that were evaluated, by its id.
    left_out
        Improvements of which nobody knows whether they fit in the budget.
    """

    sets: tuple[tuple[Set, Gain], ...]
    method: Literal["all", "greedy"]
    in_best: dict[str, float]
    left_out: Set = ()


def choose(
    ranking: Ranking, *, size: int | None = None, budget: Money | None = None, most: int = MOST_SETS
) -> Choice:
    """Return the best set of so many improvements, or the best that a budget pays to set up.

    An improvement that includes others is taken with them: it counts, and costs, as all of them. One that
    changes nothing itself is not chosen: its parts are.

    Parameters
    ----------
    ranking
        What improvements win.
    size
        How many to choose.
    budget
        What there is to set them up; of these sets the upkeep is told apart.
    most
        So many sets are all evaluated.

    Raises
    ------
    UsageError
        If nobody says how many people enter a route, or there are not so many improvements.

    Examples
    --------
    >>> import rutas
    >>> from rutas.improve.ranking import Ranking
    >>> book = rutas.load("routes")
    >>> found = choose(Ranking(book, book.improvements), size=2)
    >>> found.method, found.sets[0][0]
    ('all', ('registro-en-hospital', 'consultorio-en-el-colegio'))
    """
    search = _Search(ranking, size, budget)
    sets = list(islice(search.every(), most + 1)) if search.few(most) else []
    if not 0 < len(sets) <= most:
        search.greedily()
        return search.choice("greedy")
    search.seen |= dict(zip(sets, ranking.gains(sets), strict=True))
    return search.choice("all")


class _Search:
    """The sets that are allowed, and what those that were looked at win."""

    def __init__(self, ranking: Ranking, size: int | None, budget: Money | None) -> None:
        self.ranking, self.size, self.budget = ranking, size, budget
        catalogue = ranking.catalogue
        single = [name for name in ranking.names if catalogue[name].routes]
        within = {name: set(closure(catalogue, [name])) for name in single}
        chosen = [name for name in single if budget is None or self._cost(name) is not None]
        self.left_out = tuple(name for name in single if name not in chosen)
        self.place = {name: k for k, name in enumerate(chosen)}
        self.parts = {name: within[name] & set(single) for name in chosen}
        self.seen: dict[Set, Gain] = {}
        if size is not None and size > len(chosen):
            raise UsageError(say("improve.too-many", size=size, known=len(chosen)))
        for name in chosen:
            if ranking.gain([name]).people is None:
                routes = ", ".join(ranking.touched([name]))
                raise UsageError(say("improve.no-demand", name=name, routes=routes))

    def _cost(self, name: str) -> float | None:
        """Return what an improvement alone costs once, in the budget's currency, if that is known."""
        told = self.ranking.catalogue[name].cost
        if told is None or self.budget is None or told.currency != self.budget.currency:
            return None
        return told.mean

    def allowed(self, names: Set) -> bool:
        """Tell whether a set, which has all that it includes, is within the size or the budget."""
        if not all(self.parts[name] <= set(names) for name in names):
            return False
        if self.size is not None:
            return len(names) <= self.size
        return self.budget is None or self.cost(names) <= self.budget.mean

    def cost(self, names: Set) -> float:
        """Return what a set costs once."""
        return price(self.ranking.catalogue, names).once or 0.0

    def few(self, most: int) -> bool:
        """Tell whether it is worth while to begin counting the sets."""
        return self.size is None or comb(len(self.place), self.size) <= most

    def every(self) -> Iterator[Set]:
        """Yield every set that is allowed; of a budget, those of any size."""
        if self.size is not None:
            yield from filter(self.allowed, combinations(self.place, self.size))
            return
        yield from self._within(())

    def gain(self, names: Set) -> Gain:
        """Return what a set wins, worked out once."""
        if names not in self.seen:
            self.seen[names] = self.ranking.gain(names)
        return self.seen[names]

    def closed(self, names: Iterable[str]) -> Set:
        """Return some improvements with all that they include, in the order of the catalogue."""
        return tuple(
            sorted(set().union(*(self.parts[name] for name in names)), key=self.place.__getitem__)
        )

    def _within(self, names: Set) -> Iterator[Set]:
        """Yield what the budget pays, a set and then all that begin with it."""
        if self.allowed(names):
            yield names
        first = self.place[names[-1]] + 1 if names else 0
        for name in islice(self.place, first, None):
            larger = (*names, name)
            if self.budget is not None and self.cost(larger) <= self.budget.mean:
                yield from self._within(larger)

    def greedily(self) -> None:
        """Grow a set by what adds most, of a budget also by what adds most for its price; then exchange."""
        for worth in (self._added, self._added_for_price)[: 1 if self.budget is None else 2]:
            names: Set = ()
            while larger := self._larger(names):
                best = max(larger, key=partial(worth, names))
                if self.budget is not None and self._added(names, best) <= 0:
                    break
                names = best
            self._exchange(names)

    def _larger(self, names: Set) -> list[Set]:
        """Return the sets that are one improvement larger, all that it includes with it."""
        several = (self.closed((*names, name)) for name in self.place if name not in names)
        return [one for one in several if self.allowed(one)]

    def _exchange(self, names: Set) -> None:
        """Let each member give way, once, to whatever does better in its place."""
        for member in names:
            rest = [name for name in names if name != member]
            others = (self.closed((*rest, name)) for name in self.place if name not in names)
            able = [one for one in others if len(one) == len(names) and self.allowed(one)]
            names = min([names, *able], key=self._order)

    def _people(self, names: Set) -> float:
        return self.gain(names).people or 0.0

    def _added(self, names: Set, larger: Set) -> float:
        return self._people(larger) - self._people(names)

    def _added_for_price(self, names: Set, larger: Set) -> float:
        added, paid = self._added(names, larger), self.cost(larger) - self.cost(names)
        return added / paid if paid > 0 else inf * added if added else 0.0

    def _order(self, names: Set) -> tuple[float, float, int, list[int]]:
        """Return what sets are ordered by: people, then price, then how many they are, then their places."""
        once = price(self.ranking.catalogue, names).once
        cost = inf if once is None else once
        return -round(self._people(names), 9), cost, len(names), [self.place[one] for one in names]

    def choice(self, method: Literal["all", "greedy"]) -> Choice:
        """Return the best of the sets that were looked at, and how often each improvement is in the best."""
        whole = [one for one in self.seen if self.size is None or len(one) == self.size]
        ordered = sorted(whole, key=self._order)
        best = np.argmax(np.array([self.seen[one].draws for one in ordered]), axis=0)
        often = np.bincount(best, minlength=len(ordered)) / len(best)
        shares = {
            name: float(
                sum(share for one, share in zip(ordered, often, strict=True) if name in one)
            )
            for name in self.place
        }
        sets = tuple((one, self.seen[one]) for one in ordered[:_TOLD])
        return Choice(sets, method, shares, self.left_out)
