"""Serve a folder that a build filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from rutas.watch.feed import Feed
from rutas.watch.server import Server
from tests.watch.filled import PAGE, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that a build filled, with a file beside that it did not make."""
    folder = tmp_path / "salida"
    folder.mkdir()
    (tmp_path / "secreto.txt").write_text("secreto")
    (folder / "ajeno.txt").write_text("ajeno")
    put(folder, PAGE)
    return folder


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with Server(folder, Feed()) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.feed.close()
        server.shutdown()
