"""Go through the signs of a text, and know how far any reading of it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from rutas.errors import Mistake
from rutas.hours.signs import Sign, signs
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Cursor", "placed"]

T = TypeVar("T")

# Of what was expected at one place, what helps most to be told.
_TOLD = ("day", "clock", "year", "date", "range", "weeks", "appointment")


class Cursor:
    """Where the reading of a text is.

    Raises
    ------
    Mistake
        If the text has a word that nobody writes in opening hours.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.signs = signs(text)
        self.at = 0
        self._furthest = 0
        self._wanted: list[str] = []

    @property
    def next(self) -> Sign:
        """The sign that comes next."""
        return self.signs[self.at]

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        return self.at == len(self.signs) - 1

    def since(self, start: Sign) -> str:
        """Return what was written from a sign up to here."""
        last = self.signs[self.at - 1]
        return self.text[start.at : last.at + len(last.text)]

    def take(self, kind: str) -> Sign | None:
        """Return the next sign and pass it, if it is of a kind."""
        sign = self.next
        if kind in sign.values:
            self.at += not self.ended
            return sign
        self.want(kind)
        return None

    def want(self, kind: str) -> None:
        """Remember what was expected here, if no reading came further."""
        if self.at > self._furthest:
            self._furthest, self._wanted = self.at, []
        if self.at == self._furthest:
            self._wanted.append(kind)

    def follow(self, *kinds: str) -> bool:
        """Tell whether signs of these kinds come next."""
        ahead = self.signs[self.at : self.at + len(kinds)]
        return len(ahead) == len(kinds) and all(
            kind in sign.values for kind, sign in zip(kinds, ahead, strict=True)
        )

    def value(self, kind: str) -> int | None:
        """Return the value of the next sign and pass it, if it is of a kind."""
        sign = self.take(kind)
        return sign.values[kind] if sign else None

    def attempt(self, read: Callable[[], T | None]) -> T | None:
        """Read something, or stay where it began."""
        start = self.at
        found = read()
        if found is None:
            self.at = start
        return found

    def listed(self, read: Callable[[], list[T] | None]) -> list[T]:
        """Read one thing or several, parted by commas or *y*."""
        found = self.attempt(read) or []
        while found and (more := self.attempt(lambda: read() if self.take("and") else None)):
            found += more
        return found

    def ranged(self, kind: str, first: int, count: int) -> list[int] | None:
        """Read one of a kind or a range of them, which may go round."""
        start = self.value(kind)
        if start is None:
            return None
        end = self.attempt(lambda: self.value(kind) if self.take("range") else None)
        if end is None:
            return [start]
        return [first + (start - first + i) % count for i in range((end - start) % count + 1)]

    def passed(self) -> bool:
        """Pass what parts lines, and tell whether nothing follows."""
        while not self.ended and (self.take("end") or self.take("and")):
            pass
        return self.ended

    def mistake(self) -> Mistake:
        """Return what is wrong where the longest reading stopped."""
        sign = self.signs[self._furthest]
        kind = next((kind for kind in _TOLD if kind in self._wanted), "other")
        code = "hours-unreadable" if sign.text.strip() else "hours-unfinished"
        expected = say(f"hours.expected-{kind}")
        return Mistake(code, given=sign.text, expected=expected, offset=sign.at)


def placed(mistake: Mistake, **values: Any) -> Mistake:
    """Return a mistake with what is known of its place: the ``offset`` in the text."""
    return Mistake(mistake.code, **{**mistake.values, **values})
