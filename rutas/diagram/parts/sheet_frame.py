"""Frame a sheet: title, how to read it, title block, legend of the signs in use, footer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rutas.diagram.parts.legend_rows import even_rows, fewest_rows
from rutas.hours import day_in_figures
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.model.choice import choice_word
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.diagram.request import Request
    from rutas.model import Route
    from rutas.paper.palette import Theme

__all__ = ["Frame", "Sign", "block", "day", "feet", "foot", "noted", "standing"]


_CELL = 150.0  # of the title block: the widest a value is written on one line
_ROW = 14.0  # the height of a row of the legend
_AFTER = 4.0  # between a sign and its words


@dataclass(frozen=True)
class Sign:
    """A sign of the legend: its key, what it means, how wide it is, and how it is drawn.

    `draw` gets the canvas, the place (a rectangle, `width` by the legend's height) and the theme.
    `seen` tells of what is drawn whether the sign is on it, where nothing else does. Of a family with
    `lead`, those words and the sign stand once, before its first.
    """

    key: str
    label: str
    width: float
    draw: Callable[[Canvas, Rect, Theme], None]
    seen: Callable[[Canvas], bool] | None = None
    lead: str = ""

    @property
    def family(self) -> str:
        """What it has in common with others: channels, sectors, who else attends."""
        return self.key.partition("-")[0]


class _Entry(NamedTuple):
    """A sign in the legend and its words; `size` is how wide both are, and whether its family goes on."""

    sign: Sign
    label: str
    lead: float
    size: tuple[float, bool]


def noted(key: str) -> Callable[[Canvas], bool]:
    """Return what tells of a sheet whether whoever drew it noted a sign.

    >>> canvas = Canvas(100, 100)
    >>> canvas.signs.add("stale")
    >>> noted("stale")(canvas), noted("undated")(canvas)
    (True, False)
    """
    return lambda canvas: key in canvas.signs


def block(route: Route, lang: str) -> list[tuple[str, str]]:
    """Return the title block's cells: what is known of the route's making."""
    cells = [
        ("route", route.id),  # the title has its name; other routes call it by this
        ("territory", route.territory.to(lang) if route.territory else ""),
        ("status", standing(route, lang)),
        ("version", route.version or say("diagram.no-version", lang)),
        ("date", day(route.revised, lang)),
        ("authors", route.authors.to(lang) if route.authors else ""),
    ]
    return [(say(f"diagram.block-{key}", lang), value) for key, value in cells if value]


def standing(route: Route, lang: str) -> str:
    """Return how far a route has been taken, and whether it is nothing but a reconstruction.

    >>> import rutas
    >>> route = rutas.load("routes")["0-4"].model_copy(update={"official": False})
    >>> standing(route, "es")
    'Borrador · reconstrucción, no oficial'
    """
    status = choice_word("status", route.status, lang).capitalize()
    return f"{status} · {say('diagram.unofficial', lang)}" if route.official is False else status


def day(date: str | None, lang: str) -> str:
    """Return a day, a month or a year as people write it, or that nobody says.

    >>> day("2021-11-03", "es"), day(None, "es")
    ('03/11/2021', 'sin fecha')
    """
    return day_in_figures(date, lang) if date else say("diagram.no-date", lang)


def feet(route: Route, lang: str) -> tuple[str, str]:
    """Return what stands at the foot of a sheet of one route, left and right."""
    return foot(route.name.to(lang), standing(route, lang), route.version, route.revised, lang)


def foot(
    name: str, status: str, version: str | None, date: str | None, lang: str
) -> tuple[str, str]:
    """Return what stands at the foot of a sheet, left and right: a loose sheet is known by it.

    >>> foot("Ruta", "Borrador", None, "2021-11-03", "es")
    ('Ruta · Borrador', '03/11/2021')
    """
    words = {"version": version or "", "date": day(date, lang)}
    right = say("diagram.foot-version", lang, **words) if version else words["date"]
    return f"{name} · {status}", right


@dataclass(frozen=True)
class Frame:
    """What stands round the drawing on a sheet; the same on every sheet of a drawing.

    Examples
    --------
    >>> from rutas.diagram.request import Request
    >>> frame = Frame(Request(), "Ruta", "Se lee de izquierda a derecha", [], [], "Borrador", "v1")
    >>> frame.area.left == frame.request.paper.printable.left
    True
    """

    request: Request
    title: str
    subtitle: str
    cells: Sequence[tuple[str, str]]
    signs: Sequence[Sign]
    foot_left: str
    foot_right: str
    steps: tuple[str, str] = ("", "")
    """Which steps a sheet has, for the title block; and the same with the widest numbers."""

    @property
    def _page(self) -> Rect:
        return self.request.paper.printable

    @cached_property
    def area(self) -> Rect:
        """The room that is left for the drawing itself."""
        page = self._page
        rows = fewest_rows([one.size for one in self._entries(self.signs)], page.width)
        return Rect(page.left, self._head_bottom + 3, page.right, self._top_of(len(rows)) - 5)

    def draw(self, canvas: Canvas, number: int = 1, total: int = 1) -> None:
        """Draw the frame of sheet `number` of `total`."""
        with canvas.owned("heading"):
            self._heading(canvas, number, total)
        with canvas.owned("title-block"):
            self._block(canvas, number, total)
        with canvas.owned("legend"):
            self._legend(canvas)
        with canvas.owned("footer"):
            self._footer(canvas, number, total)

    # --- head -------------------------------------------------------------------------------------

    @cached_property
    def _title_size(self) -> float:
        size, least = 17.0, 10
        while measure.width(self.title, size, "bold") > self._title_room and size > least:
            size -= 0.5
        return size

    @cached_property
    def _title(self) -> list[str]:
        return measure.fit(self.title, self._title_size, self._title_room, "bold", lines=2)

    @cached_property
    def _title_high(self) -> float:
        """The height of the title, with some air below: a long one takes two lines."""
        lines = 1.1 + (len(self._title) - 1) * measure.LEADING
        return lines * self._title_size + 2

    @cached_property
    def _title_room(self) -> float:
        page = self._page
        room = page.width
        return room - self._block_width - 16 if self.request.paper.landscape else room

    @cached_property
    def _subtitle(self) -> list[str]:
        return measure.balanced(self.subtitle, 8.5, self._title_room)

    @cached_property
    def _titles_bottom(self) -> float:
        size = 8.5
        lines = len(self._subtitle) * measure.LEADING * size
        return self._page.top + 7 + self._title_high + lines

    @cached_property
    def _head_bottom(self) -> float:
        page = self._page
        if not self.cells:
            return self._titles_bottom
        if self.request.paper.landscape:
            return max(self._titles_bottom, page.top + 7 + self._block_height)
        return self._titles_bottom + 4 + self._block_height

    def _heading(self, canvas: Canvas, number: int, total: int) -> None:  # noqa: ARG002  (other frames write the number there)
        page, theme = self._page, self.request.theme
        bar = Rect.sized(page.left, page.top, page.width, 2.4)
        canvas.rect(bar, Pen(fill=theme.text))
        top = page.top + 6
        size = self._title_size
        title_top = top + (0.86 - measure.ASCENT) * size
        canvas.texts(page.left, title_top, self._title, size, theme.text, "bold")
        canvas.texts(page.left, top + self._title_high, self._subtitle, 8.5, theme.muted)

    # --- title block ------------------------------------------------------------------------------

    @cached_property
    def _columns(self) -> list[float]:
        """The widths of the cells."""
        page = self._page
        cells = [*self.cells, *self._sheet_cell(88, 88, self.steps[1])]
        wanted = [
            max(
                measure.width(label, 7),
                min(measure.width(value, 8, "semibold"), _CELL),
            )
            + 10
            for label, value in cells
        ]
        room = page.width
        if not wanted or (self.request.paper.landscape and sum(wanted) < room * 0.62):
            return wanted
        factor = room * (0.62 if self.request.paper.landscape else 1) / sum(wanted)
        return [width * factor for width in wanted]

    def _sheet_cell(self, number: int, total: int, steps: str) -> list[tuple[str, str]]:
        """Return the cell that says which sheet this is, where a step is looked for by its number."""
        count = say("diagram.sheet-of", self.request.lang, number=number, total=total)
        return [(count, steps)] if steps else []

    @cached_property
    def _block_width(self) -> float:
        return sum(self._columns)

    @cached_property
    def _values(self) -> list[list[str]]:
        return [
            measure.fit(value, 8, width - 8, "semibold", lines=2)
            for (_, value), width in zip(self.cells, self._columns, strict=False)
        ]

    @cached_property
    def _block_height(self) -> float:
        lines = max(map(len, self._values), default=0)
        return 12 + lines * 8 * measure.LEADING + 2

    def _block(self, canvas: Canvas, number: int, total: int) -> None:
        if not self.cells:
            return
        last = self._sheet_cell(number, total, self.steps[0])
        labels = [label for label, _ in (*self.cells, *last)]
        values = [*self._values, *([value] for _, value in last)]
        page, theme = self._page, self.request.theme
        left = page.right - self._block_width
        top = page.top + 7 if self.request.paper.landscape else self._titles_bottom + 4
        for label, lines, width in zip(labels, values, self._columns, strict=True):
            canvas.rect(Rect.sized(left, top, width, self._block_height), Pen(theme.rule, 0.5))
            canvas.text(left + 4, top + 8.2, label, 7, theme.muted)
            canvas.texts(left + 4, top + 11, lines, 8, theme.text, "semibold")
            left += width

    # --- legend and foot --------------------------------------------------------------------------

    def _top_of(self, rows: int) -> float:
        """Return where so many rows of the legend begin, right above the foot."""
        return self._page.bottom - 12 - rows * _ROW

    def _entries(self, signs: Sequence[Sign]) -> list[_Entry]:
        """Return what stands in the legend for some signs."""
        entries = list[_Entry]()
        for before, sign in zip((None, *signs), signs, strict=False):
            near = before is not None and before.family == sign.family
            alone = near and bool(sign.lead)  # the family's sign and words stand before another
            lead = 0.0 if alone else sign.width + _AFTER
            words = sign.label if alone else f"{sign.lead} {sign.label}".strip()
            label = measure.fit(words, 7.5, self._page.width - lead)[0]
            entries.append(_Entry(sign, label, lead, (lead + measure.width(label, 7.5), near)))
        return entries

    def _legend(self, canvas: Canvas) -> None:
        page, theme = self._page, self.request.theme
        used = [sign for sign in self.signs if sign.seen is None or sign.seen(canvas)]
        entries = self._entries(used)
        rows = even_rows([one.size for one in entries], page.width)
        for row, places in enumerate(rows):
            top = self._top_of(len(rows)) + row * _ROW
            for index, left in places:
                entry, x = entries[index], page.left + left
                sign = entry.sign
                with canvas.owned(f"sign:{sign.key}"):
                    if entry.lead:
                        sign.draw(canvas, Rect.sized(x, top, sign.width, 12), theme)
                    canvas.text(x + entry.lead, top + 8.7, entry.label, 7.5, theme.text)

    def _footer(self, canvas: Canvas, number: int, total: int) -> None:
        page, theme = self._page, self.request.theme
        top = page.bottom - 9
        right = page.right
        canvas.line([(page.left, top), (right, top)], Pen(theme.rule, 0.5))
        count = say("diagram.sheet-of", self.request.lang, number=number, total=total)
        mark = f"{self.foot_right} · {count}"
        room = right - page.left - measure.width(mark, 7.5) - 20
        for line in measure.fit(self.foot_left, 7.5, room, ends=True):
            canvas.text(page.left, top + 8, line, 7.5, theme.muted)
        canvas.text(right, top + 8, mark, 7.5, theme.muted, anchor="end")
