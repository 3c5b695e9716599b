"""Cut the links of a route at the edge of a sheet: a connector here, and its fellow on the other sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rutas.diagram.parts.off_page import Tag
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.parts.drawn_route import Join, Plan

__all__ = ["Cut"]


class Cut:
    """The links of some items of a route: those among them, and where the others leave and arrive.

    Parameters
    ----------
    plan
        The route.
    bands
        The ids of each band's items.
    joins
        All links of the route.

    Attributes
    ----------
    bands
        The ids of each band's items, and of the connectors that stand among them.
    joins
        The links to be drawn on the sheet.
    tags
        Every connector.
    own_tags
        The connectors that stand on an item's card.
    connectors
        The connectors that have a place of their own, by id: beside a diamond or a pill.
    """

    def __init__(self, plan: Plan, bands: Sequence[Sequence[str]], joins: Sequence[Join]) -> None:
        self.plan = plan
        self.bands = [list(band) for band in bands]
        self.joins: list[Join] = []
        self.tags: list[Tag] = []
        self.own_tags: dict[str, list[Tag]] = {}
        self.connectors: dict[str, Tag] = {}
        here = {key for band in bands for key in band}
        for join in joins:
            if join.source in here and join.target in here:
                self.joins.append(join)
            elif join.source in here:
                self._leaves(join)
            elif join.target in here:
                self._arrives(join)

    def _leaves(self, join: Join) -> None:
        key = f"connector-{join.id.removeprefix('link-')}-out"
        tag = Tag(key, self._number(join.target), incoming=False, back=join.back)
        item = self.plan.items[join.source]
        if item.step.decision or item.kind != "step":
            self._connect(tag, replace(join, target=key), after=join.source)
        else:
            self._tag(join.source, replace(tag, words=join.label))

    def _arrives(self, join: Join) -> None:
        key = f"connector-{join.id.removeprefix('link-')}-in"
        tag = Tag(key, self._number(join.source), incoming=True, back=join.back)
        item = self.plan.items[join.target]
        if item.step.decision or item.kind != "step":
            here = replace(join, id=f"{join.id}-in", source=key, label="")
            self._connect(tag, here, before=join.target)
        else:
            self._tag(join.target, tag)

    def _number(self, key: str) -> str:
        """Return what a connector calls an item: its number, or that people enter or leave there."""
        item = self.plan.items[key]
        if item.kind == "step" or key == f"step-{item.step.id}":
            return str(self.plan.facts.number[item.step.id])
        return say(f"diagram.connector-{item.kind}", self.plan.request.lang)

    def _tag(self, item: str, tag: Tag) -> None:
        self.tags.append(tag)
        self.own_tags.setdefault(item, []).append(tag)

    def _connect(self, tag: Tag, join: Join, *, after: str = "", before: str = "") -> None:
        """Give a connector a place of its own."""
        self.connectors[tag.id] = tag
        self.tags.append(tag)
        kind = "flow" if join.back else join.kind
        self.joins.append(replace(join, kind=kind))
        for band in self.bands:
            if after in band:
                band.insert(band.index(after) + 1, tag.id)
            elif before in band:
                band.insert(band.index(before), tag.id)
