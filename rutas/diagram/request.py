"""Hold what is asked of a drawing, and what a sheet of it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from rutas.paper.palette import THEMES, Theme
from rutas.paper.sizes import PAPERS, Paper

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rutas.model import Actor, Route, Step
    from rutas.paper.canvas import Canvas

__all__ = ["CHANGES", "Mark", "Part", "Request", "Sheet"]

CHANGES = {"added": "+", "removed": "–", "changed": "≠"}
"""What may have become of a step or a link in another version, with the sign that says so without colour."""
_FILLED = 2  # critical points that a sheet shows first


@dataclass(frozen=True)
class Mark:
    """Why a step is critical: the reason in a few words, and its figure (``14 %``), if there is one.

    `unit` says what the figure counts (``abandona, de quienes entran``), where the reason does not:
    beside the committee's own words a bare figure means nothing.
    """

    reason: str
    figure: str = ""
    unit: str = ""

    @property
    def measured(self) -> str:
        """The figure with what it counts.

        >>> Mark("Lejos", "14 %", "abandona").measured
        '14 % abandona'
        """
        return f"{self.figure} {self.unit}".strip()


@dataclass(frozen=True)
class Part:
    """Some steps of a route, of which alone a drawing is made, and what people call them."""

    steps: frozenset[str]
    name: str


@dataclass(frozen=True)
class Request:
    """What is asked of a drawing.

    Attributes
    ----------
    paper, theme, lang
        The sheet, its inks, and the language of what is read.
    marks
        Critical points that the caller found, by step, the first in rank first. The committee's own
        findings are marked in any case.
    marks_of
        The same, by route and then by step, where several routes are drawn: steps of two routes may
        share an id and be different steps.
    highlight
        Steps that the reader asked to be marked.
    story
        Steps in order: a path that is drawn thicker, such as the story of a failing rule.
    changes
        What changed, for a before and after: ``added``, ``removed`` or ``changed`` by step id, or by
        ``from->to`` for a link.
    sheets
        On which sheet of the drawing beside this one each step is, where the one points to the other.
    part
        The steps that alone are drawn; all of them where none is named.
    doors
        Where and when each step is attended, in words; nothing of a step of which no point is known.
    dates
        The days and hours at which a family goes to each step, in words, where they are planned.
    blank
        Whether a hand-out is an exercise: what is to be known of a step is left to be filled in.
    type
        The size of the smallest type in points, for kinds that let one choose; by default as large as
        costs no sheet.
    """

    paper: Paper = PAPERS["a4"]
    theme: Theme = THEMES["colour"]
    lang: str = "es"
    marks: Mapping[str, Mark] = field(default_factory=dict)
    marks_of: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)
    highlight: frozenset[str] = frozenset()
    story: tuple[str, ...] = ()
    changes: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, int] = field(default_factory=dict)
    part: Part | None = None
    doors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dates: Mapping[str, Sequence[str]] = field(default_factory=dict)
    blank: bool = False
    type: float | None = None

    def shows(self, step: Step) -> bool:
        """Tell whether a step is of the part that is drawn."""
        return self.part is None or step.id in self.part.steps

    def mark(self, step: Step) -> Mark | None:
        """Return why a step is critical, if it is.

        >>> from rutas.model import Step
        >>> Request().mark(Step(id="a", critical="Lejos", outcome="x"))
        Mark(reason='Lejos', figure='', unit='')
        """
        found = self.marks.get(step.id)
        if step.critical is None:
            return replace(found, unit="") if found else None  # the reason says it
        return replace(found or Mark(""), reason=step.critical.to(self.lang))

    def first(self, steps: Collection[Step]) -> frozenset[str]:
        """Return which of the steps of a sheet are critical before all others, as the marks rank them.

        >>> from rutas.model import Step
        >>> marks = {step: Mark("Lejos") for step in "dbca"}
        >>> steps = [Step(id=step, outcome="x") for step in "abc"]
        >>> sorted(Request(marks=marks).first(steps))
        ['b', 'c']
        """
        here = {step.id for step in steps if not step.decision}
        return frozenset(islice((step for step in self.marks if step in here), _FILLED))

    def ink(self, actor: Actor | None) -> str:
        """Return the ink of an actor: that of its sector."""
        return self.theme.ink(self.sector(actor))

    @staticmethod
    def sector(actor: Actor | None) -> str | None:
        """Return the sector of an actor as inks tell them apart: hospitals have their own."""
        sector: str | None = actor.sector if actor else None
        if actor and sector == "salud" and actor.level in {"district", "department", "national"}:
            return "hospital"
        return sector

    def of(self, route: Route) -> Request:
        """Return what is asked of one of the routes that are drawn together."""
        return replace(self, marks={**self.marks, **self.marks_of.get(route.id, {})})

    @property
    def story_links(self) -> frozenset[tuple[str, str]]:
        """The links of the story."""
        return frozenset(zip(self.story, self.story[1:], strict=False))


@dataclass(frozen=True)
class Sheet:
    """One sheet of a drawing: what is drawn, and what a screen reader says of it first."""

    canvas: Canvas
    title: str
    description: str
