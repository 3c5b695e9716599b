"""Tell what changes between two versions of a route, and what that does to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.asking import working
from rutas.cli.command import Argument, Choice, Command, Option, book_option, format_option
from rutas.cli.opening import RouteName
from rutas.cli.output import tell
from rutas.cli.revisions import Versions, pairs
from rutas.cli.table import print_document, print_tables
from rutas.cli.versions import before_and_after
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.compare.diff import Diff

__all__ = ["FAILURES", "command", "run"]

FAILURES = ("never", "change", "worse", "broken")
"""What makes the command fail: nothing, any change, one for the worse, one that breaks something."""

_FAILING = {"never": (), "worse": ("broken", "worse"), "broken": ("broken",)}


def run(
    old: str, new: str | None = None, area: Sequence[str] = (), effect: Sequence[str] = (),
    fail_on: str = "never", draw: str | None = None, format: str = "table", book: str = "routes",
) -> int:  # fmt: skip
    """Print what changes, draw it where asked; return 1 for what `fail_on` names."""
    from rutas.answers import document
    from rutas.answers.diff import answer_all, answer_pair
    from rutas.answers.diff_tables import tables

    with working():
        found = [
            answer_pair(*pair, areas=area, effects=effect)
            for pair in pairs(old, new, Versions(book))
        ]
    answers = [told for told, _ in found]
    if format == "json":
        print_document(document(answers[0] if len(answers) == 1 else answer_all(answers)))
    elif format in {"table", "md"} or len(found) == 1:
        for place, (told, diff) in enumerate(found):
            if place:
                print()
            print_tables(tables(told, diff), format)
    else:
        print_tables({told.route: tables(told, diff) for told, diff in found}, format)
    for _, diff in found:
        if draw and diff and diff.changes:
            _draw(diff, draw)
    effects = {change.effect for told in answers for change in told.changes}
    return int(bool(effects.intersection(_FAILING.get(fail_on, effects))))


def _draw(diff: Diff, folder: str) -> None:
    """Write the drawing of both versions, what changed marked."""
    from rutas.diagram import draw
    from rutas.publish.marks import marks

    sides = {"before": diff.whole.before, "after": diff.whole.after}
    drawing = before_and_after(
        lambda route, when, **more: draw(
            route, critical=marks(sides[when].points), lang=language(), **more
        ),
        diff.before,
        diff.after,
    )
    for path in drawing.save(folder):
        tell(say("cli.wrote", path=path))


command = Command(
    "diff",
    run,
    [
        Argument("old", metavar="OLD", type=RouteName()),
        Argument("new", metavar="[NEW]", required=False, type=RouteName()),
        Option(
            "--area", multiple=True, type=Choice("rutas.compare.edits:AREAS", named="diff.area-")
        ),
        Option(
            "--effect",
            multiple=True,
            type=Choice("rutas.compare.effects:EFFECTS", named="diff.effect-"),
        ),
        Option("--fail-on", type=Choice(*FAILURES), default="never"),
        Option("--draw", metavar="DIR"),
        book_option(),
        format_option(),
    ],
)
