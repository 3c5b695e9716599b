"""What a browser shows of a watch: the page, that reloads itself, and above it what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rutas.errors import Problem
from rutas.watch.server import Server
from tests.chromium import Opened, axe_finds
from tests.watch.filled import PAGE, put

HOSTILE = "<img src=x onerror=\"document.title='mal'\"><script>document.title='mal'</script>"


@pytest.fixture
def shown(opened: Callable[..., Opened], server: Server) -> Opened:
    """A browser before the frame."""
    found = opened(offline=False)
    found.page.goto(server.url)
    found.page.frame_locator("#page").locator("#a").wait_for()
    return found


def test_the_page_is_loaded_anew_when_it_changed(
    shown: Opened,
    server: Server,
    folder: Path,
) -> None:
    put(folder, PAGE.replace("uno", "dos"))
    server.feed.change(making=True, done=1, total=3)
    shown.page.frame_locator("#page").get_by_text("dos").wait_for()
    assert shown.page.locator("#state").inner_text() == "Se hace lo que cambió: 1 de 3…"
    server.feed.change(making=False)
    shown.page.get_by_text("Al día.").wait_for()
    assert shown.said == []


def test_a_page_that_did_not_change_stays_as_it_is(shown: Opened, server: Server) -> None:
    inside = shown.page.frame_locator("#page").locator("#a")
    inside.evaluate("(one) => { one.textContent = 'leído'; }")
    for done in range(3):
        server.feed.change(making=True, done=done, total=3)
    shown.page.get_by_text("2 de 3").wait_for()
    assert inside.inner_text() == "leído"


def test_mistakes_stand_above_the_last_good_page(shown: Opened, server: Server) -> None:
    wrong = Problem(
        "routes/0-4.yaml", 226, 16, "bad-age", HOSTILE, HOSTILE, excerpt=f"by: {HOSTILE}\n    ^"
    )
    server.feed.change(problems=(wrong,), readable=False)
    shown.page.get_by_text("Problemas: 1").wait_for()
    assert "lo último que se pudo hacer" in shown.page.locator("#state").inner_text()
    told = shown.page.locator("#wrong li").inner_text()
    assert "routes/0-4.yaml:226:16 error bad-age" in told
    assert shown.page.locator("#wrong pre").inner_text() == f"by: {HOSTILE}\n    ^"
    assert shown.page.locator("#wrong img, #wrong script").count() == 0
    assert shown.page.title() == "Rutas de servicios"
    assert shown.page.frame_locator("#page").locator("#a").inner_text() == "uno"
    assert axe_finds(shown.page) == []
    server.feed.change(problems=(), readable=True)
    shown.page.locator("#wrong").wait_for(state="hidden")


def test_the_end_of_the_watch_is_told(shown: Opened, server: Server) -> None:
    server.feed.close()
    server.shutdown()
    server.server_close()
    shown.page.get_by_text("ya no responde").wait_for()
