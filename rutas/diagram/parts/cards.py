"""Say what stands on a step's card or diamond, and how much room that takes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.parts.diamond_text import diamond_height
from rutas.diagram.parts.off_page import Connector, connector_height, connector_width, fitted
from rutas.locale import say
from rutas.paper import measure

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.diagram.request import Mark, Request
    from rutas.model import Step
    from rutas.paper.fonts import Weight

__all__ = [
    "EDGE",
    "HEAD",
    "ICON",
    "LINE_SIGNS",
    "SIGNS",
    "SMALL",
    "TEXTS",
    "Card",
    "Detail",
    "classes",
]

TEXTS = ("why", "who", "rest")  # what a card says, beside its name: what matters most comes first
SMALL = 7.0  # the size of the body's small text
EDGE = 2.2  # the border of a critical card
HEAD = 11.0  # the height of the head
ICON = 9.6  # a sign in the head, with air
_NAME = 7.8  # the size of the name
_MORE = 6  # lines more than usual, at most: nothing that a book says is longer
_SLACK = 0.01  # points that nobody sees


LINE_SIGNS = ("series", "agreement")
"""What stands as a sign before a line of a card's body."""
SIGNS = ("urgent", "sensitive")
"""What stands in a card's head as a sign, beside its channel."""


class Detail(IntEnum):
    """How much a card says."""

    FULL = 0
    """All that is known."""
    SHORT = 1
    """No documents and no deadlines."""
    NAMES = 2
    """Number, channel, name, who attends and streams alone; in a lane, why it is critical and no streams."""


def classes(step: Step, request: Request) -> tuple[str, ...]:
    """Return the SVG classes of a step."""
    found = ["step"]
    if request.mark(step):
        found.append("critical")
    if step.decision:
        found.append("decision")
    if step.involvement == "indirect":
        found.append("indirect")
    if step.parallel:
        found.append("fork")
    if step.join == "all":
        found.append("join")
    if step.repeat:
        found.append("series")
    if step.outcome:
        found.append("end")
    found += [sign for sign in SIGNS if getattr(step, sign)]
    if step.id in request.highlight:
        found.append("highlight")
    if step.id in request.changes:
        found.append(request.changes[step.id])
    return tuple(found)


@dataclass(frozen=True)
class Card:
    """One step as it will be drawn at a width; knows how high it must be.

    Parameters
    ----------
    step, texts, request
        What is drawn, its words, and how.
    width
        The card's width.
    detail
        How much is shown.
    in_lane
        Whether the card stands in the lane of its actor, which then says who attends.
    connectors
        Connectors to and from other sheets.
    more
        How many lines more than usual its texts may have before they are cut: `why` it is critical,
        `who` attends, and the `rest`.
    streams
        What is said of the streams that begin or join at the step, and of those that open there.
    """

    step: Step
    texts: CardTexts
    request: Request
    width: float
    detail: Detail = Detail.FULL
    in_lane: bool = False
    connectors: Sequence[Connector] = ()
    more: Mapping[str, int] = field(default_factory=dict)
    streams: tuple[str, str] = ("", "")

    def whole(self, detail: Detail, texts: Collection[str] = TEXTS) -> Card:
        """Return the same card with more or less on it, and some of its texts (or all) not cut."""
        return replace(self, detail=detail, more=dict.fromkeys(texts, _MORE))

    def uncut(self, height: float) -> Card:
        """Return the card with as few of its texts cut as a height allows."""
        best = self
        for text in TEXTS:
            for lines in range(_MORE, 0, -1):
                longer = replace(best, more={**best.more, text: lines})
                if longer.height <= height + _SLACK:
                    best = longer
                    break
        return best

    @property
    def diamond(self) -> bool:
        """Whether the step is drawn as a diamond."""
        return self.step.decision

    @cached_property
    def mark(self) -> Mark | None:
        """Why the step is critical, if it is."""
        return self.request.mark(self.step)

    @cached_property
    def ink(self) -> str:
        """The ink of who attends."""
        return self.request.ink(self.texts.actor(self.step))

    # --- sizes ------------------------------------------------------------------------------------

    @property
    def signs(self) -> list[str]:
        """The signs in the head."""
        return [sign for sign in SIGNS if getattr(self.step, sign)]

    @property
    def edge(self) -> float:
        """How far the border reaches inwards."""
        return EDGE * max(self.request.theme.pen, 1) if self.mark else 0.8 * self.request.theme.pen

    @property
    def room(self) -> float:
        """The width of the body's text."""
        sides = 9.5 * (self.step.parallel + (self.step.join == "all"))
        return self.width - 7 - 2 * self.edge - sides

    @cached_property
    def lines(self) -> list[tuple[str, float, str, Weight]]:
        """The body: text, size, ink (``text``, ``ink``, or a sign before it), weight."""
        texts, step, full = self.texts, self.step, self.detail is Detail.FULL
        bare = self.in_lane and self.detail is Detail.NAMES
        begins, opens = ("", "") if bare else self.streams
        rows = self._rows(begins, "text", 3, weight="semibold")
        rows += [
            (line, _NAME, "text", "bold") for line in self._wrap(texts.name(step), _NAME, "bold", 5)
        ]
        if not self.in_lane:
            most = 3 if full else 2
            if self.detail is Detail.NAMES and self.mark:  # the reason has the second line
                most = 1
            rows += self._rows(self._who(most), "ink", most, "who")
        elif self.mark:
            most = 4 if full else 2
            unit = self.mark.unit if self.headline == self.mark.figure else ""
            reason = _sentence(self.mark.reason)
            why = _capital(f"{unit} · {reason}" if unit else reason)
            rows += self._rows(why, "text", most, "why", "semibold")
        if self.in_lane:  # which names the first
            rows += self._rows(texts.others(step), "text", 2 if full else 1, "who")
        if self.detail < Detail.NAMES:
            rows += self._rows(texts.times(step), "text", 2)
        if step.repeat:
            rows += self._rows(texts.series(step), "series", 2)
        if full:
            rows += self._rows(texts.due(step), "text", 2)
            produces = texts.produces(step)
            rows += self._rows(f"» {produces}" if produces else "", "text", 2)
        rows += self._rows(texts.agreed(step), "agreement", 2, weight="semibold")
        return rows + self._rows(opens, "text", 4, weight="semibold")

    def _who(self, most: int) -> str:
        """Return who attends: without the institution, where only that makes it fit."""
        most += self.more.get("who", 0)
        names = self.texts.actor_names(self.step)
        fits = (n for n in names if len(measure.wrap(n, SMALL, self.room)) <= most)
        return next(fits, names[-1])

    def _rows(
        self, text: str, ink: str, most: int, kind: str = "rest", weight: Weight = "regular"
    ) -> list[tuple[str, float, str, Weight]]:
        indent = 9 if ink in LINE_SIGNS else 0
        most += self.more.get(kind, 0)
        lines = measure.fit(text, SMALL, self.room - indent, weight, lines=most) if text else []
        return [(line, SMALL, ink, weight) for line in lines]

    def _wrap(self, text: str, size: float, weight: Weight, most: int) -> list[str]:
        return measure.fit(text, size, self.room, weight, lines=most)

    @cached_property
    def reason(self) -> list[str]:
        """The lines of the critical strip."""
        if self.mark is None or self.in_lane:
            return []
        figure = self.mark.measured
        lead = f"{figure} · " if figure and self.mark.reason else figure
        room = self.width - 14 - 2 * self.edge  # the triangle stands before the first line
        text = lead + _sentence(self.mark.reason) or say("diagram.critical", self.request.lang)
        most = (4 if self.detail is Detail.FULL else 2) + self.more.get("why", 0)
        return measure.fit(text, SMALL, room, "semibold", lines=most)

    @cached_property
    def headline(self) -> str:
        """What the head of a critical card in a lane says: the figure, and what it counts if it fits."""
        if self.mark is None:
            return ""
        number = measure.width(str(self.texts.number[self.step.id]), 8, "bold")
        room = self.width - 2 * self.edge - max(15, number + 7)
        room -= 27 + ICON * len(self.signs)  # the triangle and the channel's sign, with air
        whole = self.mark.measured
        return whole if measure.width(whole, SMALL, "bold") <= room else self.mark.figure

    @property
    def strip_height(self) -> float:
        """The height of the critical strip below."""
        if not self.reason:
            return 0
        return len(self.reason) * measure.LEADING * SMALL + 3

    @cached_property
    def connector_rows(self) -> list[list[Connector]]:
        """The connectors, row by row."""
        rows: list[list[Connector]] = []
        left = 0.0
        for given in self.connectors:
            connector = fitted(given, self.width - 2 * self.edge - 7)
            wide = connector_width(connector) + 3
            if not rows or left + wide > self.width - 4:
                rows.append([])
                left = 0.0
            rows[-1].append(connector)
            left += wide
        return rows

    @property
    def connectors_height(self) -> float:
        """The height of the connectors, with what is left free below each row of them."""
        tall = (
            max(connector_height(connector) for connector in row) for row in self.connector_rows
        )
        return sum(high + 2 for high in tall)

    @cached_property
    def diamond_text(self) -> str:
        """What stands in the diamond: the question, and by when what was agreed on it is due."""
        told = self.texts.name(self.step), self.texts.agreed(self.step)
        return " · ".join(filter(None, told))

    @cached_property
    def height(self) -> float:
        """The least height in which everything has room."""
        if self.diamond:
            return diamond_height(self.diamond_text, SMALL, self.width, head=1, least=44)
        body = sum(size * measure.LEADING for _, size, _, _ in self.lines)
        rest = self.connectors_height + self.strip_height
        return HEAD + 2 * self.edge + 6.5 + body + rest


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    """Return the first sentence, without its full stop.

    >>> _sentence("Llegar cuesta. En un caso fueron dos días.")
    'Llegar cuesta'
    """
    return text.partition(". ")[0].removesuffix(".")
