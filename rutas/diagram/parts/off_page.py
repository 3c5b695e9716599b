"""Cut links at the edge of a sheet: a connector here, and its fellow on the other sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.parts.drawn_route import DrawnLink, DrawnRoute
    from rutas.layout.geometry import Rect
    from rutas.paper.palette import Theme

__all__ = [
    "Connector",
    "SheetLinks",
    "connector_height",
    "connector_width",
    "draw_connector",
    "fitted",
    "named",
]

_LINE = 7.6  # from one line of words to the next
_MANY = 80  # items: with fewer there are no ten sheets


@dataclass(frozen=True)
class Connector:
    """An off-page connector on a card: to another sheet's step, or from it.

    `text` is the other step's number, `words` the answer that leads there, in one line or two. `to` is
    the item at the other end, and `sheet` what its sheet is called, if it is another one.
    """

    id: str
    text: str
    incoming: bool
    back: bool = False
    words: str = ""
    to: str = ""
    sheet: str = ""

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands among others: by the other step's number.

        >>> sorted(["16", "9"], key=lambda text: Connector("c", text, incoming=False).order)
        ['9', '16']
        """
        return (int(self.text) if self.text.isdigit() else 0, self.text)


def fitted(connector: Connector, room: float) -> Connector:
    """Return a connector that is no wider than a room: its words in two lines, or cut.

    >>> fitted(Connector("c", "29", incoming=False, words="Asiste y avanza"), 70).words.splitlines()
    ['Asiste y', 'avanza']
    """
    if not connector.words:
        return connector
    left = room - connector_width(replace(connector, words="")) - 3
    lines = measure.fit(connector.words, 7, left, "semibold", lines=2)
    return replace(connector, words="\n".join(lines))


def named(connector: Connector, sheets: Mapping[str, int], here: int, lang: str) -> Connector:
    """Return a connector that names the sheet where the other item is, if that is not `here`."""
    sheet = sheets.get(connector.to, here)
    name = say("diagram.connector-sheet", lang, number=sheet) if sheet != here else ""
    return replace(connector, sheet=name)


def connector_width(connector: Connector) -> float:
    """Return how wide a connector is drawn."""
    number = measure.width(connector.text, 7.5, "bold") + _sheet_width(connector)
    return number + _words_width(connector) + 15


def _sheet_width(connector: Connector) -> float:
    return measure.width(connector.sheet, 7) + 2 if connector.sheet else 0.0


def connector_height(connector: Connector) -> float:
    """Return how high a connector is drawn."""
    return 11 + _LINE * connector.words.count("\n")


def _words_width(connector: Connector) -> float:
    if not connector.words:
        return 0.0
    lines = connector.words.split("\n")
    return max(measure.width(line, 7, "semibold") for line in lines) + 3


def draw_connector(canvas: Canvas, connector: Connector, place: Rect, theme: Theme) -> None:
    """Draw a connector: an arrow and the other step's number, white on black, the answer before."""
    ink = theme.returns if connector.back else theme.text
    lines = connector.words.split("\n")
    with canvas.owned(connector.id):
        canvas.rect(place, Pen(fill=ink))
        size = 5.6
        top = place.top + (place.height - size) / 2
        base = place.centre[1] + 2.7
        first = base - (0.2 + _LINE * (len(lines) - 1) / 2)
        for index, line in enumerate(lines):
            down = first + index * _LINE
            canvas.text(place.left + 3, down, line, 7, "#ffffff", "semibold")
        left = place.left + 3 + _words_width(connector)
        icons.pointer(canvas, left, top, size, "#ffffff", left=connector.incoming)
        right = place.right - 3 - _sheet_width(connector)
        canvas.text(right, base, connector.text, 7.5, "#ffffff", "bold", "end")
        if connector.sheet:
            canvas.text(place.right - 3, base, connector.sheet, 7, "#ffffff", anchor="end")
    side = "in" if connector.incoming else "out"
    words = f"{' '.join(lines)} {connector.text} {connector.sheet}".strip()
    canvas.node(Node(connector.id, place, "box", ("connector", side), words))


class SheetLinks:
    """The links of the items on a sheet: those among them, and where the others leave and arrive.

    Parameters
    ----------
    drawn
        The route.
    bands
        The ids of each band's items.

    Attributes
    ----------
    given, items
        Their ids, by band and all in order.
    bands
        The ids of each band's items, and of the connectors that stand among them.
    links
        The links to be drawn on the sheet.
    connectors
        Every connector.
    on_cards
        The connectors that stand on an item's card.
    apart
        The connectors that have a place of their own, by id: beside a diamond or a pill.
    """

    def __init__(self, drawn: DrawnRoute, bands: Sequence[Sequence[str]]) -> None:
        self.drawn = drawn
        self.given = [tuple(band) for band in bands]
        self.items = [key for band in bands for key in band]
        self.bands = [list(band) for band in bands]
        self.links: list[DrawnLink] = []
        self.connectors: list[Connector] = []
        self.on_cards: dict[str, list[Connector]] = {}
        self.apart: dict[str, Connector] = {}
        here = set(self.items)
        for link in drawn.links:
            if link.source in here and link.target in here:
                self.links.append(link)
            elif link.source in here:
                self._leaves(link)
            elif link.target in here:
                self._arrives(link)

    def _leaves(self, link: DrawnLink) -> None:
        key = f"connector-{link.id.removeprefix('link-')}-out"
        connector = self._connector(key, link.target, link, incoming=False)
        item = self.drawn.items[link.source]
        if item.step.decision or item.kind != "step":
            self._apart(connector, replace(link, target=key), after=link.source)
        else:
            self._on_card(link.source, replace(connector, words=link.label))

    def _arrives(self, link: DrawnLink) -> None:
        key = f"connector-{link.id.removeprefix('link-')}-in"
        connector = self._connector(key, link.source, link, incoming=True)
        item = self.drawn.items[link.target]
        if item.step.decision or item.kind != "step":
            here = replace(
                link, id=f"{link.id}.in", source=key, label=link.label if link.opens else ""
            )
            self._apart(connector, here, before=link.target)
        else:
            self._on_card(link.target, connector)

    def _connector(self, key: str, to: str, link: DrawnLink, *, incoming: bool) -> Connector:
        """Return a connector to an item, with room for the number of a sheet that is not yet known."""
        widest = "88" if len(self.drawn.items) > _MANY else "8"
        shown = self.drawn.items[to].step.id in self.drawn.shown
        lang = self.drawn.request.lang
        sheet = say("diagram.connector-sheet", lang, number=widest) if shown else ""
        return Connector(key, self._number(to), incoming, link.back, to=to, sheet=sheet)

    def _number(self, key: str) -> str:
        """Return what a connector calls an item: its number, or that people enter or leave there."""
        item = self.drawn.items[key]
        if item.kind == "step" or key == f"step-{item.step.id}":
            return str(self.drawn.texts.number[item.step.id])
        return say(f"diagram.connector-{item.kind}", self.drawn.request.lang)

    def _on_card(self, item: str, connector: Connector) -> None:
        self.connectors.append(connector)
        self.on_cards.setdefault(item, []).append(connector)

    def _apart(
        self, connector: Connector, link: DrawnLink, *, after: str = "", before: str = ""
    ) -> None:
        """Give a connector a place of its own, which has no bar where streams open or are awaited."""
        self.apart[connector.id] = connector
        self.connectors.append(connector)
        opens, gathers = link.opens and not before, link.gathers and not after
        self.links.append(replace(link, back=False, opens=opens, gathers=gathers))
        for band in self.bands:
            if after in band:
                band.insert(band.index(after) + 1, connector.id)
            elif before in band:
                band.insert(band.index(before), connector.id)
