"""Give editors the JSON Schema of the format."""

from __future__ import annotations

import json

import click

from rutas.cli.command import Command, Option
from rutas.cli.output import print_or_write

__all__ = ["command", "run"]

_KINDS = ("route", "catalogue", "criteria")


def run(of: str = "route", out: str | None = None) -> int:
    """Print the schema of one kind of file, or write all three into a folder."""
    from pathlib import Path

    from rutas.schema import schema

    for kind in _KINDS if out else (of,):
        text = json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"
        print_or_write(text, str(Path(out) / f"{kind}.schema.json") if out else None)
    return 0


command = Command(
    "schema",
    run,
    [
        Option("--of", type=click.Choice(_KINDS), default="route"),
        Option("--out", type=click.Path(file_okay=False), metavar="DIR"),
    ],
)
