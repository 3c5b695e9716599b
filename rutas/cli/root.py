"""List the commands, and import only the one that is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from rutas.answers import NAMES
from rutas.cli.command import HelpOption, Option, capitals, language_option
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COMMANDS", "root"]

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "everyday": ("build", "check", "draw", "new"),
    "reading": ("list", "show", "explain"),
    "questions": NAMES,
    "versions": ("diff",),
    "territories": ("guide", "readiness", "plan", "itinerary"),
    "table": ("sessions", "improvements"),
    "tools": ("export", "import", "schema", "completion"),
}  # fmt: skip
"""The commands by what they are for; each is a question, or the module of its name in this folder."""


class Root(click.Group):
    """The program's own command: what stands between ``rutas`` and a command's name."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Say what may follow the program's name."""
        return [capitals(piece) for piece in super().collect_usage_pieces(ctx)]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click asks so)
        """Name the commands, in the order of the help."""
        return [name for names in COMMANDS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name in NAMES:
            from rutas.cli.question import command as of_question

            return of_question(cmd_name)
        command: click.Command = import_module(f"rutas.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find a command, or name the nearest one."""
        from rutas.errors import guessed, nearest

        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            hint = guessed(nearest(args[0], self.list_commands(ctx)))
            ctx.fail(say("cli.no-such-command", given=args[0], guess=hint))
        return super().resolve_command(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click asks so)
        """Say what the program is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say("cli.rutas"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click asks so)
        """List the commands by what they are for, without importing them."""
        for purpose, names in COMMANDS.items():
            with formatter.section(say(f"cli.group-{purpose}")):
                formatter.write_dl([(name, say(f"cli.{name}")) for name in names])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:  # noqa: ARG002  (click asks so)
        """Explain ``--help`` in the reader's language."""
        return HelpOption()


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from rutas.version import __version__

        print(f"rutas {__version__}")
        ctx.exit()


root = Root(
    "rutas",
    params=[
        Option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version),
        language_option(),
    ],
    no_args_is_help=True,
)
