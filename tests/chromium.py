"""Open pages in a real browser: the system's Chromium, without a network, with a new profile a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["Opened", "axe_finds", "browser", "opened"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run Chromium; where there is none, skip the test, or fail it where RUTAS_BROWSER says that there is one."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        told = "Chromium, to open the page (Debian: apt install chromium)"
        (pytest.fail if os.environ.get("RUTAS_BROWSER") else pytest.skip)(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield running
        running.close()


class Opened:
    """A page, what it asked of the network, and what it said of mistakes in its scripts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on(
            "console",
            lambda told: self.said.append(told.text) if told.type in {"error", "warning"} else None,
        )

    @property
    def elsewhere(self) -> list[str]:
        """What it asked for that is no file and no part of itself."""
        return [
            one for one in self.asked if not one.startswith(("file:", "data:", "about:", "blob:"))
        ]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Open a page in a new profile with the network off: a size, and whatever else a context may be told."""
    contexts = []

    def new(width: int = 360, height: int = 740, **more: Any) -> Opened:
        settings = {"offline": True, "locale": "es-PY", "timezone_id": "America/Asuncion", **more}
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Opened(context.new_page())

    yield new
    for context in contexts:
        context.close()


def axe_finds(page: Page) -> list[str]:
    """Return what axe-core has against a page as it stands, by WCAG 2.2 AA and good practice."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": _RULES}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        for node in one["nodes"]
    ]
