"""Start a route, or a whole book, from a commented example."""

from __future__ import annotations

import json
import os
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from rutas.errors import UsageError
from rutas.files import write
from rutas.locale import say
from rutas.model.text import id_flaw, slug
from rutas.reading import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["start"]

_KINDS = ("route", "catalogue", "criteria")
_HERE = Path(__file__).parent


def start(
    name: str,
    book: str | Path = "routes",
    *,
    schema: Callable[[str], Mapping[str, Any]] | None = None,
) -> list[Path]:
    """Write a commented route to start from, and a catalogue where the book has none.

    The route names what the book's catalogue has, so that it is sound from its first minute.

    Parameters
    ----------
    name
        The route's id; it is the name of its file too.
    book
        The folder of the book; it is made where it is missing.
    schema
        What describes a kind of file for editors (`rutas.schema.schema`): where no schema is at hand yet,
        the book gets its own. Left out, the files lead to one only where there is one.

    Returns
    -------
    The files that were written.

    Raises
    ------
    UsageError
        If the name is no id or is reserved, or there is such a file already: nothing is ever replaced.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in start("18-29", folder)]
    ['catalogue.yaml', '18-29.yaml']
    """
    if flaw := id_flaw(name, route=True):
        values = {"given": name, "slug": slug(name) or "mi-ruta"}
        raise UsageError(f"{say(f'form.{flaw}', **values)} {say(f'form.{flaw}-hint', **values)}")
    folder = Path(book)
    path = folder / f"{name}.yaml"
    if path.exists():
        raise UsageError(say("cli.exists", path=path))
    written = _schemas(folder, schema) if schema and not _schema(folder, "route") else []
    catalogue = folder / "catalogue.yaml"
    if not catalogue.exists():
        write(catalogue, _filled("catalogue.yaml", _schema(folder, "catalogue")))
        written.append(catalogue)
    tree = parse(catalogue)[0].tree
    known = tree if isinstance(tree, dict) else {}
    actors = _first(known.get("actors"), ("actor-de-ejemplo",) * 2)
    values = {
        "id": name,
        "first": actors[0],
        "second": actors[-1],
        "channel": _first(known.get("channels"), ("presencial",))[0],
        "document": _first(known.get("documents"), ("documento-de-ejemplo",))[0],
        "service": _first(known.get("services"), ("servicio-de-ejemplo",))[0],
    }
    write(path, _filled("route.yaml", _schema(folder, "route"), **values))
    return [*written, path]


def _first(entries: object, otherwise: Iterable[str]) -> list[str]:
    """Return the first two ids of a section, or what stands for them."""
    return list(entries)[:2] if isinstance(entries, dict) and entries else list(otherwise)


def _filled(file: str, schema: str, **values: str) -> str:
    """Return an example with its places filled."""
    template = Template((_HERE / file).read_text(encoding="utf-8"))
    return schema + template.substitute(values)


def _schemas(folder: Path, schema: Callable[[str], Mapping[str, Any]]) -> list[Path]:
    """Write the schemas into a book that has none."""
    paths = {kind: folder / "schema" / f"{kind}.schema.json" for kind in _KINDS}
    for kind, path in paths.items():
        write(path, json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n")
    return list(paths.values())


def _schema(folder: Path, kind: str) -> str:
    """Return the line that leads an editor to the schema, where there is one to lead to."""
    for place in (folder.parent / "docs" / "schema", folder / "schema"):
        schema = place / f"{kind}.schema.json"
        if schema.is_file():
            relative = os.path.relpath(schema, folder).replace(os.sep, "/")
            return f"# yaml-language-server: $schema={relative}\n"
    return ""
