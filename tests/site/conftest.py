"""Share what asks the page's modules, wherever they run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.site.scripts import Ask, in_node, in_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser


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
