"""The sessions that are shipped are those of the published calendar, and say no more than it does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import rutas
from tests.editor import errors, tree_of

ROUTES = Path(__file__).parents[2] / "routes"


def test_the_cycle_of_2021_and_2022_is_that_of_the_source() -> None:
    sessions = rutas.load(ROUTES).sessions.values()
    assert [one.date for one in sessions] == [
        date(2021, 11, 3), date(2021, 11, 10), date(2021, 11, 24), date(2021, 12, 15), date(2022, 2, 2),
    ]  # fmt: skip
    assert {one.date.strftime("%A") for one in sessions} == {"Wednesday"}
    assert {one.source for one in sessions} == {"utgs-mesas-2021"}
    assert [(one.from_, one.to) for one in rutas.load(ROUTES).criteria.sessions.recess] == [
        (date(2021, 12, 16), date(2022, 2, 1))
    ]
    assert not any(one.called or one.institutions or one.validated for one in sessions)


def test_an_editor_takes_them() -> None:
    files = sorted((ROUTES / "sessions").glob("*.yaml"))
    assert {path.stem: errors("session", tree_of(path)) for path in files} == {
        path.stem: [] for path in files
    }
