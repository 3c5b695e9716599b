"""Run the program as a person does, without a process for each run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from rutas.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """What came of a run."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run ``rutas``; what it prints is what a pipe would get."""

    def run(*args: str) -> Ran:
        capfd.readouterr()
        status = main(args)
        out, err = capfd.readouterr()
        return Ran(status, out, err)

    return run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small book of two routes, quick to analyse and draw."""
    book = tmp_path / "libro"
    book.mkdir()
    (book / "catalogue.yaml").write_text(
        "actors: {usf: {name: USF, institution: MSPBS, capacity: 9 per day},"
        " registro: {name: Registro Civil}}\n"
        "channels: {casa: {name: En casa, kind: home-visit}}\n"
        "services: {control: {name: Control}}\n"
        "documents: {libreta: {name: Libreta}}\n",
        encoding="utf-8",
    )
    for name, first in (("uno", 0), ("dos", 5)):
        (book / f"{name}.yaml").write_text(
            f"id: {name}\nname: Ruta {name}\nages: {{from: {first}, to: {first + 4}}}\n"
            "package: [control]\ndemand: 2 per day\n"
            "ways_in: [{to: aviso, share: 60 %}, {to: control}]\n"
            "outcomes: {fin: {name: Fin, success: true}}\n"
            "profiles: {rural: {name: Rural, share: 40 %, set: {control.dropout: 50 %}}}\n"
            "stages:\n  - id: unica\n    name: Única\n    steps:\n"
            "      - {id: aviso, name: Aviso, actor: registro, channel: casa, produces: libreta,"
            " wait: 3 d, dropout: 10 %, next: control}\n"
            "      - {id: control, name: Control, actor: usf, channel: casa, service: control,"
            " requires: libreta, wait: 1..5 d, dropout: 20..30 %, outcome: fin}\n",
            encoding="utf-8",
        )
    return book
