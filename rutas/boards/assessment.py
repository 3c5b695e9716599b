"""Work out what a self-assessment says: scores, disagreement, strengths, weaknesses, priorities, change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import gt, lt
from statistics import fmean, quantiles
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rutas.model.board import Application, Instrument

__all__ = ["Assessment", "ItemScore", "Priority", "change", "quartiles"]

_WEAK = 1.0  # points: from here down every item is a weakness
_APART = 2.0  # levels between the quartiles: from here on an item has to be talked about
_FIFTH = 5
_FEW = 5  # members: of fewer, each would be known by her score


def quartiles(scores: Sequence[int]) -> tuple[float, float] | None:
    """Return the first and the third quartile of some scores; nothing of none.

    Between two scores it is interpolated, as spreadsheets do (``QUARTILE.INC``).

    >>> quartiles([0, 1, 2, 3, 3]), quartiles([2]), quartiles([])
    ((1.0, 3.0), (2.0, 2.0), None)

    References
    ----------
    .. [1] Hyndman, R. J. & Fan, Y. (1996). Sample Quantiles in Statistical Packages. The American
       Statistician 50(4), 361-365, definition 7. https://doi.org/10.2307/2684934
    """
    if not scores:
        return None
    if len(scores) == 1:
        return float(scores[0]), float(scores[0])
    first, _, third = quantiles(scores, n=4, method="inclusive")
    return first, third


@dataclass(frozen=True)
class ItemScore:
    """What came of one statement.

    Attributes
    ----------
    item, axis
        The ids of the statement and of its axis.
    individual
        The levels that people gave, in the order of their codes.
    collective
        The level on which the plenary agreed, where it did.
    """

    item: str
    axis: str
    individual: tuple[int, ...]
    collective: int | None

    @property
    def score(self) -> float | None:
        """The collective level, or else the mean of the individual ones; nothing where nobody answered."""
        if self.collective is not None:
            return float(self.collective)
        return fmean(self.individual) if self.individual else None

    @property
    def basis(self) -> Literal["collective", "mean"] | None:
        """What the score is."""
        if self.collective is not None:
            return "collective"
        return "mean" if self.individual else None

    @property
    def answered(self) -> int:
        """How many people answered."""
        return len(self.individual)

    @cached_property
    def quartiles(self) -> tuple[float, float] | None:
        """The first and the third quartile of the individual levels."""
        return quartiles(self.individual)

    @property
    def disagreement(self) -> float | None:
        """The levels between the quartiles; nothing where nobody answered."""
        return self.quartiles[1] - self.quartiles[0] if self.quartiles else None

    @property
    def to_discuss(self) -> bool:
        """Whether people are so far apart that the statement has to be talked about, whatever its mean."""
        return (self.disagreement or 0.0) >= _APART


@dataclass(frozen=True, slots=True)
class Priority:
    """A statement with votes: what would be won, times how many want it.

    Attributes
    ----------
    item
        The statement's id.
    votes
        How many voted for it.
    weight
        The points that lack to the top, times the votes.
    """

    item: str
    votes: int
    weight: float


@dataclass(frozen=True)
class Assessment:
    """What one application of an instrument says.

    Parameters
    ----------
    instrument
        What was asked.
    application
        What was answered.
    """

    instrument: Instrument
    application: Application

    @cached_property
    def items(self) -> Mapping[str, ItemScore]:
        """What came of each statement, in the order of the instrument."""
        told = self.application
        return {
            name: ItemScore(
                name,
                axis,
                tuple(given[name] for given in told.individual.values() if name in given),
                told.collective.get(name),
            )
            for axis, entry in self.instrument.axes.items()
            for name in entry.items
        }

    @property
    def members(self) -> int:
        """How many belong to the board; as many as answered where nobody says."""
        return self.application.members or len(self.application.individual)

    @property
    def dots(self) -> bool:
        """Whether each person's score may be shown: not where she would be known by it."""
        return self.members >= _FEW

    @property
    def unknown(self) -> tuple[str, ...]:
        """The statements that nobody answered."""
        return tuple(name for name, one in self.items.items() if one.score is None)

    @cached_property
    def axes(self) -> Mapping[str, float | None]:
        """The mean of the statements of each axis, in points; nothing where none was answered."""
        return {
            axis: _mean(one.score for one in self.items.values() if one.axis == axis)
            for axis in self.instrument.axes
        }

    @property
    def whole(self) -> float | None:
        """The mean of the axes, in points."""
        return _mean(self.axes.values())

    def share(self, points: float | None) -> float | None:
        """Return points as a share of the top of the scale."""
        return None if points is None else points / self.instrument.top

    @cached_property
    def weaknesses(self) -> tuple[str, ...]:
        """The statements of the bottom fifth, ties in, and all of one point or less."""
        low = self._worst - self._best
        return tuple(n for n, score in self._known.items() if n in low or score <= _WEAK)

    @cached_property
    def strengths(self) -> tuple[str, ...]:
        """The statements of the top fifth, ties in, that are no weakness."""
        high = self._best - self._worst - {*self.weaknesses}
        return tuple(name for name in self._known if name in high)

    @cached_property
    def _known(self) -> Mapping[str, float]:
        return {name: one.score for name, one in self.items.items() if one.score is not None}

    @cached_property
    def _best(self) -> set[str]:
        return self._fifth(gt)

    @cached_property
    def _worst(self) -> set[str]:
        return self._fifth(lt)

    def _fifth(self, before: Callable[[float, float], bool]) -> set[str]:
        """Return a fifth of the statements, those before all others, and whatever ties with its last."""
        scores = self._known
        most = max(len(scores) // _FIFTH, 1)
        return {
            name
            for name, score in scores.items()
            if sum(before(other, score) for other in scores.values()) < most
        }

    @cached_property
    def priorities(self) -> tuple[Priority, ...]:
        """The statements with votes, the weightiest first; ties by disagreement, then in their order."""
        order = list(self.items)
        found = [
            Priority(name, votes, (self.instrument.top - score) * votes)
            for name, votes in self.application.priorities.items()
            if votes and (score := self.items[name].score) is not None
        ]
        return tuple(
            sorted(
                found,
                key=lambda one: (
                    -one.weight,
                    -(self.items[one.item].disagreement or 0.0),
                    order.index(one.item),
                ),
            )
        )


def change(now: Assessment, before: Assessment) -> Mapping[str, float]:
    """Return by how many points each statement rose that both applications have.

    >>> from rutas.model.board import Application, Instrument
    >>> items = {"acta": {"text": "Hay acta"}, "plan": {"text": "Hay plan"}}
    >>> told = {"scale": {0: "No", 1: "A medias", 2: "Sí"}, "axes": {"a": {"name": "A", "items": items}}}
    >>> asked = Instrument.model_validate(told)
    >>> scores = [{"acta": 0, "plan": 1}, {"acta": 2}]
    >>> first, second = (Application(board="Mesa", collective=one) for one in scores)
    >>> change(Assessment(asked, second), Assessment(asked, first))
    {'acta': 2.0}
    """
    return {
        name: one.score - was
        for name, one in now.items.items()
        if one.score is not None
        and name in before.items
        and (was := before.items[name].score) is not None
    }


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
