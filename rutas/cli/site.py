"""Write the page of a book, which opens on a phone without a network."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from rutas.cli.command import Choice, Command, Option, book_option, out_option
from rutas.cli.output import tell
from rutas.locale import LANGUAGES, number, say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["command", "run"]


def run(
    territory: Sequence[str] = (), names: str | None = None, drawings: str = "diagrams",
    since: str | None = None, out: str = "site", book: str = "routes", force: bool = False,
) -> int:  # fmt: skip
    """Write the page, and say what was written and what to open."""
    from rutas.publish import INDEX, publish_site

    start = time.perf_counter()
    built = publish_site(
        book, out, territories=territory or None, names=names, drawings=drawings, since=since,
        force=force,
    )  # fmt: skip
    told = {"written": len(built.written), "removed": len(built.removed), "same": built.same}
    seconds = number(time.perf_counter() - start, 1)
    tell(
        say("cli.site-same" if built.current else "cli.site-made", out=out, seconds=seconds, **told)
    )
    tell(say("cli.open", path=Path(out, INDEX)))
    return 0


command = Command(
    "site",
    run,
    [
        Option("--territory", multiple=True, metavar="ID"),
        Option("--names", type=Choice(*LANGUAGES, "gn"), metavar="LANG"),
        Option("--drawings", metavar="DIR", default="diagrams"),
        Option("--since", metavar="REVISION"),
        Option("--force", is_flag=True),
        out_option("DIR", "site"),
        book_option(),
    ],
)
