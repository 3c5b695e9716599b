"""Say what a rule is and what it finds: data only, in no language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rutas.reading.places import Loc

__all__ = ["Finding", "Rule"]

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    Attributes
    ----------
    loc
        Keys and indices from the root of the file to the field that is meant.
    values
        What the message needs: ids, texts, quantities, numbers; a tuple is said as a list.
    step
        The step that it belongs to, where it does: a step's ``allow`` silences it.
    story
        Ids of steps: the shortest way to see it happen.
    variant
        Which of the rule's messages says it, where there are several.
    file
        The route whose file is meant, or ``catalogue``; empty for the route that was looked at.
    key
        Whether the key itself is meant, and not its value.
    """

    loc: Loc
    values: Mapping[str, Any] = field(default_factory=dict)
    step: str | None = None
    story: tuple[str, ...] = ()
    variant: str = ""
    file: str = ""
    key: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One question that is asked of every route, or once of the whole book.

    Attributes
    ----------
    code
        The stable code: ``R001``. Never given to another rule.
    name
        The readable name: of the module, the page and the messages.
    level
        ``error``: the route cannot work so; ``warning``: most likely not meant; ``info``: worth a look.
    find
        What yields the findings, from a `Case`, a `TerritoryCase`, a `SessionCase`, a `Shelf` (the book)
        or a `Ledger` (the allowances).
    of
        ``route``, ``territory``, ``session``, ``book``, or ``allow`` for what is asked of the allowances,
        last of all.
    folder
        The package that holds its page.
    """

    code: str
    name: str
    level: Level
    find: Callable[[Any], Iterable[Finding]]
    of: Literal["route", "territory", "session", "book", "allow"] = "route"
    folder: str = "rutas.rules"

    @property
    def names(self) -> frozenset[str]:
        """Every word that means this rule: its code, and its name."""
        return frozenset({self.code, self.name})
