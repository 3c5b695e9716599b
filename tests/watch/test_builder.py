"""A build that is at work is stopped where another is asked for, and none is left in the end."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from rutas.publish import Built
from rutas.watch.builder import Piece, builder
from tests.processes import children, gone


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Builds of which the first takes long, and the second fails; each says that it began."""
    began = tmp_path / "began"

    def build(book: Path, out: Path, tell) -> Built:
        count = len(began.read_text().split()) if began.exists() else 0
        began.write_text(f"{began.read_text() if count else ''} {os.getpid()}")
        tell("flow", count + 1, 3)
        if count == 0:
            time.sleep(30)
        if count == 1:
            raise PermissionError(13, "no", str(out))
        return Built(("a.svg",))

    monkeypatch.setattr("rutas.publish.build", build)
    return began


def test_another_order_stops_what_is_at_work(slow: Path, tmp_path: Path) -> None:
    with builder(tmp_path / "book", tmp_path / "out") as shop:
        news = shop.news()
        shop.build()
        assert next(news) == Piece(1, 3)
        (first,) = map(int, slow.read_text().split())
        asked = time.monotonic()
        shop.build()
        assert next(news) == Piece(2, 3)
        assert time.monotonic() - asked < 20  # it was not waited for
        assert gone([first], 5)
        assert isinstance(next(news), PermissionError)
        shop.build()
        assert [next(news), next(news)] == [Piece(3, 3), Built(("a.svg",))]


def test_none_is_left(slow: Path, tmp_path: Path) -> None:
    others = children(os.getpid())
    with builder(tmp_path / "book", tmp_path / "out") as shop:
        news = shop.news()
        shop.build()
        next(news)
        started = children(os.getpid()) - others
        assert int(slow.read_text()) in started
    assert gone(started, 5)
    assert list(news) == []
