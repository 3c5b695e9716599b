"""Take what commands about boards are told: a period, and the place of an application in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.command import Argument
from rutas.cli.opening import Offered, book_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

__all__ = ["PeriodName", "period_argument"]


class PeriodName(Offered):
    """The period of an application of a territory's board."""

    name = "period"

    def offers(self, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:  # noqa: ARG002  (all are the same)
        """Return the names of the files of the board that is named."""
        from pathlib import Path

        home = Path(book_of(ctx)) / "boards" / str(ctx.params.get("territory") or "*")
        return [(path.stem, "") for path in sorted(home.parent.glob(f"{home.name}/*.y*ml"))]


def period_argument() -> Argument:
    """Return the argument PERIOD; the latest where none is named."""
    return Argument("period", required=False, metavar="[PERIOD]", type=PeriodName())
