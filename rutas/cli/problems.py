"""Show problems to the person who can mend them: the place, what is wrong, the line, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.output import shortened
from rutas.cli.table import console
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.errors import Problem

__all__ = ["tell_problems"]

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}


def tell_problems(problems: Sequence[Problem], *, stderr: bool = True) -> None:
    """Print problems, each with its place first, its line and its remedy below."""
    from rich.text import Text

    screen = console(stderr=stderr)
    for problem in problems:
        line = Text(f"{problem.place}: ")
        line.append(problem.level, style=_STYLES.get(problem.level, ""))
        line.append(f" {problem.rule} {shortened(problem.message)}")
        screen.print(line, soft_wrap=True)
        if problem.excerpt:
            for row in problem.excerpt.split("\n"):
                screen.print(Text(f"    {shortened(row)}", style="dim"), soft_wrap=True)
        if problem.story:
            story = say("cli.story", steps=" → ".join(problem.story))
            screen.print(Text(f"    {story}", style="dim"), soft_wrap=True)
        if problem.hint:
            screen.print(Text(f"    → {shortened(problem.hint)}"), soft_wrap=True)
    count = len(problems)
    screen.print(say("cli.problems", count=count))
