"""Remember what a search for a layout has worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

__all__ = ["Memo"]

Made = TypeVar("Made")


class Memo(dict["Hashable", Any]):
    """What has been worked out so far, by all that it depends on.

    Who looks for the best way to divide a route over sheets asks for the same parts again and again:
    one memo a search, which goes with it.

    >>> memo, asked = Memo(), []
    >>> [memo.once("a", lambda: asked.append(1) or len(asked)) for _ in range(3)]
    [1, 1, 1]
    """

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is known under a key; make it if it isn't known yet."""
        if key not in self:
            self[key] = make()
        found: Made = self[key]
        return found
