"""Draw a route as a flow: stages are bands, read like text; what does not fit goes on on the next sheet."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from rutas.diagram.flow.division import Band, even, halves, joined, parts
from rutas.diagram.flow.page import Pages
from rutas.diagram.parts.cards import Detail
from rutas.diagram.parts.drawn_route import DrawnRoute
from rutas.diagram.parts.off_page import SheetLinks
from rutas.diagram.parts.step_drawing import sheet_of
from rutas.diagram.parts.step_layout import StepLayout, Style
from rutas.diagram.parts.steps_frame import frame
from rutas.diagram.parts.type_size import largest_type
from rutas.layout.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.diagram.parts.row_growth import RowGrowth
    from rutas.diagram.request import Request, Sheet
    from rutas.model import Route

__all__ = ["draw", "sheet_numbers"]

_SLACKS = (0.98, 0.88)  # of the height: what is estimated may come out higher
_MORE = 2  # sheets more than the fewest, for what would be left out else
_HOPE = 1.0  # of the height: with an estimate that needs more, larger type is not tried
_TABLE = 1.16  # type of 9 and 8 points
_STRETCH = 1.25  # how much a sheet may be spread: longer lines make it no clearer
_COVERED = 0.32  # of a sheet, by cards: it is spread no further
_CARDS = (98.0, 82.0)  # the widths of cards to try
_WIDEST = 174.0  # of a column: cards grow no wider


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Return the sheets of a route's flow.

    A route that fits on one sheet stays on one, with less on each card if need be; one that does not
    is cut between stages, as evenly as can be, and connectors in pairs say where it goes on.
    """
    return _planned(routes[0], request).sheets()


def sheet_numbers(route: Route, request: Request) -> dict[str, int]:
    """Return on which sheet each step of a route's flow is, which is not drawn for that."""
    numbers = _planned(route, request).numbers
    return {step: numbers[f"step-{step}"] for step in route.steps}


def _planned(route: Route, request: Request) -> _Flow:
    memo = Memo()
    return largest_type(request, lambda asked: _Flow(DrawnRoute(route, asked), memo), _TABLE)


class _Bound(NamedTuple):
    """How many sheets there may be, and the least that their cards may say."""

    sheets: int
    detail: Detail


class _Flow:
    def __init__(self, drawn: DrawnRoute, memo: Memo, bound: _Bound | None = None) -> None:
        self.drawn, self.memo, self.bound, self.pages = drawn, memo, bound, Pages(drawn)
        self.room = self.pages.room

    @property
    def count(self) -> int:
        """The number of its sheets."""
        return len(self._layouts)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of the sheet that each item is on."""
        return sheet_of(layout.cut.items for layout in self._layouts)

    def within(self, count: int, lost: float) -> _Flow | None:
        """Return it with no more sheets and no more left out; lines are only laid where there is hope."""
        bound = _Bound(count, Detail(int(min(lost, Detail.NAMES))))
        style = replace(self._styles()[0], detail=bound.detail)
        if len(self._groups(self._bands, style, self._high * _HOPE)) > count:
            return None
        found = _Flow(self.drawn, self.memo, bound)
        return found if 0 < found.count <= count and found.lost <= lost else None

    @property
    def lost(self) -> float:
        """How much less than all its cards say: a text that is cut is worse than none."""
        return self._detail + 0.5 * any(not one.holds(self._detail) for one in self._growing)

    @property
    def hoped(self) -> tuple[int, float]:
        """How many sheets, and what left out: it is worked out at once."""
        return self.count, self.lost

    @property
    def fill(self) -> float:
        """Which share of its height the fullest sheet needs."""
        return max(one.laid.layout.height / layout.style.height for layout, one in self._both)

    def sheets(self) -> list[Sheet]:
        """Draw its sheets."""
        return [
            self.pages.draw(
                one, self._growth(one).filled(self._detail), (n, self.count), self.numbers
            )
            for n, one in enumerate(map(self._wider, self._layouts), 1)
        ]

    def _wider(self, sheet: StepLayout) -> StepLayout:
        """Return a sheet with wider cards, in fewer columns, where it has the height for them."""
        style = sheet.style
        bands = [
            Band(stage, tuple(key for key in band if key in self.drawn.items))  # no connectors
            for stage, band in zip(sheet.stages, sheet.cut.bands, strict=True)
        ]
        for columns in range(1 + int(style.width / _WIDEST), style.columns):
            other = self._layout(bands, replace(style, columns=columns))
            hopeful = other.hopeful(sheet.laid.layout.height - sheet.estimate)
            if not hopeful or not other.fits or other.disorder > sheet.disorder:
                continue
            if other.laid.ground() > sheet.laid.ground() and self._growth(other).holds(
                self._detail
            ):
                return other
        return sheet

    def _growth(self, sheet: StepLayout) -> RowGrowth:
        return sheet.growing(_STRETCH, _COVERED * self.pages.area.width)

    @property
    def _both(self) -> Iterable[tuple[StepLayout, RowGrowth]]:
        return zip(self._layouts, self._growing, strict=True)

    @cached_property
    def _growing(self) -> list[RowGrowth]:
        return [self._growth(layout) for layout in self._layouts]

    @cached_property
    def _detail(self) -> Detail:
        """How much the cards of all its sheets say."""
        return max(one.most for one in self._growing)

    # --- what goes on which sheet -----------------------------------------------------------------

    @cached_property
    def _high(self) -> float:
        """The height of a sheet with a few stages, whose legend is not that of the whole route."""
        style = self._styles()[0]
        return median(self._layout([band], style).style.height for band in self._bands)

    @property
    def _bands(self) -> list[Band]:
        return [Band(n, items) for n, items in enumerate(self.drawn.stages) if items]

    @cached_property
    def _layouts(self) -> list[StepLayout]:
        """The sheets: one, if that holds the route; else few, with all that cards can say.

        There are none where they are not within their bound.
        """
        self.drawn.refuse_crowd(self.room.height)
        bands, styles, bound = self._bands, self._styles(), self.bound
        more = dict.fromkeys(styles, 0.0)  # that lines needed where cards said more
        for detail in (one for one in Detail if not bound or one <= bound.detail):
            for style in styles:
                layout = self._layout(bands, replace(style, detail=detail))
                if not layout.hopeful(more[style]):
                    continue
                if layout.fits:
                    return [layout]
                more[style] = layout.laid.layout.height - layout.estimate
        if not bound:
            return self._several(bands, styles[0])
        details = (one for one in Detail if one <= bound.detail)
        cuts = (self._at_once(replace(styles[0], detail=one), bound.sheets) for one in details)
        return next(filter(None, cuts), [])

    def _at_once(self, style: Style, most: int) -> list[StepLayout]:
        """Return no more sheets than so many, if the first division by estimated heights is one."""
        for slack in _SLACKS:
            groups = self._groups(self._bands, style, self._high * slack)
            if len(groups) > most:
                break
            layouts = [layout for group in groups if (layout := self._fitting_one(group, style))]
            if len(layouts) == len(groups):
                return layouts
        return []

    def _several(self, bands: Sequence[Band], style: Style) -> list[StepLayout]:
        """Return the sheets of a route that is cut between stages: few, with all that cards can say.

        All cards say the same kinds of things; for what the fewest sheets leave out there are two more.
        """
        names = replace(style, detail=Detail.NAMES)
        fewest = len(self._groups(bands, names, self._high * _SLACKS[0]))  # at the least
        for detail in (one for one in Detail if one < Detail.NAMES):
            fuller = self._cut(bands, replace(style, detail=detail), fewest + _MORE)
            if len(fuller) > fewest + _MORE:
                fewest = len(self._cut(bands, names))
            if 0 < len(fuller) <= fewest + _MORE:
                return fuller
        return self._cut(bands, names)

    def _cut(self, bands: Sequence[Band], style: Style, most: int = 0) -> list[StepLayout]:
        """Return the sheets of a route, as few as can be; with `most`, more are not worth the search."""
        found: list[StepLayout] = []
        for slack in _SLACKS:
            groups = self._groups(bands, style, self._high * slack)
            if most and len(groups) > most:
                break
            layouts = [layout for group in groups for layout in self._fitting(group, style)]
            if not found or len(layouts) < len(found):
                found = layouts
            if len(layouts) == len(groups):
                break
        return found

    def _fitting(self, bands: Sequence[Band], style: Style) -> list[StepLayout]:
        """Return a sheet of some stages, or two and more where lines need too much room for one."""
        if whole := self._fitting_one(bands, style):
            return [whole]
        if sum(len(band.items) for band in bands) == 1:
            return [self._layout(bands, style)]
        return [layout for half in halves(bands) for layout in self._fitting(half, style)]

    def _fitting_one(self, bands: Sequence[Band], style: Style) -> StepLayout | None:
        """Return a sheet of some stages, in a column less where lines need it; nothing if it has no room."""
        more = 0.0  # that lines needed in a column more
        for columns in range(style.columns, max(0, style.columns - 2), -1):
            layout = self._layout(bands, replace(style, columns=columns))
            if layout.hopeful(more):
                if layout.fits:
                    return layout
                more = layout.laid.layout.height - layout.estimate
        return None

    def _styles(self) -> list[Style]:
        """The ways to divide the width: few wide columns first."""
        counts = dict.fromkeys(max(1, int(self.room.width / (wide + 24))) for wide in _CARDS)
        return [Style(count, self.room.width - 4, self.room.height) for count in counts]

    def _layout(self, bands: Sequence[Band], style: Style) -> StepLayout:
        """Return some stages on one sheet, as high as the sheet's own legend leaves it."""

        def made() -> StepLayout:
            cut, high = self.memo.once(("cut", tuple(bands), style.height), lambda: self._on(bands))
            stages = [band.stage for band in bands]
            return StepLayout(self.drawn, cut, stages, replace(style, height=high), self.memo)

        return self.memo.once(("sheet", tuple(bands), style), made)

    def _on(self, bands: Sequence[Band]) -> tuple[SheetLinks, float]:
        """Return the links of a sheet with some stages, and the height that its legend leaves them."""
        cut = SheetLinks(self.drawn, [band.items for band in bands])
        return cut, frame(self.drawn, "flow", cut).area.height

    def _groups(self, bands: Sequence[Band], style: Style, high: float) -> list[list[Band]]:
        """Group stages in order into sheets no higher than asked, each about as full as the others.

        Where a sheet would have less than half as many cards as another, the fullest is cut within stages.
        """
        groups = self._grouped(bands, style, high)
        if self._uneven(groups):
            fullest = max(groups, key=self._cards)
            cut = [part for band in bands for part in parts(band, 3 if band in fullest else 1)]
            other = [joined(group) for group in self._grouped(cut, style, high)]
            if len(other) == len(groups) and not self._uneven(other):
                return other
        return groups

    def _uneven(self, groups: Sequence[Sequence[Band]]) -> bool:
        cards = [self._cards(group) for group in groups]
        return max(cards) > 2 * min(cards)

    def _cards(self, group: Iterable[Band]) -> int:
        keys = (key for band in group for key in band.items)
        return sum(self.drawn.items[key].kind == "step" for key in keys)

    def _grouped(self, bands: Sequence[Band], style: Style, high: float) -> list[list[Band]]:
        cut = [part for band in bands for part in self._parts(band, style, high)]
        highs, sizes = [tall for _, tall in cut], [self._cards([band]) for band, _ in cut]
        for count in range(max(1, int(sum(highs) / high)), len(cut) + 1):
            groups = even(highs, sizes, count, high)
            if groups:
                return [[cut[i][0] for i in group] for group in groups]
        return [[band] for band, _ in cut]

    def _parts(self, band: Band, style: Style, high: float) -> list[tuple[Band, float]]:
        """Return a stage with its estimated height; in several parts if it is too high for a sheet."""
        tall = self._layout([band], style).estimate
        if tall <= high or len(band.items) == 1:
            return [(band, tall)]
        count = int(tall / high) + 1
        while True:
            cut = parts(band, count)
            heights = [self._layout([part], style).estimate for part in cut]
            if max(heights) <= high or len(cut) == len(band.items):
                return list(zip(cut, heights, strict=True))
            count += max(1, count // 8)
