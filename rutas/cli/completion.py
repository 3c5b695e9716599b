"""Print what a shell needs to complete our commands, with routes and steps."""

from __future__ import annotations

import click

from rutas.cli.command import Argument, Choice, Command

__all__ = ["command", "run"]

_SHELLS = ("bash", "zsh", "fish")


def run(shell: str = "bash") -> int:
    """Print the script for a shell."""
    from click.shell_completion import get_completion_class

    from rutas.cli.root import root

    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover  (click knows the three shells)
        raise click.UsageError(shell)
    template = kind(root, {}, "rutas", "_RUTAS_COMPLETE")
    # not kind.source(): for bash it asks the machine's bash for its version first
    print(template.source_template % template.source_vars())
    return 0


command = Command("completion", run, [Argument("shell", type=Choice(*_SHELLS))])
