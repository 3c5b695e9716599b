"""Share what many tests need: the route book, and files of expected answers that can be renewed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

import rutas
from tests.effort import cases

HERE = Path(__file__).parent

# Machines differ in speed, and a test that fails on a slow one says nothing about the code.
settings.register_profile("rutas", deadline=None, max_examples=cases(100), print_blob=True)
settings.load_profile("rutas")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew", action="store_true", help="write the golden files anew instead of comparing"
    )


@pytest.fixture(autouse=True)
def _spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of the machine change what the program says."""
    for name in ("RUTAS_LANG", "RUTAS_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def book() -> rutas.Book:
    """A book of three long routes; it stays as it is when the real ones change."""
    return rutas.load(HERE / "routes")


@pytest.fixture
def short_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up early on who goes round for ever or multiplies: random routes often have such people."""
    monkeypatch.setattr("rutas.tokens.simulate._ROUNDS", 200)
    monkeypatch.setattr("rutas.tokens.simulate._WORK", 20_000)


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare a text with the file of that name in ``golden`` beside the test, or renew the file."""

    def check(name: str, found: str, folder: Path = request.path.parent / "golden") -> None:
        path = folder / name
        if request.config.getoption("--renew"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(found, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is missing: look at the answer, then pytest --renew"
        assert found == path.read_text(encoding="utf-8")

    return check
