"""Do the whole job, and say what was written and how long it took."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rutas.cli.command import Command, Option, book_option, out_option
from rutas.cli.guard import sentence, status
from rutas.cli.output import tell
from rutas.locale import number, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rutas.publish import Built

__all__ = ["command", "print_built", "run"]


def run(
    book: str = "routes", out: str = "diagrams", check: bool = False, force: bool = False
) -> int:
    """Build a book, or only tell whether what was built is up to date."""
    start = time.perf_counter()
    from rutas.publish import PAGE, build

    with _progress() as step:
        built = build(book, out, check=check, force=force, tell=step)
    if check:
        return _say_check(built, out)
    print_built(built, out, time.perf_counter() - start)
    tell(say("cli.open", path=Path(out, PAGE)))
    if built.failed:
        return status([*built.failed.values()])
    return 1 if built.findings.get("error") else 0


def print_built(built: Built, out: str, seconds: float) -> None:
    """Say what a build did, and how long it took."""
    for name in built.written:
        tell(say("cli.wrote", path=f"{out}/{name}"))
    for name in built.removed:
        tell(say("cli.removed", path=f"{out}/{name}"))
    for name, error in built.failed.items():
        tell(say("cli.not-drawn", name=_called(name), reason=sentence(error)))
    _say_findings(built)
    took = number(seconds, 1)
    tell(say("cli.built", written=len(built.written), same=built.same, out=out, seconds=took))


def _say_check(built: Built, out: str) -> int:
    for name in (*built.written, *built.removed):
        tell(say("cli.stale", name=_called(name)))
    tell(say("cli.current" if built.current else "cli.not-current", out=out))
    return 0 if built.current else 1


def _called(name: str) -> str:
    """Return what people call a diagram or report: ``0-4 flow`` is its name in the build."""
    owner, _, kind = name.rpartition(" ")
    said = say(f"publish.kind-{kind}")
    return f"{owner}: {said}" if owner else said


def _say_findings(built: Built) -> None:
    errors, warnings = built.findings.get("error", 0), built.findings.get("warning", 0)
    if errors or warnings:
        tell(say("cli.findings", errors=errors, warnings=warnings))


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Show a bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from rutas.cli.table import console

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        row = bar.add_task(say("cli.building"), total=None)
        yield lambda name, done, total: bar.update(
            row, description=name, completed=done, total=total
        )


command = Command(
    "build",
    run,
    [
        Option("--check", is_flag=True),
        Option("--force", is_flag=True),
        out_option("DIR", "diagrams"),
        book_option(),
    ],
)
