"""Watch a book, and show every edit of it at once."""

from __future__ import annotations

import time
from signal import SIGINT
from typing import TYPE_CHECKING

import click

from rutas.cli.build import print_built
from rutas.cli.command import Command, Option, book_option, out_option
from rutas.cli.guard import sentence
from rutas.cli.output import tell
from rutas.cli.process import Stopped
from rutas.locale import say

if TYPE_CHECKING:
    from rutas.watch.watching import Checked, Happened, Made

__all__ = ["command", "run"]


def run(port: int = 0, open: bool = False, out: str = "diagrams", book: str = "routes") -> int:
    """Check, build and serve a book at every change, until Ctrl-C, which is its usual end."""
    from rutas.watch import watch

    try:
        watch(book, out, port=port, tell=_Teller(out, browser=open), sentence=sentence)
    except KeyboardInterrupt as stop:
        if isinstance(stop, Stopped) and stop.status != 128 + SIGINT:
            raise
        tell(say("watch.ended"))
    return 0


class _Teller:
    """Tell what happened on the terminal."""

    def __init__(self, out: str, *, browser: bool) -> None:
        self.out, self.browser = out, browser
        self.began = 0.0

    def __call__(self, happened: Happened) -> None:
        from rutas.watch import Checked, Serving

        if isinstance(happened, Serving):
            tell(say("watch.serving", url=happened.url))
            if self.browser:
                click.launch(happened.url)
        elif isinstance(happened, Checked):
            self._checked(happened)
        else:
            self._made(happened)

    def _checked(self, happened: Checked) -> None:
        from rutas.cli.problems import tell_problems

        self.began = time.perf_counter()
        if happened.problems:
            tell_problems(happened.problems)
        else:
            tell(say("cli.nothing-wrong"))
        if not happened.readable:
            tell(say("watch.kept"))

    def _made(self, happened: Made) -> None:
        if isinstance(happened.outcome, Exception):
            tell(say("cli.error", message=sentence(happened.outcome)))
        else:
            print_built(happened.outcome, self.out, time.perf_counter() - self.began)


command = Command(
    "watch",
    run,
    [
        Option("--port", metavar="NUMBER", type=click.IntRange(0, 65535), default=0),
        Option("--open", is_flag=True),
        out_option("DIR", "diagrams"),
        book_option(),
    ],
)
