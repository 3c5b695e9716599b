"""Draw a route on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.cli.asking import chosen_of, working
from rutas.cli.command import Choice, Command, Option, book_option, out_option
from rutas.cli.cut import Cut
from rutas.cli.district import asked_of, play_options, playing
from rutas.cli.edited import Edited
from rutas.cli.improving import improve_option
from rutas.cli.locals import locals_of, named_territories
from rutas.cli.opening import StepName, open_routes, route_argument
from rutas.cli.output import is_stream, pour, tell
from rutas.cli.revisions import Since
from rutas.cli.territories import (
    day_of,
    day_option,
    in_territory,
    tell_example,
    territory_option,
)
from rutas.cli.versions import before_and_after
from rutas.locale import LANGUAGES, language, say, speaking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from rutas.analysis import Analysis
    from rutas.diagram.drawing import Drawing
    from rutas.model import Route
    from rutas.simulation.district import Asked

__all__ = ["command", "give", "run"]

_PAPERS = "rutas.paper.sizes:PAPERS", "rutas.paper.sizes:POSTERS"
_MOST = 30  # replications, of which a sheet of queues shows what lies in the middle
_OFTEN = 0.5  # a step is on the critical path if it sets the length of so many journeys


def run(
    routes: Sequence[str] = (), kind: str | None = None, paper: str | None = None, theme: str = "colour",
    highlight: str = "", story: Sequence[str] = (), critical_path: bool = False,
    stage: str | None = None, actor: str | None = None, select: Sequence[str] = (),
    ages: str | None = None, blank: bool = False, type_: float | None = None,
    set_: Sequence[str] = (), close: Sequence[str] = (), improve: str | None = None,
    against: str | None = None, critical: bool = True, names: str | None = None,
    format: str | None = None, out: str = ".", book: str = "routes", territory: str | None = None,
    on: datetime | None = None, period: str | None = None, years: int = 2,
    start: datetime | None = None, seed: int = 1, shock: Sequence[str] = (),
) -> int:  # fmt: skip
    """Draw routes, each for itself, or all as one life, or territories, and write the files."""
    from rutas.diagram import draw_local
    from rutas.diagram.kinds import KINDS

    edited = Edited(set_, close, improve, against, book)
    usual = "guide" if named_territories(routes, book) else "flow"
    kind = kind or ("versions" if edited else usual)
    look: dict[str, Any] = {"kind": kind, "paper": paper, "theme": theme}
    look |= {"lang": names or language()}
    if kind in KINDS and KINDS[kind].of == "improvement":
        give(draw_local(edited.centre(routes), **look), out, format)
        return 0
    if kind in KINDS and KINDS[kind].of == "play":
        given: dict[str, Any] = {
            "set_": set_,
            "close": close,
            "improve": improve,
            "shocks": tuple(shock),
        }
        days: dict[str, Any] = {
            "years": years,
            "start": start,
            "seed": seed,
            "territory": territory,
        }
        give(
            _queues(asked_of(routes, book, against=True, most=_MOST, **given, **days), given, look),
            out,
            format,
        )
        return 0
    if kind in KINDS and KINDS[kind].local:
        for one in locals_of(KINDS[kind], routes, territory, book, day_of(on), period):
            with working("cli.drawing"):
                drawing = draw_local(one, **look)
            give(drawing, out, format)
        return 0
    written = open_routes(edited.routes(routes), book)
    since = Since(book, {route.id: route for route in written})
    opened, doors = _in_territory(written, territory, book, on, look["lang"])
    together = kind in KINDS and KINDS[kind].of == "routes"
    look |= {"story": tuple(story), "blank": blank, "type_size": type_}
    marking = _Marking(
        highlight, critical, critical_path, Cut(stage, actor, tuple(select), ages, since)
    )
    for group in [opened] if together else [[route] for route in opened]:
        with working("cli.drawing"):
            if edited and not together:
                drawing = _versions(*edited.versions(group[0]), marking, look)
            else:
                drawing = marking.draw(group, look, doors=doors.get(group[0].id))
        give(drawing, out, format)
    if names:
        for route in opened:
            _tell_missing(route, names)
    return 0


def _queues(asked: Asked, given: Mapping[str, Any], look: dict[str, Any]) -> Drawing:
    """Draw what comes of a play, beside what would have come of it without what is changed."""
    from rutas.diagram import draw_local
    from rutas.diagram.queues.telling import shown
    from rutas.simulation.district import district

    closed = [say("queues.closing", look["lang"], step=step) for step in given["close"]]
    improved = [given["improve"]] if given["improve"] else []
    with playing() as told:
        played = district(asked, told)
    if played.interrupted:
        raise KeyboardInterrupt
    with speaking(look["lang"] if look["lang"] in LANGUAGES else LANGUAGES[0]):
        found = shown(played, "; ".join([*given["set_"], *closed, *improved, *given["shocks"]]))
    return draw_local(found, **look)


def _in_territory(
    routes: Sequence[Route], territory: str | None, book: str, on: datetime | None, lang: str
) -> tuple[list[Route], dict[str, dict[str, tuple[str, ...]]]]:
    """Return routes as they are in a territory, and for each where and when its steps are attended."""
    from rutas.answers.doors import doors

    opened = [in_territory(route, territory, book, on) for route in routes]
    spoken = lang if lang in LANGUAGES else LANGUAGES[0]
    found = {
        route.id: doors(route, where, day_of(on), spoken)
        for route, (_, where) in zip(routes, opened, strict=True)
        if where
    }
    if opened:
        tell_example(opened[0][1])
    return [route for route, _ in opened], found


def give(drawing: Drawing, out: str, format: str | None) -> None:
    """Write a drawing, or give one of a single file to whoever reads it; tell what it could not draw."""
    from rutas.errors import UsageError

    for letter, where in drawing.missing_letters.items():
        code = f"U+{ord(letter):04X}"
        tell(say("cli.no-letter", letter=letter, code=code, where=where))
    if not is_stream(out):
        for path in drawing.save(out, format):
            tell(say("cli.wrote", path=path))
        return
    files = drawing.files(format or "pdf")
    if len(files) > 1:
        raise UsageError(say("cli.many-files", count=len(files), out=out))
    pour(next(iter(files.values())), out)


def _tell_missing(route: Route, lang: str) -> None:
    """Say which names, all of them, the book does not have in the language that was asked for."""
    from rutas.prose.names import unnamed

    missing = unnamed(route, lang)
    if missing:
        said = {"lang": lang, "route": route.id, "count": len(missing), "names": "; ".join(missing)}
        tell(say("cli.unnamed", **said))


class _Marking:
    """What is marked in a drawing: critical points, a selection, the critical path; and what is drawn."""

    def __init__(self, highlight: str, critical: bool, critical_path: bool, cut: Cut) -> None:
        self.highlight, self.critical, self.critical_path = highlight, critical, critical_path
        self.cut = cut

    def draw(self, group: Sequence[Route], look: dict[str, Any], **more: Any) -> Drawing:
        """Draw a route, or several as one, with its marks."""
        from rutas.analysis import analyse
        from rutas.diagram import draw
        from rutas.publish.marks import marks

        found = [analyse(route) for route in group]
        marked = {one.route.id: marks(one.points) for one in found} if self.critical else {}
        return draw(
            list(group) if len(group) > 1 else group[0], critical=marked,
            highlight=self._lit(found), part=self.cut.part(found), **look, **more,
        )  # fmt: skip

    def _lit(self, found: Sequence[Analysis]) -> list[str]:
        """Return the steps to be highlighted, of all the routes that are drawn."""
        lit: list[str] = []
        for one in found:
            if self.highlight:
                lit += chosen_of(one, (self.highlight,), since=self.cut.since)
            if self.critical_path:
                often = one.time.on_critical_path.items()
                lit += [step for step, share in often if share and share >= _OFTEN]
        return lit


def _versions(
    old: Route, new: Route, close: Sequence[str], marking: _Marking, look: dict[str, Any]
) -> Drawing:
    """Draw a route before and after: what was taken away, what was added, what changed."""
    if look["kind"] == "versions":
        return marking.draw([old, new], look)
    return before_and_after(
        lambda one, _, **more: marking.draw([one], look, **more), old, new, closed=close
    )


command = Command(
    "draw",
    run,
    [
        route_argument(several=True),
        Option(
            "--kind",
            metavar="KIND",
            type=Choice("rutas.diagram.kinds:KINDS", named="publish.kind-"),
        ),
        Option("--paper", metavar="PAPER", type=Choice(*_PAPERS)),
        Option("--type", "type_", metavar="PT", type=float),
        Option("--theme", type=Choice("rutas.paper.palette:THEMES"), default="colour"),
        Option("--highlight", metavar="SELECT", default="", type=StepName(selects=True)),
        Option("--critical-path", is_flag=True),
        Option("--story", metavar="STEP", multiple=True, type=StepName()),
        Option("--stage", metavar="STAGE"),
        Option("--actor", metavar="ACTOR"),
        Option("--select", metavar="SELECT", multiple=True, type=StepName(selects=True)),
        Option("--ages", metavar="AGE..AGE"),
        Option("--blank", is_flag=True),
        Option("--set", "set_", metavar="STEP.FIELD=VALUE", multiple=True),
        Option("--close", metavar="STEP", multiple=True, type=StepName()),
        improve_option(),
        Option("--against", metavar="ROUTE"),
        territory_option(),
        Option("--period", metavar="PERIOD"),
        *play_options(years=2),
        Option("--shock", metavar="WHO: WHAT WHEN", multiple=True),
        Option("--critical/--no-critical", default=True),
        Option("--names", metavar="LANG"),
        Option("--format", type=Choice("rutas.diagram.drawing:FORMATS")),
        day_option(),
        out_option("PATH", ".", screen=True),
        book_option(),
    ],
)
