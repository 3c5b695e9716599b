"""Hold what is known now, and let those wait for it who want to hear of every change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Condition
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rutas.errors import Problem

__all__ = ["Feed", "State"]


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a book and of what is made of it.

    Attributes
    ----------
    number
        How often anything changed.
    problems
        What is wrong with the book.
    readable
        Whether it can be read; where it cannot, what was made before is shown on.
    making
        Whether something is being made.
    done, total
        How many of how many pieces are made; none of none before it is known how many there are.
    failed
        What could not be made, a sentence each.
    """

    number: int = 0
    problems: tuple[Problem, ...] = ()
    readable: bool = True
    making: bool = False
    done: int = 0
    total: int = 0
    failed: tuple[str, ...] = ()


class Feed:
    """The state of a watch, which several threads change and wait for.

    Examples
    --------
    >>> feed = Feed()
    >>> feed.change(done=1, total=3)
    >>> feed.after(0)
    State(number=1, problems=(), readable=True, making=False, done=1, total=3, failed=())
    >>> feed.after(1, seconds=0.0) is None
    True
    """

    def __init__(self) -> None:
        self._state = State()
        self._changed = Condition()
        self.open = True

    def change(self, **values: Any) -> None:
        """Change some of what is known, and wake who waits for it."""
        with self._changed:
            self._state = replace(self._state, **values, number=self._state.number + 1)
            self._changed.notify_all()

    def after(self, number: int, seconds: float | None = None) -> State | None:
        """Return the state as soon as it is another than that of a number; nothing if that takes too long."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._state.number != number or not self.open, timeout=seconds
            )
            return self._state if self._state.number != number else None

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self.open = False
            self._changed.notify_all()
