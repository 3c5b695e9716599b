"""Say what flows and what leaves: runs of a river with its arms, and streams side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.analysis.attrition import Departure, Streams
from rutas.locale import say
from rutas.model.evidence import basis, weakest
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.analysis import Analysis
    from rutas.analysis.attrition import Stream
    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.diagram.request import Request
    from rutas.model import Route
    from rutas.paper.fonts import Weight

__all__ = ["Arm", "Fan", "River", "Run", "of_hundred", "river", "together"]

_NAMED = 2  # of steps that lose the same people, how many are named
_TINY = 1e-9
_ENDS = frozenset({"waiting", "ended", "otherwise", "endless", "unfinished"})


@dataclass(frozen=True)
class Arm:
    """People who leave the river.

    Attributes
    ----------
    key
        The id of its group in the SVG.
    share
        Share of those who enter the route.
    words, short
        What is said of them, and in fewer words.
    estimate
        Whether the figure is an estimate.
    critical
        Whether it is of a critical step.
    ends
        Whether they end without success, or wait or go round for ever.
    """

    key: str
    share: float
    words: str
    short: str
    estimate: bool = False
    critical: bool = False
    ends: bool = False

    @property
    def weight(self) -> Weight:
        """The weight of its words."""
        return "semibold" if self.critical else "regular"


@dataclass(frozen=True)
class Run:
    """A stretch of the river: how thick it begins, its arms in order, and its name.

    `beside` tells whether it is of those who pass beside the streams of others.
    """

    start: float
    arms: tuple[Arm, ...]
    title: str = ""
    beside: bool = False

    @property
    def end(self) -> float:
        """How thick it ends."""
        return max(self.start - sum(arm.share for arm in self.arms), 0.0)


@dataclass(frozen=True)
class Fan:
    """Streams between a bar at which they open and one at which they meet; the last one passes beside."""

    key: str
    opens: str
    joins: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class River:
    """All of it, from the ways in to who completes."""

    enter: str
    parts: tuple[Run | Fan, ...]
    completion: float
    complete: str
    least: float


def of_hundred(share: float, lang: str) -> str:
    """Write a share as so many of a hundred, with the digits that a percentage has.

    >>> of_hundred(0.2257, "es"), of_hundred(0.0156, "es")
    ('23', '1,6')
    """
    return percent(share, lang).removesuffix(" %")


def river(found: Analysis, texts: CardTexts, request: Request, least: float, fans: int) -> River:
    """Return the river of a route.

    Parameters
    ----------
    found, texts, request
        The route's measures, its words, and what is asked.
    least
        What is lost in smaller parts is gathered.
    fans
        How many of the blocks are parted into streams: those that lose most.
    """
    return _River(found, texts, request, least, fans).whole()


def together(found: Analysis, texts: CardTexts, lang: str) -> str:
    """Say which streams are not parted on any paper, and why; nothing where all are."""
    attrition = found.attrition
    if not attrition.together:
        return ""
    names = _name(found.route, texts, attrition.together[0])
    if more := len(attrition.together) - 1:
        names = say("losses.more", lang, names=names, count=more)
    why = "walked" if attrition.walked else "tangled"
    return say(f"losses.together-{why}", lang, names=names)


def _name(route: Route, texts: CardTexts, step: str) -> str:
    return f"{texts.number[step]}. {texts.name(route.steps[step])}"


class _River:
    def __init__(
        self, found: Analysis, texts: CardTexts, request: Request, least: float, fans: int
    ) -> None:
        self.found, self.texts, self.request = found, texts, request
        self.lang, self.least = request.lang, least
        blocks = [part for part in found.attrition.parts if isinstance(part, Streams)]
        self.parted = sorted(blocks, key=_weight, reverse=True)[:fans]

    def whole(self) -> River:
        lang, attrition = self.lang, self.found.attrition
        parts: list[Run | Fan] = []
        arms: list[Arm] = []
        block: Streams | None = None
        start = width = 1.0
        for part in attrition.parts:
            if isinstance(part, Departure):
                arms.append(self._arm(part, block))
                width -= part.share
                continue
            block = part
            if part in self.parted:
                parts += [self._run(start, arms), self._fan(part, width)]
                start, arms = width, []
        parts.append(self._run(start, arms))
        n = of_hundred(attrition.completion, lang)
        used = {step.outcome for step in self.found.route.steps.values()}
        ends = self.found.route.outcomes.items()
        names = [one.name.to(lang) for key, one in ends if one.success and key in used]
        said = "complete" if attrition.completion > 0 else "nobody"
        complete = say(f"losses.{said}", lang, n=n, names="; ".join(names))
        return River(self._enter(), tuple(parts), attrition.completion, complete, self.least)

    def _enter(self) -> str:
        """Say by which ways people enter, and how many by each."""
        route, lang = self.found.route, self.lang
        ways = []
        for way, share in zip(route.ways_in, route.way_in_shares, strict=True):
            name = way.name.to(lang) if way.name else self.texts.name(route.steps[way.to])
            ways.append(say("losses.way", lang, n=of_hundred(share, lang), name=name))
        if len(ways) == 1:
            return say("losses.enter-one", lang)
        return say("losses.enter", lang, ways="; ".join(ways))

    # --- arms -------------------------------------------------------------------------------------

    def _run(self, start: float, arms: Sequence[Arm], title: str = "") -> Run:
        """Return a run; what is lost in small parts is gathered at its end."""
        small = [arm for arm in arms if arm.share < self.least]
        kept = [arm for arm in arms if arm not in small]
        for ends in (True, False):
            some = [arm for arm in small if arm.ends == ends]
            kept += [self._gathered(some)] if len(some) > 1 else some
        return Run(start, tuple(kept), title)

    def _gathered(self, arms: Sequence[Arm]) -> Arm:
        key = "gathered-ends" if arms[0].ends else "gathered"
        return self._told(
            f"gathered-{arms[0].key}",
            sum(arm.share for arm in arms),
            say(f"losses.{key}", self.lang, count=len(arms)),
            estimate=any(arm.estimate for arm in arms),
            ends=arms[0].ends,
        )

    def _told(
        self,
        key: str,
        share: float,
        what: str,
        *,
        ends: bool,
        estimate: bool,
        critical: bool = False,
    ) -> Arm:
        """Return an arm with its words; the figure of who is lost has a minus."""
        n = of_hundred(share, self.lang)
        said = {"n": n if ends else f"−{n}", "what": what}
        whole, short = (say(f"losses.{form}", self.lang, **said) for form in ("whole", "short"))
        return Arm(key, share, whole, short, estimate, critical, ends)

    def _arm(self, one: Departure, block: Streams | None) -> Arm:
        """Return the arm of who leaves; `block` is the last one before."""
        route = self.found.route
        first = route.steps[one.steps[0]] if one.steps else None
        name, count, from_ = "", 0, one.steps
        kind = one.kind
        if one.kind == "branches":
            name = self._several(one)
            kind += "-one" if len(one.steps) == 1 else ""
        elif one.kind == "ended" and first is not None:
            name, from_ = route.outcomes[first.outcome or ""].name.to(self.lang), ()
        elif one.steps:
            name = self._name(one.steps[-1])
        if one.kind in {"waiting", "nowhere"} and block is not None:
            count = len(block.streams)
            gone = [one for stream in block.streams for one in stream.departures]
            from_ = tuple(step for one in gone for step in one.steps)
        alone = first if one.kind == "lost" else None
        return self._told(
            f"step-{alone.id}" if alone else "-".join((one.kind, *one.steps[:1])),
            one.share,
            say(f"losses.arm-{kind}", self.lang, name=name, count=count),
            ends=one.kind in _ENDS,
            estimate=self._estimate(from_),
            critical=alone is not None and self.request.mark(alone) is not None,
        )

    def _name(self, step: str) -> str:
        return _name(self.found.route, self.texts, step)

    def _several(self, one: Departure) -> str:
        """Name the steps that lose the same people, each with its own figure."""
        people = self.found.people
        loss = {step: float(people.loss[people.index[step]]) for step in one.steps}
        first = sorted(loss, key=lambda step: -loss[step])[:_NAMED]
        named = "; ".join(
            say("losses.own", self.lang, name=self._name(step), n=of_hundred(loss[step], self.lang))
            for step in first
        )
        more = len(loss) - len(first)
        return say("losses.more", self.lang, names=named, count=more) if more else named

    def _estimate(self, steps: Iterable[str]) -> bool:
        """Tell whether the figure of some steps is an estimate."""
        route = self.found.route
        kinds = []
        for key in steps:
            step = route.steps[key]
            also = [name for name in ("leaves", "patience", "no_show") if getattr(step, name)]
            kinds.append(basis(step.evidence, "dropout", *also))
        return bool(kinds) and weakest(kinds) == "estimate"

    # --- streams ----------------------------------------------------------------------------------

    def _fan(self, block: Streams, width: float) -> Fan:
        lang, count = self.lang, len(block.streams)
        n = of_hundred(block.entering, lang)
        fork, join = self._name(block.fork), self._name(block.join)
        joined = {
            "all": of_hundred(block.complete, lang),
            "some": of_hundred(block.forgiven, lang),
            "count": count,
            "name": join,
        }
        kind = "joins-forgiving" if block.forgiven > _TINY else "joins"
        runs = [
            self._run(block.entering, [self._arm(one, None) for one in stream.departures], title)
            for stream, title in zip(block.streams, self._titles(block.streams), strict=True)
        ]
        if width - block.entering > _TINY:
            beside = of_hundred(width - block.entering, lang)
            runs.append(
                Run(width - block.entering, (), say("losses.beside", lang, n=beside), beside=True)
            )
        return Fan(
            block.fork,
            say("losses.opens", lang, name=fork, count=count, n=n),
            say(f"losses.{kind}", lang, **joined),
            tuple(runs),
        )

    def _titles(self, streams: Sequence[Stream]) -> list[str]:
        """Name the streams by the stage in which each begins; where two begin in one, by their first step."""
        route, lang = self.found.route, self.lang
        firsts = [stream.steps[0] if stream.steps else "" for stream in streams]
        stages = [route.stage_of[step].name.to(lang) if step else "" for step in firsts]
        if len(set(stages)) < len(stages):
            stages = [self._name(step) if step else "" for step in firsts]
        return [
            say(
                "losses.stream",
                lang,
                number=number,
                count=len(streams),
                name=name or say("losses.straight", lang),
            )
            for number, name in enumerate(stages, 1)
        ]


def _weight(block: Streams) -> float:
    return sum(one.share for stream in block.streams for one in stream.departures)
