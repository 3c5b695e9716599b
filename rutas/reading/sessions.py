"""Read the sessions of a book: what was agreed in each, and about which routes and steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.errors import BookError
from rutas.files import book_files
from rutas.model.base import Known
from rutas.model.session import Meeting, Session
from rutas.model.session_flaws import session_flaws
from rutas.model.tree import steps_of
from rutas.reading.folder import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from rutas.errors import Problem
    from rutas.reading.places import File

__all__ = ["SESSIONS", "read_meeting", "read_sessions"]

SESSIONS = "sessions"
"""The folder of a book in which its sessions stand."""


def read_sessions(
    folder: Path, shared: Mapping[str, AbstractSet[str]], routes: Mapping[str, File]
) -> tuple[dict[str, Session], dict[str, File], list[Problem]]:
    """Read the sessions of a book.

    Parameters
    ----------
    folder
        The book's folder.
    shared
        The ids of the catalogue and of the routes, by kind.
    routes
        The files of the routes.

    Returns
    -------
    The sessions in the order of their days, and their files, both by ``sessions/`` and the day; and all
    that is wrong with them.
    """
    home = folder / SESSIONS
    if not home.is_dir():
        return {}, {}, []
    known = Known({**shared, **_steps(routes)})
    sessions: dict[str, Session] = {}
    files: dict[str, File] = {}
    problems: list[Problem] = []
    for path in book_files(home):
        name = f"{SESSIONS}/{path.stem}"
        flaws = partial(session_flaws, name=path.stem)
        files[name], found, wrong = read_file(path, Session, known, flaws)
        problems += wrong
        if found is not None:
            sessions[name] = found
    by_day = sorted(sessions.items(), key=lambda item: item[1].date)
    return dict(by_day), files, problems


def read_meeting(
    path: Path, shared: Mapping[str, AbstractSet[str]], routes: Mapping[str, File]
) -> Meeting:
    """Read a meeting from a file that may lie anywhere and say as little of it as it will.

    Parameters
    ----------
    path
        The file.
    shared, routes
        As in `read_sessions`.

    Raises
    ------
    BookError
        If anything in it cannot be read; it carries every problem.
    """
    known = Known({**shared, **_steps(routes)})
    _, found, problems = read_file(path, Meeting, known, session_flaws)
    if found is None:
        raise BookError(problems)
    return found


def _steps(routes: Mapping[str, File]) -> dict[str, AbstractSet[str]]:
    """Return the steps of each route that can be read, as what an agreement may concern."""
    return {
        f"step of {file.tree.get('id', name)}": {
            str(step.get("id")) for _, step in steps_of(file.tree)
        }
        for name, file in routes.items()
        if isinstance(file.tree, dict)
    }
