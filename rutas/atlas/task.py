"""Measure districts where their text arrives: whoever does it needs the program and no file of the book."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rutas.atlas.asked import Asked, There
from rutas.atlas.measures import MEASURES
from rutas.book import load
from rutas.errors import RutasError
from rutas.locale import say
from rutas.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.atlas.district import District
    from rutas.atlas.figures import Found
    from rutas.book import Book

__all__ = ["measured", "packed", "task"]


def packed(book: Book) -> str:
    """Return the files of a book that its routes and territories are read from, as one text."""
    named = [name for name in ("catalogue", "criteria", *book.routes) if name in book.files]
    files = {Path(book.files[name].path).name: book.files[name].text for name in named}
    for file in book.territories.files.values():
        path = Path(file.path)
        files[f"{path.parent.name}/{path.name}"] = file.text
    return json.dumps(files, ensure_ascii=False)


def task(districts: Iterable[District], asked: Asked) -> str:
    """Return what is to be done for some districts, as a text."""
    told = {one.name: getattr(asked, one.name) for one in fields(Asked)}
    return json.dumps({
        "rutas": __version__,
        "asked": told | {"on": asked.on.isoformat()},
        "districts": {
            one.id: {"territory": one.territory, "changes": one.changes} for one in districts
        },
    })  # fmt: skip


def measured(book: str, task: str) -> Mapping[str, tuple[Found, ...]]:
    """Measure the routes of some districts.

    Parameters
    ----------
    book, task
        What `packed` and `task` return, here or on another machine.

    Raises
    ------
    RutasError
        If this is another version of the program, whose figures may be others.
    """
    told = json.loads(task)
    if told["rutas"] != __version__:
        raise RutasError(say("atlas.other-version", given=told["rutas"], known=__version__))
    given = told["asked"]
    more = {"routes": tuple(given["routes"]), "on": date.fromisoformat(given["on"])}
    asked, opened = Asked(**given | more), _opened(book)
    there = {name: There(opened, asked, **one) for name, one in told["districts"].items()}
    return MEASURES[asked.measures].figures(there)


@lru_cache(maxsize=1)
def _opened(book: str) -> Book:
    """Read a book from its text, once for all districts that come here."""
    with TemporaryDirectory(prefix="rutas-") as folder:
        for name, text in json.loads(book).items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        found = load(folder)
        dict(found.territories.files)  # these too are read before the folder goes
    return found
