"""Who is played slowly: the rules that her tokens move by, what they are doing, and her stay at a step."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from math import floor, inf
from typing import TYPE_CHECKING

from rutas.tokens.net import compile as compile_net
from tests.token_rules import Game, State, Token

if TYPE_CHECKING:
    from rutas.model import Step

__all__ = ["CrowdError", "Person", "Rules", "Visit"]


class CrowdError(Exception):
    """Somebody's tokens multiply without end."""


class Rules(Game):
    """The token rules without a clock of their own: a token's time is when it came, its order its own.

    Where branches nest, ``clocks`` says of each join of one person when the last token moved that held it up;
    elsewhere it opens with the move that lets it.
    """

    numbers = count()
    clocks: dict[str, float]

    def __post_init__(self) -> None:
        super().__post_init__()
        self.nests = compile_net(self.route).nesting.nests

    def token(self, step: str, how: str, clock: float) -> Token:
        if self.nests and self.steps[step].join == "all":
            clock = self.clocks.pop(step)
        return Token(clock, next(self.numbers), step, how)

    def delay(self, step: str, clock: float) -> None:
        """Let the joins that a token gets to from a step open no sooner than now, when it moves."""
        for join, one in self.steps.items():
            if one.join == "all" and self.gets(step, join):
                self.clocks[join] = max(clock, self.clocks.get(join, clock))


@dataclass(eq=False)
class Person:
    rules: Rules
    route: int
    entered: float
    number: int
    age: float
    profile: int
    state: State = field(default_factory=State)
    clocks: dict[str, float] = field(default_factory=dict)
    hurried: set[str] = field(default_factory=set)
    gave_up: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Visit:
    """A stay at a step, and the wait for a place of it.

    Attributes
    ----------
    left
        How many visits of a series are still to come.
    asked, until
        When a place was asked for, and when patience ends.
    hops
        How often she had been attended on that day.
    missed
        How often she did not show.
    """

    person: Person
    token: Token
    step: Step
    urgent: bool
    left: int
    asked: float = 0.0
    until: float = inf
    hops: int = 0
    missed: int = 0

    @property
    def turn(self) -> tuple[bool, int, int, float, int, int]:
        """Who stands before whom."""
        place = list(self.person.rules.steps).index(self.step.id)
        return not self.urgent, floor(self.asked), self.hops, self.asked, self.person.number, place
