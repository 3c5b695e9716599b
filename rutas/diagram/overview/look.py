"""Say how large everything on the map is, from the size of its type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.paper import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Look"]


@dataclass(frozen=True)
class Look:
    """How a strip is drawn: the size of its type, the most lines of a name, its width."""

    size: float
    lines: int
    wide: float
    digits: int = 2

    @property
    def high(self) -> float:
        """The height of a station."""
        return self.size + 1.4 if self.lines == 1 else 1.15 * self.size + 1.8

    @property
    def air(self) -> float:
        """What lies between two stations, at the least."""
        return 0.8 if self.lines == 1 else 3.0

    @property
    def number(self) -> float:
        """The size of a station's number."""
        return max(0.85 * self.size, 7.0)

    @property
    def broad(self) -> float:
        """The width of a station: that of the widest number, between the two points of a decision."""
        return measure.width("8" * self.digits, self.number, "bold") + 0.75 * self.high

    @property
    def pen(self) -> float:
        """The width of a line."""
        return 0.38 * self.size

    @property
    def pitch(self) -> float:
        """From one lane to the next: a line passes a station without touching it."""
        return self.broad / 2 + self.pen / 2 + 3

    @property
    def row(self) -> float:
        """The height of a line of words."""
        return self.size * measure.LEADING

    def over(self, head: Sequence[str]) -> float:
        """Return the height of what stands over a station: its stream or its stage."""
        return len(head) * self.row + min(self.air, 2) + 0.5 if head else 0.0

    @property
    def narrowest(self) -> float:
        """The least width of a stream: a lane, and words beside it."""
        return self.broad + 11 * self.size
