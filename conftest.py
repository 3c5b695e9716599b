"""Hold that every test and every example below what was asked for is run, and where examples find a book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collected import uncollected

ROOT = Path(__file__).parent
pytest_plugins = ["tests.chromium"]


@pytest.hookimpl(tryfirst=True)  # before anything is left out on purpose
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Refuse to pass by not running: pytest never enters a folder called ``build``, for one."""
    config = session.config
    some = any(config.getoption(name, None) for name in ("lf", "ignore", "ignore_glob"))
    if some or session.testsfailed or any("::" in one for one in config.args):
        return
    asked = [Path(one) for one in config.args]
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
