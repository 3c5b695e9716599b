"""Lay out a strip of the map: stations from top to bottom, in runs and in streams side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.answers.words import letters
from rutas.diagram.overview.lanes import Lanes, lanes
from rutas.diagram.overview.unlined import APART, CHIP, TELLING, rows_of, told
from rutas.diagram.parts.off_page import connector_width
from rutas.locale import say
from rutas.paper import measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.overview.look import Look
    from rutas.diagram.overview.sections import Section
    from rutas.diagram.parts.drawn_route import DrawnLink, DrawnRoute, Item
    from rutas.diagram.parts.off_page import Connector
    from rutas.paper.fonts import Weight

__all__ = ["Column", "Stop", "Strip"]

_ABREAST = 3  # the most lanes of a stream beside others
_BAR = 12.0  # round the name of a bar


@dataclass(frozen=True)
class Stop:
    """A station, a terminus, or a bar at which streams fork or join.

    Attributes
    ----------
    item
        What it stands for.
    words
        The lines of its name.
    head, sheet
        What stands over it: its stream or stage, and the sheet on which it is drawn in full.
    told
        The links that no line shows.
    beside
        Whether these are told on the last line of the name.
    high
        The least height.
    """

    item: Item
    words: tuple[str, ...]
    head: tuple[str, ...]
    sheet: str
    told: tuple[Connector, ...]
    beside: bool
    high: float


@dataclass(frozen=True)
class Column:
    """A run of stations, or one of the streams that run side by side."""

    stops: tuple[Stop, ...]
    lanes: Lanes
    left: float
    wide: float

    @property
    def high(self) -> float:
        """The least height."""
        return sum(stop.high for stop in self.stops)


class Strip:
    """Sections one below the other.

    Parameters
    ----------
    drawn
        The route.
    sections
        The sections of the strip.
    look
        How it is drawn.
    most
        How many lanes a column may have.
    streams
        To which stream each step belongs, by its id, for the lines of a run.
    """

    def __init__(
        self,
        drawn: DrawnRoute,
        sections: Sequence[Section],
        look: Look,
        most: int,
        streams: Mapping[str, int],
    ) -> None:
        self.drawn, self.sections, self.look = drawn, sections, look
        self.most, self.streams = most, streams
        self.stage = ""

    @cached_property
    def place(self) -> Mapping[str, tuple[int, int, int]]:
        """The section, the column and the row of each item."""
        return {
            key: (number, side, row)
            for number, section in enumerate(self.sections)
            for side, column in enumerate(section.columns)
            for row, key in enumerate(column)
        }

    @cached_property
    def _runs(self) -> Mapping[tuple[int, int], list[tuple[DrawnLink, int, int]]]:
        """The links that run within a column, or between it and a bar beside it, by column."""
        found: dict[tuple[int, int], list[tuple[DrawnLink, int, int]]] = {}
        for link in self.drawn.links:
            ends = self.place.get(link.source), self.place.get(link.target)
            if link.back or ends[0] is None or ends[1] is None:
                continue
            (p, side, start), (q, other, end) = ends[0], ends[1]
            if p == q and side == other and start < end and not self.sections[p].bar:
                found.setdefault((p, side), []).append((link, start, end))
            elif q == p + 1 and self.sections[p].bar and not self.sections[q].bar:
                found.setdefault((q, other), []).append((link, -1, end))
            elif q == p + 1 and self.sections[q].bar and not self.sections[p].bar:
                rows = len(self.sections[p].columns[side])
                found.setdefault((p, side), []).append((link, start, rows))
            elif q == p + 2 and self.sections[p].bar and self.sections[q].bar:
                found.setdefault((p + 1, self._empty(p + 1, link)), []).append((link, -1, 0))
        return found

    def _empty(self, section: int, link: DrawnLink) -> int:
        """Return the column through which a link goes that passes no station between two bars."""
        same = [
            one
            for one in self.drawn.links
            if (one.source, one.target) == (link.source, link.target)
        ]
        columns = self.sections[section].columns
        free = [n for n, column in enumerate(columns) if not column] or [len(columns) - 1]
        return free[min(same.index(link), len(free) - 1)]

    @cached_property
    def _lanes(self) -> Mapping[tuple[int, int], Lanes]:
        found = {}
        for number, section in enumerate(self.sections):
            for side, column in enumerate(section.columns):
                runs = self._runs.get((number, side), [])
                kin = {link.id: self._stream(link, section) for link, _, _ in runs}
                ends = [(link.id, start, end) for link, start, end in runs]
                most = self.most if len(section.columns) == 1 else _ABREAST
                found[number, side] = lanes(len(column), ends, most, kin.get)
        return found

    def _stream(self, link: DrawnLink, section: Section) -> object:
        """Return the stream of a link; each link of a fork opens one."""
        item = self.drawn.items[link.source]
        if len(section.columns) > 1:
            return None
        if item.kind == "step" and item.step.parallel:
            return link.id
        return self.streams.get(item.step.id)

    @cached_property
    def lines(self) -> frozenset[str]:
        """The links that a line shows."""
        return frozenset(track.link for one in self._lanes.values() for track in one.tracks)

    @cached_property
    def told(self) -> Mapping[str, list[Connector]]:
        """What is said at each station of the links that no line shows."""
        found: dict[str, list[Connector]] = {}
        for link in self.drawn.links:
            if link.id in self.lines:
                continue
            for key, incoming in ((link.source, False), (link.target, True)):
                if key in self.place:
                    found.setdefault(key, []).append(told(link, self.drawn, incoming=incoming))
        return found

    @cached_property
    def columns(self) -> Sequence[Sequence[Column]]:
        """The columns of each section."""
        return [
            [self._column(number, side) for side in range(len(section.columns))]
            for number, section in enumerate(self.sections)
        ]

    def words_at(self, lane_count: int) -> float:
        """Return where words begin, from the left edge of a column with so many lanes."""
        return self.look.broad + (lane_count - 1) * self.look.pitch + 5

    def _column(self, number: int, side: int) -> Column:
        section, look = self.sections[number], self.look
        wide = look.wide / len(section.columns)
        given = self._lanes[number, side]
        shift = self.words_at(given.count)
        if section.bar:
            shift = look.broad + 8
        room = wide - shift - (6 if len(section.columns) > 1 else 2)
        stops = []
        for row, key in enumerate(section.columns[side]):
            head = self._head(number, side, row)
            stops.append(self._stop(key, room, head, bar=section.bar))
        return Column(tuple(stops), given, side * wide, wide)

    def _stop(self, key: str, room: float, head: tuple[str, str], *, bar: bool) -> Stop:
        look, item = self.look, self.drawn.items[key]
        links = tuple(sorted(self.told.get(key, []), key=lambda one: (not one.incoming, one.order)))
        if bar:
            head = ("", head[1])
        critical = item.kind == "step" and self.drawn.request.mark(item.step) is not None
        mark = look.size if critical else 0.0
        spare = room - mark
        shown = 0.0
        if bar:
            shown = self.beside_bar(self.place[key][0], links)
            spare -= measure.width(head[1], look.size, "semibold") + look.broad + shown
        weight: Weight = "semibold" if critical or bar or item.kind != "step" else "regular"
        wide = sum(connector_width(link) + APART for link in links)
        if look.lines == 1 and wide + TELLING < spare / 2 and not bar:
            spare -= wide + TELLING
        words = measure.fit(self._text(item, bar=bar), look.size, spare, weight, lines=look.lines)
        beside = wide + TELLING + measure.width(words[-1], look.size, weight) <= room - mark
        high = max(look.high, len(words) * look.row) + look.air
        if bar:
            high = max(high, rows_of(links, shown) * CHIP - _BAR / 2)
        elif not beside:
            high += rows_of(links, spare) * CHIP
        elif links:
            high = max(high, CHIP + look.air)
        title, sheet = head
        left = room - (measure.width(sheet, look.size, "semibold") + 6 if sheet else 0.0)
        over = (
            tuple(measure.fit(title, look.size, left, "bold", lines=min(look.lines, 2)))
            if title
            else ()
        )
        high += look.over(over)
        return Stop(item, tuple(words), over, sheet, links, beside, high + (_BAR if bar else 0))

    def beside_bar(self, number: int, links: Sequence[Connector]) -> float:
        """Return the width of the connectors at the end of a bar, where no stream is."""
        near = self.sections[max(number - 1, 0) : number + 2]
        column = self.look.wide / max(len(section.columns) for section in near)
        whole = sum(connector_width(link) + APART for link in links)
        return min(whole, column - self.words_at(_ABREAST))

    def _text(self, item: Item, *, bar: bool) -> str:
        """Return the name of a station; at a bar, also how many streams fork or join there."""
        lang = self.drawn.request.lang
        if item.kind != "step":
            return item.text
        name = self.drawn.texts.name(item.step)
        if not bar:
            return name
        number = self.place[item.id][0]
        before, after = (
            len(self.sections[at].columns) if 0 <= at < len(self.sections) else 1
            for at in (number - 1, number + 1)
        )
        joins = say("overview.join", lang, count=before) if before > 1 else ""
        opens = say("overview.open", lang, count=after) if after > 1 else ""
        return " · ".join(part for part in (name, joins, opens) if part)

    def _head(self, number: int, side: int, row: int) -> tuple[str, str]:
        """Return what stands over a station: its stream or its stage, and its sheet, where these begin."""
        section, lang = self.sections[number], self.drawn.request.lang
        stage, sheet = self._of(section.columns[side][row])
        before = self._of(section.columns[side][row - 1]) if row else ("", "")
        if len(section.columns) > 1 and not row:
            count = len(section.columns)
            stream = say("overview.stream", lang, number=side + 1, count=count)
            return f"{stream} · {stage.partition(' · ')[2]}", sheet
        if (stage, sheet) == before:
            return "", ""
        return stage, sheet

    def _of(self, key: str) -> tuple[str, str]:
        """Return the stage of an item, and the sheet on which it is."""
        drawn, lang = self.drawn, self.drawn.request.lang
        step = drawn.items[key].step
        stage = drawn.route.stage_of[step.id]
        number = next(n for n, one in enumerate(drawn.route.stages) if one.id == stage.id)
        sheet = drawn.request.sheets.get(step.id)
        said = say("overview.sheet", lang, number=sheet) if sheet else ""
        return f"{letters(number)} · {stage.name.to(lang)}", said

    @cached_property
    def highs(self) -> list[float]:
        """The least height of each section."""
        return [
            max(column.high for column in columns) + (0 if section.bar else 2)
            for section, columns in zip(self.sections, self.columns, strict=True)
        ]

    @property
    def high(self) -> float:
        """The least height of the whole."""
        return sum(self.highs)

    @property
    def cut(self) -> bool:
        """Whether some name is not told whole."""
        return any(
            word.endswith("…")
            for columns in self.columns
            for column in columns
            for stop in column.stops
            for word in stop.words[-1:]
        )

    def of(self, sections: Sequence[Section]) -> Strip:
        """Return a strip of other sections that looks the same."""
        return Strip(self.drawn, sections, self.look, self.most, self.streams)

    def pieces(self) -> list[tuple[list[Section], float]]:
        """Return what can stand in a strip of its own, in order, each with its height.

        A fork, its streams and their join stay together; a run may be cut between stations.
        """
        found: list[tuple[list[Section], float]] = []
        for number, section in enumerate(self.sections):
            if len(section.columns) == 1 and not section.bar:
                stops = self.columns[number][0].stops
                found += [
                    ([replace(section, columns=((one.item.id,),))], one.high) for one in stops
                ]
            elif section.bar and not (number and len(self.sections[number - 1].columns) > 1):
                found.append(([section], self.highs[number]))
            else:
                whole, high = found[-1]
                found[-1] = ([*whole, section], high + self.highs[number])
        return found
