"""Measure one district where its text arrives: whoever does it needs the program and no file of the book."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rutas.atlas.measures import MEASURES
from rutas.book import load
from rutas.errors import RutasError
from rutas.improve.local import within
from rutas.locale import say
from rutas.model import apply
from rutas.version import __version__

if TYPE_CHECKING:
    from rutas.atlas.district import District
    from rutas.atlas.figures import Found
    from rutas.book import Book
    from rutas.model.route import Route

__all__ = ["Asked", "measured", "packed", "task"]


@dataclass(frozen=True)
class Asked:
    """What is asked of every district.

    Attributes
    ----------
    routes
        The ids of the routes.
    measures
        One of `rutas.atlas.measures.MEASURES`.
    on
        The first day of the year for which the points of a territory are looked at.
    """

    routes: tuple[str, ...]
    measures: str
    on: date


def packed(book: Book) -> str:
    """Return the files of a book that its routes and territories are read from, as one text."""
    named = [name for name in ("catalogue", "criteria", *book.routes) if name in book.files]
    files = {Path(book.files[name].path).name: book.files[name].text for name in named}
    for file in book.territories.files.values():
        path = Path(file.path)
        files[f"{path.parent.name}/{path.name}"] = file.text
    return json.dumps(files, ensure_ascii=False)


def task(district: District, asked: Asked) -> str:
    """Return what is to be done for a district, as a text."""
    return json.dumps({
        "rutas": __version__,
        "territory": district.territory,
        "changes": district.changes,
        "routes": asked.routes,
        "measures": asked.measures,
        "on": asked.on.isoformat(),
    })  # fmt: skip


def measured(book: str, task: str) -> tuple[Found, ...]:
    """Measure a district.

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
    opened, day = _opened(book), date.fromisoformat(told["on"])
    changes, territory = told["changes"], told["territory"]
    routes = [
        _placed(apply(opened[name], changes.get(name, {})), opened, territory, day)
        for name in told["routes"]
    ]
    return tuple(MEASURES[told["measures"]](routes))


def _placed(route: Route, book: Book, territory: str | None, on: date) -> Route:
    """Return a route as it is in a territory; its populations are those of the route anywhere."""
    found = within(route, book.territories[territory], on).route if territory else route
    return found.model_copy(update={"profiles": {}})


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
