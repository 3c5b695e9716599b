"""How a local board looks at itself: the form, the sheets that come back, the result, and comparisons."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from rutas.cli.command import language_option
from rutas.cli.group import Group

if TYPE_CHECKING:
    import click

__all__ = ["COMMANDS", "command"]

COMMANDS = ("form", "read", "show", "compare")
"""The steps of a self-assessment, each the module of its name in this folder."""


def _find(name: str) -> click.Command:
    found: click.Command = import_module(f"rutas.cli.board.{name}").command
    return found


command = Group("board", {"board": COMMANDS}, _find, prefix="board-", params=[language_option()])
