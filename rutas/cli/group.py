"""Hold commands under a name, and import only the one that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rutas.cli.command import HelpOption, capitals
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Group"]


class Group(click.Group):
    """Commands by what they are for.

    Parameters
    ----------
    name
        What stands before their names; the catalogue explains it under ``cli.NAME``.
    commands
        Their names, by what they are for (``cli.group-PURPOSE``).
    find
        What imports the command of a name.
    prefix
        What the catalogue calls them by, before their names.
    """

    def __init__(
        self, name: str, commands: Mapping[str, tuple[str, ...]],
        find: Callable[[str], click.Command], *, prefix: str = "", **settings: Any,
    ) -> None:  # fmt: skip
        super().__init__(name, no_args_is_help=True, **settings)
        self.by_purpose, self.find, self.prefix = commands, find, prefix

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Say what may follow the name."""
        return [capitals(piece) for piece in super().collect_usage_pieces(ctx)]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click asks so)
        """Name the commands, in the order of the help."""
        return [name for names in self.by_purpose.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        return self.find(cmd_name) if cmd_name in self.list_commands(ctx) else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find a command, or name the nearest one."""
        from rutas.errors import guessed, nearest

        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            hint = guessed(nearest(args[0], self.list_commands(ctx)))
            ctx.fail(say("cli.no-such-command", given=args[0], guess=hint))
        return super().resolve_command(ctx, args)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002  (click asks so)
        """Say in a line what they are for."""
        return say(f"cli.{self.name}")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click asks so)
        """Say what they are for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(f"cli.{self.name}"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click asks so)
        """List the commands by what they are for, without importing them."""
        for purpose, names in self.by_purpose.items():
            with formatter.section(say(f"cli.group-{purpose}")):
                formatter.write_dl([(name, say(f"cli.{self.prefix}{name}")) for name in names])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:  # noqa: ARG002  (click asks so)
        """Explain ``--help`` in the reader's language."""
        return HelpOption()
