"""Give editors the JSON Schema of the format."""

from __future__ import annotations

import json
from typing import Any

from rutas.cli.command import Argument, Choice, Command, Option, out_option
from rutas.cli.output import print_or_write

__all__ = ["command", "run", "schema_of"]


_TABLES = (
    "rutas.schema:KINDS",
    "rutas.schema:RECORDS",
    "rutas.answers:DOCUMENTS",
    "several",
    "export",
    "import",
    "site",
)
_NAMES = Choice(*_TABLES)


def run(kind: str | None = None, of: str = "route", out: str | None = None) -> int:
    """Print the schema of a file or of a command's JSON document, or write all of them to a folder."""
    from pathlib import Path

    for name in _NAMES.choices if out else (kind or of,):
        text = json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"
        print_or_write(text, str(Path(out) / f"{name}.schema.json") if out else None)
    return 0


def schema_of(name: str) -> dict[str, Any]:
    """Return the schema of whatever has one."""
    from rutas import answers, schema
    from rutas.exchange import document, node_link
    from rutas.site import data

    if name in schema.KINDS:
        return schema.schema(name)
    if name == "several":
        return answers.several_schema()
    if name in schema.RECORDS:
        return schema.record_schema(name)
    if name == "import":
        return document.schema()
    if name == "site":
        return data.schema()
    return node_link.schema() if name == "export" else answers.schema(name)


command = Command(
    "schema",
    run,
    [
        Argument("kind", required=False, metavar="[KIND]", type=_NAMES),
        Option(
            "--of",
            type=Choice("rutas.schema:KINDS", "rutas.answers:DOCUMENTS"),
            default="route",
            metavar="KIND",
        ),
        out_option("DIR"),
    ],
)
