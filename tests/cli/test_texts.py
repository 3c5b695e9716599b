"""What the commands say of one small route, word by word: read it as a committee would.

If it changes: ``pytest tests/cli/test_texts.py --renew``, and read what is new.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

HERE = "libro"
COMMANDS = {
    "list": ("list",),
    "show": ("show", "alta"),
    "show-step": ("show", "alta", "inscripcion"),
    "show-text": ("show", "alta", "--as", "text"),
    "steps": ("steps", "alta"),
    "critical": ("critical", "alta", "--all"),
    "bottlenecks": ("bottlenecks", "alta"),
    "documents": ("documents", "alta"),
    "actors": ("actors", "alta"),
    "path": ("path", "alta", "--to", "control"),
    "whatif": ("whatif", "alta", "--set", "inscripcion.dropout=10 %"),
    "compare": ("compare", "alta"),
    "missing": ("check", "alta", "--what-is-missing"),
    "check": ("check", "alta", "--level", "info"),
}


@pytest.fixture
def book(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(request.path.parent / HERE, tmp_path / HERE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_says(name: str, run: Run, golden: Callable[[str, str], None]) -> None:
    command, *rest = COMMANDS[name]
    found = run(command, *rest, "--book", HERE)
    assert found.status == (1 if name == "check" else 0), found.err
    golden(f"{name}.txt", "".join(f"{line.rstrip()}\n" for line in found.out.splitlines()))


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("name", COMMANDS)
def test_no_word_of_the_one_language_stands_in_the_other(name: str, run: Run) -> None:
    command, *rest = COMMANDS[name]
    spanish, english = (
        run("--lang", lang, command, *rest, "--book", HERE).out for lang in ("es", "en")
    )
    assert spanish != english
    for word in (" the ", " of those ", " steps ", " leave"):
        assert word not in spanish
    for word in (" quienes ", " personas ", " pasos ", " abandona"):
        assert word not in english
