"""A book for those who play many districts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rutas

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def quick(tmp_path: Path) -> rutas.Book:
    """A book of one route through which people pass in days, with a door at which they queue."""
    (tmp_path / "catalogue.yaml").write_text(
        "actors: {usf: {name: USF, capacity: 2.5 per day}}\nchannels: {}\nservices: {}\ndocuments: {}\n",
        encoding="utf-8",
    )
    (tmp_path / "ruta.yaml").write_text(
        "id: ruta\nname: Ruta\ndemand: 2 per day\nways_in: [{to: aviso}]\n"
        "outcomes: {fin: {name: Fin, success: true}}\n"
        "stages: [{id: e, name: E, steps: [{id: aviso, name: Aviso, dropout: 10 %, next: control},"
        " {id: control, name: Control, actor: usf, dropout: 20..30 %, outcome: fin}]}]\n",
        encoding="utf-8",
    )
    return rutas.load(tmp_path)
