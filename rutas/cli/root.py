"""List the commands, and import only the one that is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from rutas.answers import NAMES
from rutas.cli.command import Option, language_option
from rutas.cli.group import Group

if TYPE_CHECKING:
    from collections.abc import Mapping

    import click

__all__ = ["COMMANDS", "root"]

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "everyday": ("build", "check", "draw", "site", "watch", "new"),
    "reading": ("list", "show", "explain"),
    "questions": NAMES,
    "versions": ("diff", "minutes"),
    "territories": ("guide", "readiness", "plan", "itinerary", "atlas"),
    "simulation": ("simulate", "staff"),
    "table": ("sessions", "improvements", "board", "progress"),
    "tools": ("export", "import", "schema", "completion"),
}  # fmt: skip
"""The commands by what they are for; each is a question, or the module of its name in this folder."""


def _find(name: str) -> click.Command:
    """Import a command."""
    if name in NAMES:
        from rutas.cli.question import command as of_question

        return of_question(name)
    command: click.Command = import_module(f"rutas.cli.{name}").command
    return command


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from rutas.version import __version__

        print(f"rutas {__version__}")
        ctx.exit()


root = Group(
    "rutas",
    COMMANDS,
    _find,
    params=[
        Option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version),
        language_option(),
    ],
)
"""The program's own command: what stands between ``rutas`` and a command's name."""
