"""Every view as a person sees it; with --renew, the pictures of the README and of the page about it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import rutas
from rutas.site.gather import gather
from rutas.site.render import page
from tests.chromium import Opened

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
MONDAY = "2026-11-30T10:00:00-03:00"
PHONE, DESK = (360, 740), (1280, 800)
FEWEST = 30  # colours of a view on which something is to be seen


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("site") / "index.html"
    path.write_text(page(gather(rutas.load(ROOT / "tests" / "routes"))), encoding="utf-8")
    return path.as_uri()


def born(opened: Opened) -> None:
    """Ask for a child who was born ten days ago."""
    opened.page.fill("#nacio", "2026-11-20")
    opened.page.dispatch_event("#nacio", "change")


def inscription(opened: Opened) -> None:
    born(opened)
    opened.page.select_option("#lugar", "villeta/tacuruty")
    opened.page.click("[data-group=now] [data-step='0-4/inscripcion'] summary")
    opened.page.evaluate(
        "document.getElementById('paso/0-4/inscripcion').scrollIntoView({behavior: 'instant'})"
    )


def noted(opened: Opened) -> None:
    inscription(opened)
    opened.page.check("[data-mine='0-4/inscripcion']")
    opened.page.evaluate("document.getElementById('lista').scrollIntoView({behavior: 'instant'})")


def presented(opened: Opened) -> None:
    opened.page.click("[data-present='0-4']")
    opened.page.keyboard.press("ArrowRight")


def neighbours(opened: Opened) -> None:
    opened.page.click("tr[data-row='0-4/inscripcion'] button")


VIEWS: dict[str, tuple[str, Callable[[Opened], None] | None]] = {
    "family": ("", born), "step": ("", inscription), "list": ("", noted), "routes": ("#ruta/0-4", None),
    "present": ("#rutas", presented), "table": ("#/pasos?actor=registro-civil", neighbours),
}  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_seen_without_moving_sideways(
    view: str,
    size: tuple[int, int],
    address: str,
    opened: Callable[..., Opened],
    request: pytest.FixtureRequest,
) -> None:
    one = opened(*size, reduced_motion="reduce")
    one.page.clock.install(time=MONDAY)
    place, act = VIEWS[view]
    one.page.goto(address + place)
    if act:
        act(one)
    picture = Image.open(io.BytesIO(one.page.screenshot())).convert("RGB")
    assert (one.said, one.elsewhere) == ([], [])
    assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert len(picture.getcolors(2**24) or ()) > FEWEST
    if request.config.getoption("--renew"):
        PICTURES.mkdir(exist_ok=True)
        name = f"site-{view}-{'phone' if size == PHONE else 'desk'}.png"
        picture.quantize(64).save(PICTURES / name, optimize=True)
