"""Somebody who reads the page, on a Monday morning."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chromium import Opened

if TYPE_CHECKING:
    from playwright.sync_api import Locator

__all__ = ["DESK", "MONDAY", "PHONE", "Reader", "doors_told"]

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=timezone(timedelta(hours=-3)))


class Reader:
    """A reader, and the page before her.

    Parameters
    ----------
    opened
        A browser.
    site
        The file of the page.
    address
        What follows its name: ``#rutas``.
    """

    def __init__(self, opened: Opened, site: Path, address: str = "") -> None:
        self.opened, self.page = opened, opened.page
        self.page.clock.set_fixed_time(MONDAY)
        self.page.goto(f"{site.as_uri()}{address}")

    def born(self, day: str) -> None:
        """Say when the child was born."""
        self.page.locator("#nacio").fill(day)
        self.page.locator("#nacio").dispatch_event("change")

    def named(self, group: str) -> list[str]:
        """Return the names of the steps of a group that are shown."""
        return self.page.locator(f'[data-group="{group}"]:not([hidden]) h4').all_inner_texts()

    def step(self, name: str) -> Locator:
        """Return a step of the family's view: ``0-4/inscripcion``."""
        return self.page.locator(f'[data-step="{name}"]')

    def search(self, words: str) -> list[str]:
        """Search; return the names that are found."""
        self.page.locator("#busca").fill(words)
        return self.named("found") + self.named("points")

    @property
    def told(self) -> str:
        """What is told to who cannot see that something changed."""
        return self.page.locator("#dicho").inner_text()

    @property
    def rows(self) -> list[str]:
        """The steps that the table shows."""
        return self.page.locator("#tabla tbody tr").evaluate_all(
            "(rows) => rows.map((row) => row.dataset.row)"
        )


def doors_told(step: Locator) -> None:
    """Wait until the page says of a step's doors whether they are open: browsers tell of an opened step later."""
    step.locator(".open:not(:empty)").first.wait_for()
