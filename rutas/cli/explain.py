"""Explain a rule, with a bad example and a good one; or list all of them."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from rutas.cli.command import Argument, Command, format_option
from rutas.cli.table import console, print_document, print_tables
from rutas.errors import LEVELS
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.rules.engine.explain import Told

__all__ = ["command", "run"]

_MARGIN = "    "
_OPENS = re.compile(r"^\s*- |: |\{")


def run(code: str | None = None, format: str = "table") -> int:
    """Print what is to be known of a code, or every code in a line."""
    from rutas.answers import document
    from rutas.answers.explain import answer, answer_all, tables, told

    if code is not None and format != "json":
        _print(told(code))
    elif format == "json":
        print_document(document(answer_all() if code is None else answer(code)))
    else:
        print_tables(tables(answer_all()), format)
    return 0


def _print(told: Told) -> None:
    from rich.text import Text

    screen = console()
    name = f" {told.name}" if told.name != told.code else ""
    level = say(f"cli.level-{told.level}")
    screen.print(Text(f"{told.code}{name} ({level})", style="bold"))
    screen.print(Text(told.title, style="bold"))
    for paragraph in filter(None, told.text.split("\n\n")):
        screen.print()
        screen.print(Text(" ".join(paragraph.split())))
    for heading, example in (("bad", told.bad), ("good", told.good)):
        _print_example(say(f"cli.example-{heading}"), example)
    if told.bad and told.level in LEVELS:
        screen.print()
        screen.print(Text(say("cli.how-to-allow", code=told.code), style="dim"))


def _print_example(heading: str, files: Mapping[str, str]) -> None:
    from rich.text import Text

    screen = console()
    for name, yaml in files.items():
        said = f"{heading} ({name})" if len(files) > 1 else heading
        screen.print()
        screen.print(Text(f"{said}:"))
        for line in yaml.rstrip("\n").split("\n"):
            for part in _broken(line, screen.width - len(_MARGIN)):
                screen.print(Text(f"{_MARGIN}{part}"), soft_wrap=True)


def _broken(line: str, room: int) -> list[str]:
    """Break a line of YAML at its blanks, where it means the same; its comment goes above."""
    if len(line) <= room:
        return [line]
    body, _, comment = line.partition("   # ")
    indent = " " * (len(body) - len(body.lstrip()))
    text = not _OPENS.search(body)  # a line of a longer text goes on where it began
    above = wrap(comment, room, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")
    return above + wrap(
        body.strip(), room, initial_indent=indent,
        subsequent_indent=indent if text else f"{indent}    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


class _Code(click.ParamType[str]):
    """A code; the shell completes it."""

    name = "code"

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002  (click asks so)
        """Offer the codes and names of the rules."""
        from rutas.answers.explain import every

        words = ((word, told.title) for told in every() for word in {told.code, told.name})
        return [
            CompletionItem(word, help=title)
            for word, title in words
            if word.lower().startswith(incomplete.lower())
        ]


command = Command(
    "explain",
    run,
    [Argument("code", required=False, type=_Code(), metavar="[CODE]"), format_option()],
)
