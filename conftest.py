"""Hold that every test and every example below what was asked for is run, and where examples find a book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collected import uncollected

ROOT = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before anything is left out on purpose
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Refuse to pass by not running: pytest never enters a folder called ``build``, for one."""
    option = session.config.option
    chosen = (
        option.lf
        or option.ignore
        or option.ignore_glob
        or any("::" in one for one in session.config.args)
    )
    if chosen or session.testsfailed:
        return
    asked = [Path(one) for one in session.config.args]
    missing = uncollected(ROOT, asked, {item.nodeid.partition("[")[0] for item in items})
    if missing:
        raise pytest.UsageError("never collected:\n" + "\n".join(missing))


@pytest.fixture(autouse=True)
def _beside_a_book(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where ``routes`` is a book that stays as it is, whatever becomes of the real routes.

    The pages of ``docs`` only name the example beside them.
    """
    pages = request.path.is_relative_to(ROOT / "docs")
    monkeypatch.chdir(ROOT if pages else ROOT / "tests")
