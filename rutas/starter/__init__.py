"""Start a route, a territory, a session, a board or improvements from a commented example.

What is started names what the book has, so that it is sound from its first minute; nothing is ever replaced.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from rutas.book import load
from rutas.errors import Mistake, UsageError
from rutas.files import write
from rutas.hours import read_day
from rutas.locale import say
from rutas.model.text import id_flaw, slug
from rutas.reading import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["start", "start_board", "start_improvement", "start_session", "start_territory"]

_KINDS = (
    "route", "catalogue", "criteria", "territory", "ficha", "calendar", "improvements", "session",
    "instrument", "application", "instruments",
)  # fmt: skip
_HERE = Path(__file__).parent
_FORTNIGHT = timedelta(days=14)

Schema = Callable[[str], Mapping[str, Any]]
"""What describes a kind of file for editors: `rutas.schema.schema`."""


def start(name: str, book: str | Path = "routes", *, schema: Schema | None = None) -> list[Path]:
    """Write a commented route to start from, and a catalogue where the book has none.

    Parameters
    ----------
    name
        The route's id; it is the name of its file too.
    book
        The folder of the book; it is made where it is missing.
    schema
        What describes a kind of file for editors: where no schema is at hand yet, the book gets its own.
        Left out, the files lead to one only where there is one.

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
    _allowed(name, route=True)
    folder = Path(book)
    path = _new(folder / f"{name}.yaml")
    catalogue = folder / "catalogue.yaml"
    written = _lay(folder, {catalogue: "catalogue"}, schema)
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
    return written + _lay(folder, {path: "route"}, schema, **values)


def start_territory(
    name: str, book: str | Path = "routes", *, schema: Schema | None = None
) -> list[Path]:
    """Write a commented territory into a book, with a ficha and a calendar where it has none.

    Parameters, result and errors are those of `start`; the folder must be a book, and the id no route's.
    """
    _allowed(name, route=True)
    folder, catalogue = Path(book), _catalogue(book)
    there = folder / "territories"
    _new(folder / f"{name}.yaml")
    path = _new(there / f"{name}.yaml")
    service = _first(catalogue.get("services"), ("servicio-de-ejemplo",))[0]
    entry = (catalogue.get("services") or {}).get(service)
    answers = entry.get("actor") if isinstance(entry, dict) else None
    values = {"id": name, "actor": answers or _actor(catalogue), "service": service}
    files = {there / "calendar.yaml": "calendar", there / "ficha.yaml": "ficha", path: "territory"}
    return _lay(folder, files, schema, **values)


def start_session(
    day: str, book: str | Path = "routes", *, schema: Schema | None = None
) -> list[Path]:
    """Write a commented session of the technical table into a book; its name is its day.

    Parameters, result and errors are those of `start`; the folder must be a book, and the day one of the
    calendar (``2026-12-02``).
    """
    try:
        held = read_day(day)
    except Mistake as mistake:
        raise UsageError(str(mistake)) from None
    folder, catalogue = Path(book), _catalogue(book)
    path = _new(folder / "sessions" / f"{held}.yaml")
    values = {"day": str(held), "due": str(held + _FORTNIGHT), "actor": _actor(catalogue)}
    return _lay(folder, {path: "session"}, schema, **values)


def start_board(
    place: str, book: str | Path = "routes", *, schema: Schema | None = None
) -> list[Path]:
    """Write how a board looks at itself (``TERRITORY/PERIOD``), and an instrument where the book has none.

    Parameters, result and errors are those of `start`; the book must have the territory.
    """
    territory, _, period = place.partition("/")
    if not period:
        raise UsageError(say("board.no-place", given=place))
    _allowed(period)
    folder, catalogue = Path(book), _catalogue(book)
    known = load(folder)
    known.boards.periods(territory)  # which refuses a territory that the book doesn't have
    there = folder / "boards"
    path = _new(there / territory / f"{period}.yaml")
    written = _lay(folder, {there / "instrument.yaml": "instrument"}, schema)
    values = {
        "place": place,
        "name": str(known.territories[territory].name),
        "actor": _actor(catalogue),
        "item": next(iter(known.boards.instrument.items)),
    }
    return written + _lay(folder, {path: "application"}, schema, **values)


def start_improvement(
    name: str, book: str | Path = "routes", *, schema: Schema | None = None
) -> list[Path]:
    """Write a commented catalogue of improvements with one, which mends the first loss of the first route.

    Parameters, result and errors are those of `start`; the folder must be a book with a route.
    """
    _allowed(name)
    folder, catalogue = Path(book), _catalogue(book)
    path = folder / "improvements.yaml"
    if path.exists():
        raise UsageError(say("cli.exists-add", path=path))
    route = next(iter(load(folder).values()))
    steps = list(route.steps.values())
    step = next((one for one in steps if one.dropout), steps[0])
    values = {"id": name, "actor": _actor(catalogue), "route": route.id, "step": step.id}
    return _lay(folder, {path: "improvements"}, schema, **values)


def _allowed(name: str, *, route: bool = False) -> None:
    """Refuse what is no id, or what no route and no territory is called."""
    if flaw := id_flaw(name, route=route):
        values = {"given": name, "slug": slug(name) or "mi-ruta"}
        raise UsageError(f"{say(f'form.{flaw}', **values)} {say(f'form.{flaw}-hint', **values)}")


def _new(path: Path) -> Path:
    """Return the path of a file that there must not be."""
    if path.exists():
        raise UsageError(say("cli.exists", path=path))
    return path


def _catalogue(book: str | Path) -> Mapping[str, Any]:
    """Return what the catalogue of a book holds; without one, the folder is no book."""
    tree = parse(Path(book) / "catalogue.yaml")[0].tree
    if not isinstance(tree, dict):
        raise UsageError(f"{say('form.no-catalogue', given=book)} {say('form.no-catalogue-hint')}")
    return tree


def _first(entries: object, otherwise: Iterable[str]) -> list[str]:
    """Return the first two ids of a section, or what stands for them."""
    return list(entries)[:2] if isinstance(entries, dict) and entries else list(otherwise)


def _actor(catalogue: Mapping[str, Any]) -> str:
    """Return the first actor."""
    return _first(catalogue.get("actors"), ("actor-de-ejemplo",))[0]


def _lay(book: Path, files: Mapping[Path, str], schema: Schema | None, **values: str) -> list[Path]:
    """Write those files that are missing, each from the example of its kind; before them the schemas.

    Nothing is written for files that are all there.
    """
    missing = {path: kind for path, kind in files.items() if not path.exists()}
    written = []
    if schema and not all(_schema(book, kind) for kind in missing.values()):
        for kind in _KINDS:
            path = book / "schema" / f"{kind}.schema.json"
            write(path, json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n")
            written.append(path)
    for path, kind in missing.items():
        text = Template((_HERE / f"{kind}.yaml").read_text(encoding="utf-8")).substitute(values)
        described = _schema(book, kind)
        if described:
            relative = os.path.relpath(described, path.parent).replace(os.sep, "/")
            text = f"# yaml-language-server: $schema={relative}\n{text}"
        write(path, text)
    return [*written, *missing]


def _schema(book: Path, kind: str) -> Path | None:
    """Return the schema of a kind of file that is at hand, if there is one."""
    places = (book.parent / "docs" / "schema", book / "schema")
    found = (place / f"{kind}.schema.json" for place in places)
    return next((path for path in found if path.is_file()), None)
