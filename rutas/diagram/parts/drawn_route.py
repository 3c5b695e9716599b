"""List what a diagram of steps and links has to show: ways in, steps, outcomes, and what joins them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.parts.streams import Streams
from rutas.errors import RutasError
from rutas.layout.place import back_links
from rutas.locale import say
from rutas.model.assumed import unwritten
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.request import Request
    from rutas.model import Route, Step

__all__ = ["DrawnLink", "DrawnRoute", "Item"]


_CONNECTOR = 13.0  # the height of an off-page connector on a card, with air
_ABREAST = 3  # how many of them stand side by side
_OF_CARD = 0.75  # of a card as high as the sheet, what its words leave


@dataclass(frozen=True)
class Item:
    """Something that lines begin and end at: a way in, a step, or an outcome.

    `id` is that of its group in the SVG; `step` is the step itself, or the one that a way in leads to
    and an outcome follows.
    """

    id: str
    kind: str
    step: Step
    text: str = ""
    success: bool = True
    assumed: bool = False  # a share that nobody wrote stands in the text

    @property
    def diamond(self) -> bool:
        """Whether it is drawn as a diamond."""
        return self.kind == "step" and self.step.decision

    @property
    def opens(self) -> bool:
        """Whether it is a card at whose right side branches open."""
        return self.kind == "step" and not self.step.decision and self.step.parallel

    @property
    def gathers(self) -> bool:
        """Whether it is a card at whose left side branches are awaited."""
        return self.kind == "step" and not self.step.decision and self.step.join == "all"


@dataclass(frozen=True)
class DrawnLink:
    """A link to be drawn, from an item to an item.

    `kind` is ``flow``, ``indirect``, or that of an exit: ``missing`` (a branch was lost on the way to
    a join) or ``late`` (a deadline has passed). `label` is what is written beside it; `back` tells
    whether it returns to an earlier step; `opens` and `gathers`, whether it is one of the branches
    that open at the card where it begins, or that the card where it ends waits for.
    """

    id: str
    source: str
    target: str
    kind: str
    label: str = ""
    tooltip: str = ""
    pair: tuple[str, str] = ("", "")
    back: bool = False
    room: float = 54.0  # how wide the label may be
    opens: bool = False
    gathers: bool = False

    @property
    def way(self) -> str:
        """What it is called where changes are marked: ``from->to``."""
        return "->".join(self.pair)

    @property
    def sign(self) -> str:
        """The key of its sign in the legend."""
        if self.kind == "flow":
            return "return" if self.back else "flow"
        return "indirect-flow" if self.kind == "indirect" else self.kind


@dataclass(frozen=True)
class DrawnRoute:
    """A route as items and links, in reading order.

    Examples
    --------
    >>> import rutas
    >>> from rutas.diagram.request import Request
    >>> drawn = DrawnRoute(rutas.load("routes")["0-4"], Request())
    >>> drawn.items["step-captacion"].kind, drawn.stages[0][:2]
    ('step', ('start-1', 'step-captacion'))
    """

    route: Route
    request: Request

    @cached_property
    def texts(self) -> CardTexts:
        """The words of its steps."""
        return CardTexts(self.route, self.request.lang)

    @cached_property
    def streams(self) -> Streams:
        """The streams that its forks open."""
        return Streams(self.texts)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its id, in reading order: a way in before its step, an outcome after its own."""
        found: dict[str, Item] = {}
        for step in self.route.steps.values():
            for number, way in enumerate(self.route.ways_in, 1):
                if way.to == step.id:
                    item = self._way_in(number, step)
                    found[item.id] = item
            if step.outcome and not self._bare(step):
                found[f"step-{step.id}"] = Item(f"step-{step.id}", "step", step)
                found[f"end-{step.id}"] = self._end(step, f"end-{step.id}")
            elif step.outcome:
                found[f"step-{step.id}"] = self._end(step, f"step-{step.id}")
            else:
                found[f"step-{step.id}"] = Item(f"step-{step.id}", "step", step)
        return found

    @staticmethod
    def _bare(step: Step) -> bool:
        """Tell whether a last step is nothing but the outcome."""
        return not (step.actor or step.channel or step.question or step.requires or step.produces)

    def _end(self, step: Step, key: str) -> Item:
        outcome = self.route.outcomes.get(step.outcome or "")
        lang = self.request.lang
        text = outcome.name.to(lang) if outcome else str(step.outcome)
        if outcome and outcome.continues:
            text += " · " + say("diagram.continues", lang, route=outcome.continues)
        return Item(key, "end", step, text, success=bool(outcome and outcome.success))

    def _way_in(self, number: int, step: Step) -> Item:
        ways, lang = self.route.ways_in, self.request.lang
        way = ways[number - 1]
        text = way.name.to(lang) if way.name else say("diagram.way-in", lang)
        assumed = way.share is None and unwritten(ways) is not None
        if len(ways) > 1:
            share = percent(self.route.way_in_shares[number - 1], lang, digits=0)
            share = share.replace(" ", "\u00a0")
            text = f"{text} ({'~' if assumed else ''}{share})"
        return Item(f"start-{number}", "start", step, text, assumed=assumed)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The steps of the part that is drawn."""
        return frozenset(self.items[key].step.id for keys in self.stages for key in keys)

    @cached_property
    def stages(self) -> Sequence[tuple[str, ...]]:
        """The ids of each stage's items, of the part that is drawn."""
        index = {stage.id: number for number, stage in enumerate(self.route.stages)}
        rows: list[list[str]] = [[] for _ in self.route.stages]
        for item in (one for one in self.items.values() if self.request.shows(one.step)):
            rows[index[self.route.stage_of[item.step.id].id]].append(item.id)
        return [tuple(row) for row in rows]

    @cached_property
    def links(self) -> Sequence[DrawnLink]:
        """Every link, in the order of the steps that they leave."""
        links: list[DrawnLink] = []
        for item in self.items.values():
            to = f"step-{item.step.id}"
            own = item.id.replace("-", ".", 1)  # no step's id has a dot
            if item.kind == "start":
                links.append(DrawnLink(f"link-{own}--{item.step.id}", item.id, to, "flow"))
            elif item.kind == "end" and item.id != to:
                kind = "indirect" if item.step.involvement == "indirect" else "flow"
                links.append(DrawnLink(f"link-{item.step.id}--{own}", to, item.id, kind))
            elif item.kind == "step":
                links += self._links(item.step)
        return links

    def _links(self, step: Step) -> list[DrawnLink]:
        found: list[DrawnLink] = []
        seen: dict[str, int] = {}
        for link in step.links:
            seen[link.to] = seen.get(link.to, 0) + 1
            more = f".{seen[link.to]}" if seen[link.to] > 1 else ""  # no step's id has a dot
            back = (step.id, link.to) in self._back
            label = link.when.to(self.request.lang) if link.when else ""
            if back and not label:
                label = link.name.to(self.request.lang) if link.name else self._returns(link.to)
            label = label or self._stream(step, link.to)
            numbers = f"{self.texts.number[step.id]} → {self.texts.number[link.to]}"
            words = [label, say(f"diagram.handover-{link.handover}", self.request.lang)]
            if link.name and link.name != label:
                words.append(link.name.to(self.request.lang))
            if link.urgent:
                words.append(say("diagram.sign-urgent", self.request.lang))
            found.append(
                DrawnLink(
                    f"link-{step.id}--{link.to}{more}",
                    f"step-{step.id}",
                    f"step-{link.to}",
                    "flow" if back else self._kind(step, link.to),
                    label,
                    f"{numbers}: " + " · ".join(word for word in words if word),
                    (step.id, link.to),
                    back,
                    opens=self.items[f"step-{step.id}"].opens,
                    gathers=self.items[f"step-{link.to}"].gathers and not back,
                )
            )
        return found + [self._exit(step, kind, to) for kind, to in step.exits.items()]

    def _exit(self, step: Step, kind: str, to: str) -> DrawnLink:
        """Return the link of who lost a branch before the step, or did not finish it in time."""
        label = say(f"diagram.exit-{kind}", self.request.lang)
        numbers = f"{self.texts.number[step.id]} → {self.texts.number[to]}"
        return DrawnLink(
            f"link-{step.id}--{to}.{kind}",  # no step's id has a dot
            f"step-{step.id}",
            f"step-{to}",
            kind,
            label,
            f"{numbers}: {say(f'diagram.sign-{kind}', self.request.lang)}",
            (step.id, to),
            (step.id, to) in self._back,
        )

    def _stream(self, step: Step, target: str) -> str:
        """Return the name of the stream that a link opens, where what it leads to has no room for it."""
        ends = self.items[f"step-{step.id}"], self.items[f"step-{target}"]
        if not ends[0].opens or (ends[1].kind == "step" and not ends[1].diamond):
            return ""
        stream = self.streams.heads.get(target)
        return self.streams.begins(target) if stream and stream.fork == step.id else ""

    def _returns(self, target: str) -> str:
        return say("diagram.returns", self.request.lang, number=self.texts.number[target])

    def _kind(self, step: Step, target: str) -> str:
        ends = (step.involvement, self.route.steps[target].involvement)
        return "indirect" if "indirect" in ends else "flow"

    @cached_property
    def _back(self) -> set[tuple[str, str]]:
        links = [(step.id, to) for step in self.route.steps.values() for to in step.successors]
        return back_links(list(self.route.steps), links)

    def refuse_crowd(self, height: float) -> None:
        """Refuse a step with more links than a sheet so high has room to name, wherever it is cut.

        Raises
        ------
        RutasError
            If there is one: to look for a way to divide the route would end nowhere.
        """
        count = Counter(end for link in self.links for end in (link.source, link.target))
        most = _ABREAST * int(_OF_CARD * height / _CONNECTOR)
        for key, links in count.most_common(1):
            if links > most:
                name = self.texts.name(self.items[key].step)
                words = {"step": name, "count": links, "most": most}
                raise RutasError(say("diagram.too-many-links", self.request.lang, **words))

    def signs(self, items: Sequence[str], links: Sequence[DrawnLink]) -> set[str]:
        """Return the keys of the signs that some items and links need in a legend."""
        shown = [self.items[key] for key in items]
        found = {link.sign for link in links}.union(*map(self._item_signs, shown))
        found |= {change for link in links if (change := self.request.changes.get(link.way))}
        if self.request.first([item.step for item in shown if item.kind == "step"]):
            found.add("critical-first")
        return found

    def _item_signs(self, item: Item) -> set[str]:
        step, request = item.step, self.request
        if item.kind != "step":
            return {item.kind, "assumed"} if item.assumed else {item.kind}
        found = {sign for sign in ("urgent", "sensitive") if getattr(step, sign)}
        found.add("decision" if step.decision else "step")
        if request.mark(step):
            found.add("critical")
        if step.involvement == "indirect" and not step.decision:
            found.add("critical-indirect" if request.mark(step) else "indirect")
        if item.opens or item.gathers:
            found.add("fork")
        if step.repeat and not step.decision:
            found.add("series")
        if step.id in request.highlight:
            found.add("highlight")
        if step.id in request.story:
            found.add("story")
        if step.id in request.changes:
            found.add(request.changes[step.id])
        return found

    def channels(self, items: Sequence[str]) -> dict[str, list[str]]:
        """Return the kinds of channel on the cards of some items, each with the book's names for it.

        They stand in the order of their first use.
        """
        kinds: dict[str, list[str]] = {}
        for key in items:
            step = self.items[key].step
            channel = self.texts.channel(step)
            if self.items[key].kind == "step" and channel and not step.decision:
                names = kinds.setdefault(channel.kind, [])
                name = channel.name.to(self.request.lang)
                if name not in names:
                    names.append(name)
        return kinds
