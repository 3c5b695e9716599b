"""Decide which steps and documents go on which analytic sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from rutas.diagram.page import Frame, block
from rutas.diagram.sheet.legend import legend
from rutas.diagram.signs import signs
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.facts import Facts
    from rutas.diagram.request import Request
    from rutas.model import Route, Step

__all__ = ["BARS", "CHANNEL", "LABELS", "ROW", "Plan"]

LABELS = 150.0
"""The width of the names at the left, at scale 1."""
ROW = 12.5
"""The height of a document's row."""
CHANNEL = 13.5
"""The height of a channel's row."""
BARS = 44.0
"""The height of the tallest bar."""
_CAPTION = 50.0  # stages, numbers, and the title of the documents
_NARROWEST = 20.0  # a column holds a number and an icon


@dataclass
class Plan:
    """What all the sheets of a route share: the frame, and which columns and rows go where."""

    route: Route
    facts: Facts
    request: Request
    steps: list[Step]

    @cached_property
    def scale(self) -> float:
        """How much larger than on A4."""
        return self.request.paper.scale

    @cached_property
    def frame(self) -> Frame:
        """The furniture of every sheet."""
        lang, route = self.request.lang, self.route
        status = say(f"diagram.status-{route.status}", lang)
        return Frame(
            self.request,
            say("sheet.title", lang, route=route.name.to(lang)),
            say("sheet.reading", lang),
            block(route, lang),
            [*signs({"critical"} & self._marked, lang), *legend(self)],
            say("diagram.foot", lang, status=status),
            say(
                "diagram.foot-version",
                lang,
                version=route.version or "—",
                date=route.revised or "—",
            ),
        )

    @cached_property
    def _marked(self) -> set[str]:
        return {"critical"} if any(map(self.request.mark, self.steps)) else set()

    @cached_property
    def room(self) -> float:
        """The width of the columns together."""
        return self.frame.area.width - LABELS * self.scale

    @cached_property
    def columns(self) -> list[list[Step]]:
        """The steps of every sheet, as even as can be."""
        most = max(1, int(self.room / (_NARROWEST * self.scale)))
        sheets = ceil(len(self.steps) / most) or 1
        each = ceil(len(self.steps) / sheets) or 1
        return [self.steps[start : start + each] for start in range(0, len(self.steps), each)]

    def documents(self, columns: Sequence[Step]) -> list[str]:
        """Every document that the columns make, ask for or carry, in the order of its first use."""
        order = {step.id: index for index, step in enumerate(self.steps)}
        first, last = order[columns[0].id], order[columns[-1].id]
        return [
            name for name, (start, end, _) in self.spans.items() if start <= last and end >= first
        ]

    @cached_property
    def spans(self) -> dict[str, tuple[int, int, list[tuple[int, str]]]]:
        """Where every document is first and last met, and how: made, required, either or optional."""
        met: dict[str, list[tuple[int, str]]] = {}
        for index, step in enumerate(self.steps):
            for need in step.requires:
                sign = "required" if len(need.any) == 1 else "either"
                for name in need.any:
                    met.setdefault(name, []).append((index, sign))
                for name in need.optional:
                    met.setdefault(name, []).append((index, "optional"))
            for name in step.produces:
                met.setdefault(name, []).append((index, "produced"))
        return {name: (uses[0][0], uses[-1][0], uses) for name, uses in met.items()}

    def papers(self, columns: Sequence[Step]) -> list[list[str]]:
        """The documents of the columns, cut into as many sheets as they need."""
        names = self.documents(columns)
        row, height = ROW * self.scale, self.frame.area.height
        first = max(1, int((height - self.head - self.key(columns)) / row))
        more = max(1, int((height - _CAPTION * self.scale) / row))
        rest = names[first:]
        return [names[:first], *(rest[at : at + more] for at in range(0, len(rest), more))]

    @cached_property
    def kinds(self) -> list[str]:
        """The channels of the route, in the catalogue's order."""
        used = {name for step in self.steps for name in step.channel}
        return [name for name in self.route.catalogue.channels if name in used]

    @property
    def head(self) -> float:
        """How high everything above the documents is."""
        channels = 22 + CHANNEL * len(self.kinds)
        return (_CAPTION + channels + 2 * (BARS + 26)) * self.scale

    def key(self, columns: Sequence[Step]) -> float:
        """How high the key to the numbers is."""
        return (24 + 10 * ceil(len(columns) / 3)) * self.scale
