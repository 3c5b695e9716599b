"""Start a route, a territory or a whole book from a commented example."""

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

__all__ = ["start", "start_territory"]

_KINDS = (
    "route", "catalogue", "criteria", "territory", "ficha", "calendar", "improvements", "session",
    "instrument", "application", "instruments",
)  # fmt: skip
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
    _allowed(name)
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


def start_territory(
    name: str,
    book: str | Path = "routes",
    *,
    schema: Callable[[str], Mapping[str, Any]] | None = None,
) -> list[Path]:
    """Write a commented territory into a book, with a ficha and a calendar where it has none.

    Parameters
    ----------
    name
        The territory's id; it is the name of its file too.
    book
        The folder of the book.
    schema
        What describes a kind of file for editors, as for `start`.

    Returns
    -------
    The files that were written.

    Raises
    ------
    UsageError
        If the folder is no book, the name is no id or is a route's, or there is such a file already.
    """
    folder = Path(book)
    _allowed(name)
    tree = parse(folder / "catalogue.yaml")[0].tree
    if not isinstance(tree, dict):
        raise UsageError(f"{say('form.no-catalogue', given=book)} {say('form.no-catalogue-hint')}")
    there = folder / "territories"
    for path in (folder / f"{name}.yaml", there / f"{name}.yaml"):
        if path.exists():
            raise UsageError(say("cli.exists", path=path))
    written = [] if schema is None or _schema(there, "territory") else _schemas(folder, schema)
    service = _first(tree.get("services"), ("servicio-de-ejemplo",))[0]
    entry = (tree.get("services") or {}).get(service)
    answers = entry.get("actor") if isinstance(entry, dict) else None
    actor = answers or _first(tree.get("actors"), ("actor-de-ejemplo",) * 2)[0]
    values = {"id": name, "actor": actor, "service": service}
    files = {"calendar.yaml": "calendar", "ficha.yaml": "ficha", f"{name}.yaml": "territory"}
    for file, kind in files.items():
        path = there / file
        if not path.exists():
            write(path, _filled(f"{kind}.yaml", _schema(there, kind), **values))
            written.append(path)
    return written


def _allowed(name: str) -> None:
    """Refuse what no route and no territory is called."""
    if flaw := id_flaw(name, route=True):
        values = {"given": name, "slug": slug(name) or "mi-ruta"}
        raise UsageError(f"{say(f'form.{flaw}', **values)} {say(f'form.{flaw}-hint', **values)}")


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
    book = folder.parent if folder.name == "territories" else folder
    for place in (book.parent / "docs" / "schema", book / "schema"):
        schema = place / f"{kind}.schema.json"
        if schema.is_file():
            relative = os.path.relpath(schema, folder).replace(os.sep, "/")
            return f"# yaml-language-server: $schema={relative}\n"
    return ""
