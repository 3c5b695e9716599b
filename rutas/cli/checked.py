"""Find the books and routes that are to be checked, by id or by file, and check them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rutas.cli.asking import working
from rutas.cli.opening import is_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.rules import Report

__all__ = ["checked"]

_SHARED = {"catalogue", "criteria", "improvements", "instruments", "calendar", "ficha"}


def checked(names: Sequence[str], book: str) -> Iterator[tuple[Report, bool]]:
    """Check routes, or all of a book where none is named.

    Parameters
    ----------
    names
        Ids of routes, their files, or folders of books.
    book
        The book whose routes and catalogue are meant where a name does not say.

    Returns
    -------
    For each book, what was found and whether it could be read; progress is shown meanwhile.
    """
    from rutas.answers.check import checked_folder

    lone = [name for name in names if _is_lone(name)]
    checks = [partial(_check_lone, name, book) for name in lone]
    named = _books([name for name in names if name not in lone], book, alone=bool(lone))
    for check in [*checks, *(partial(checked_folder, folder, routes) for folder, routes in named)]:
        with working():
            answer = check()
        yield answer


def _is_lone(name: str) -> bool:
    """Tell whether a route's file stands outside a book."""
    path = Path(name)
    return is_path(name) and not path.is_dir() and not (_folder(path) / "catalogue.yaml").is_file()


def _folder(path: Path) -> Path:
    """Return the folder of the book in which a file stands: of a route, a territory, a session, a board."""
    if _of_board(path):
        boards = path.parent if path.parent.name == "boards" else path.parent.parent
        return boards.parent
    return path.parent.parent if path.parent.name in {"territories", "sessions"} else path.parent


def _of_board(path: Path) -> bool:
    """Tell whether a file is one of a board, or the instrument of all."""
    return "boards" in {path.parent.name, path.parent.parent.name}


def _check_lone(name: str, book: str) -> tuple[Report, bool]:
    """Check a route whose file stands outside a book, with the catalogue of one."""
    from rutas.book import load_with
    from rutas.errors import BookError
    from rutas.rules import Report, report

    try:
        whole, route = load_with(name, book)
    except BookError as error:
        return Report(error.problems), False
    return report(whole, [route.id]), True


def _books(
    names: Sequence[str], book: str, *, alone: bool = False
) -> list[tuple[str, set[str] | None]]:
    """Return the folders to look at, and for each the routes that are named, or nothing for all.

    A file stands for its route in its own folder, and the catalogue's, or one of a board, for the whole
    of it.
    """
    if not names:
        return [] if alone else [(book, None)]
    wanted: dict[str, set[str] | None] = {}
    for name in names:
        if Path(name).is_dir():
            wanted[name] = None
            continue
        path = Path(name)
        folder, key = (str(_folder(path)), path.name) if is_path(name) else (book, name)
        if key.rpartition(".")[0] in _SHARED or _of_board(path):
            wanted[folder] = None
        elif wanted.get(folder, set()) is not None:
            wanted[folder] = {*(wanted.get(folder) or ()), key}
    return list(wanted.items())
