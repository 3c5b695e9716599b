"""Share what asks the page's modules, wherever they run, and a page that is written once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rutas.publish import publish_site
from tests.chromium import Opened
from tests.site.reader import Reader
from tests.site.scripts import Ask, in_node, in_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

BOOK = Path(__file__).parents[1] / "routes"


@pytest.fixture(params=["node", "chromium"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Ask the modules in Node, then in Chromium."""
    if request.param == "node":
        return in_node
    return request.getfixturevalue("ask_chromium")


@pytest.fixture(scope="session")
def ask_chromium(browser: Browser) -> Iterator[Ask]:
    """Ask the modules in Chromium, all in one page."""
    context = browser.new_context(offline=True)
    yield in_page(context.new_page())
    context.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a book that stays as it is, in a file."""
    out = tmp_path_factory.mktemp("sitio")
    publish_site(BOOK, out)
    return out / "index.html"


@pytest.fixture
def read(opened: Callable[..., Opened], site: Path) -> Callable[..., Reader]:
    """Open the page as somebody who reads it: on a phone where no size is given."""
    return lambda address="", **more: Reader(opened(**more), site, address)
