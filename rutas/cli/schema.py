"""Give editors the JSON Schema of the format."""

from __future__ import annotations

import json
from typing import Any

import click

from rutas.cli.command import Choice, Command, Option
from rutas.cli.output import print_or_write

__all__ = ["command", "run"]


_TABLES = "rutas.schema:KINDS", "rutas.answers:DOCUMENTS"


def run(of: str = "route", out: str | None = None) -> int:
    """Print the schema of a file or of a command's JSON document, or write all of them to a folder."""
    from pathlib import Path

    from rutas.answers import DOCUMENTS
    from rutas.schema import KINDS

    for kind in (*KINDS, *DOCUMENTS) if out else (of,):
        text = json.dumps(_schema(kind), ensure_ascii=False, indent=2) + "\n"
        print_or_write(text, str(Path(out) / f"{kind}.schema.json") if out else None)
    return 0


def _schema(kind: str) -> dict[str, Any]:
    from rutas.answers import DOCUMENTS
    from rutas.answers import schema as of_document
    from rutas.schema import schema

    return of_document(kind) if kind in DOCUMENTS else schema(kind)


command = Command(
    "schema",
    run,
    [
        Option(
            "--of",
            type=Choice("rutas.schema:KINDS", "rutas.answers:DOCUMENTS"),
            default="route",
            metavar="KIND",
        ),
        Option("--out", type=click.Path(file_okay=False), metavar="DIR"),
    ],
)
