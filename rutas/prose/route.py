"""Tell a route in words: numbered, branches nested, for those who cannot see the drawing.

Branches that part at a step are told one after the other, each indented, until the place where all of
them meet again: the step's immediate post-dominator [1]_. A step is told once; where a branch comes
back to it, its number stands instead.

References
----------
.. [1] Cooper, K. D., Harvey, T. J., Kennedy, K. (2001). *A simple, fast dominance algorithm*.
   Rice University, CS technical report 06-33870. https://hdl.handle.net/1911/96345
"""

from __future__ import annotations

import textwrap
from types import MappingProxyType
from typing import TYPE_CHECKING

import networkx as nx

from rutas.answers.record import numbers
from rutas.graph.walks import dominators
from rutas.locale import language, say
from rutas.prose.step import share_words, step_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model import Link, Route, Step, WayIn

__all__ = ["as_text"]

_END = ""  # where every way out of a route leads; no step has an empty id
_INDENT = 4
_DEEPEST = 8  # levels of indentation; what nests deeper stays at this one


def as_text(
    route: Route, *, width: int = 80, doors: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> str:
    """Return a route in words, in the language that is spoken.

    Parameters
    ----------
    route
        The route.
    width
        Longest line, in letters.
    doors
        By step, where and when it is attended, a line for each point, where a territory is known.

    Examples
    --------
    >>> import rutas
    >>> as_text(rutas.load("routes")["0-4"]).splitlines()[0]
    'Ruta de servicios de 0 a 4 años'
    """
    return _Teller(route, width, doors).tell()


class _Teller:
    """Go through a route once, from its ways in."""

    def __init__(self, route: Route, width: int, doors: Mapping[str, Sequence[str]]) -> None:
        self.route = route
        self.doors = doors
        self.width = width
        self.lang = language()
        self.number = numbers(route)
        self.told: set[str] = set()
        self.stage = ""
        self.lines: list[str] = []
        self.merge = _merges(route)

    def tell(self) -> str:
        route = self.route
        self.lines += [route.name.to(self.lang), ""]
        if route.official is False:
            self.lines += [say("outline.reconstruction"), ""]
        for part in route.narrative.to(self.lang).split("\n\n") if route.narrative else ():
            self._say(" ".join(part.split()), 0)
            self.lines.append("")
        self._say(say("outline.ways-in"), 0)
        for place, way in enumerate(route.ways_in):
            self._say(f"• {self._way_in(way, place)}", 0)
        for start in [*(way.to for way in route.ways_in), *route.steps]:
            if start not in self.told:
                self._walk(start, self._exit(start))
        return "\n".join(self.lines).rstrip() + "\n"

    def _way_in(self, way: WayIn, place: int) -> str:
        name = way.name.to(self.lang) if way.name else self._title(way.to)
        share = share_words(self.route.way_in_shares[place], self.route.ways_in, place, self.lang)
        said = {"name": name, "share": share, "to": self.number[way.to]}
        if way.continues:
            return say("outline.way-in-continues", route=way.continues, **said)
        return say("outline.way-in", **said)

    def _exit(self, start: str) -> str:
        """Say what leads to a step that no link has led to: a lost branch, a deadline."""
        leads = [
            say(f"outline.exit-{name}", number=self.number[step.id])
            for step in self.route.steps.values()
            for name, target in step.exits.items()
            if target == start
        ]
        return f"{'; '.join(leads)}:" if leads else ""

    def _walk(self, start: str, lead: str) -> None:
        """Tell everything after a step; what is still to be told waits on a stack."""
        waiting: list[tuple[str, str, int, str]] = [(start, _END, 1 if lead else 0, lead)]
        while waiting:
            name, stop, depth, lead = waiting.pop()
            if lead:
                self._say(f"– {lead}", depth - 1)
            if name == stop or name in self.told:
                if not (name == stop and name == _END):
                    self._say(self._onwards(name), depth)
                continue
            step = self.route.steps[name]
            self._step(step, depth)
            if len(step.links) == 1:
                if self._joins(step, stop):
                    self._say(self._onwards(step.links[0].to), depth)
                else:
                    waiting.append((step.links[0].to, stop, depth, ""))
            elif step.links:
                merge = self.merge.get(name, _END)
                if merge not in {_END, stop}:
                    waiting.append((merge, stop, depth, ""))
                waiting += [
                    (link.to, merge, depth + 1, self._branch(step, link, i))
                    for i, link in reversed(list(enumerate(step.links)))
                ]

    def _joins(self, step: Step, stop: str) -> bool:
        return step.links[0].to == stop

    def _step(self, step: Step, depth: int) -> None:
        self.told.add(step.id)
        stage = self.route.stage_of[step.id]
        if stage.id != self.stage:
            self.stage = stage.id
            self._heading(say("outline.stage", name=stage.name.to(self.lang)), depth)
        self._say(f"{self.number[step.id]}. {step.title.to(self.lang)}", depth)
        for sentence in step_sentences(self.route, step, self.lang):
            self._say(sentence, depth, within=True)
        for line in self.doors.get(step.id, ()):
            self._say(say("territory.door-at", where=line), depth, within=True)

    def _branch(self, step: Step, link: Link, place: int) -> str:
        if step.parallel:
            said = say("outline.branch", number=place + 1, count=len(step.links))
        else:
            when = link.when.to(self.lang) if link.when else self._title(link.to)
            share = share_words(step.shares[place], step.links, place, self.lang)
            urgent = say("outline.urgent-link") if link.urgent else ""
            said = say("outline.answer", when=when, share=share, urgent=urgent)
        return f"{said}:"

    def _onwards(self, name: str) -> str:
        return say("outline.onwards", number=self.number[name], name=self._title(name))

    def _title(self, name: str) -> str:
        return self.route.steps[name].title.to(self.lang)

    def _heading(self, text: str, depth: int) -> None:
        self.lines.append("")
        self._say(text, depth)

    def _say(self, text: str, depth: int, *, within: bool = False) -> None:
        if not text:
            return
        indent = " " * (_INDENT * min(depth, _DEEPEST))
        first = indent + ("    " if within else "")
        rest = indent + (
            "    " if within or text[:1].isdigit() else "  " if text[0] in "•–" else ""
        )
        self.lines += textwrap.wrap(
            text, max(self.width, len(rest) + 20), initial_indent=first, subsequent_indent=rest,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def _merges(route: Route) -> dict[str, str]:
    """Return where every link that leaves a step meets again, by step; its exits are told apart."""
    backwards: nx.DiGraph[str] = nx.DiGraph()
    for step in route.steps.values():
        ends = [link.to for link in step.links] or [_END]
        backwards.add_edges_from((end, step.id) for end in ends)
    found = dominators(backwards, _END)
    return {step: merge for step, merge in found.items() if merge != _END}
