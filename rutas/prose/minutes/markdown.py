"""Write a page to sign as Markdown."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from rutas.answers.markdown import bullet, escaped, table
from rutas.prose.minutes.blocks import (
    Block,
    Bullets,
    Fields,
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["markdown"]

_BLANK = "_" * 24


def markdown(blocks: Iterable[Block]) -> str:
    r"""Return the text, which ends with the end of a line.

    Parameters
    ----------
    blocks
        What the page is made of; its pictures are named as files that lie beside it.

    Examples
    --------
    >>> print(markdown([Heading("Acta", 0), Fields([("Fecha", "")])]), end="")
    # Acta
    <BLANKLINE>
    * **Fecha:** ________________________
    """
    return "\n\n".join("\n".join(_written(block)) for block in blocks) + "\n"


def _or_blank(text: str) -> str:
    return escaped(text) or _BLANK


@singledispatch
def _written(block: Block) -> list[str]:
    """Return the lines of a block."""
    raise TypeError(f"no block: {block!r}")


@_written.register
def _(block: Heading) -> list[str]:
    return [f"{'#' * (block.level + 1)} {escaped(block.text)}"]


@_written.register
def _(block: Paragraph) -> list[str]:
    return [escaped(block.text)]


@_written.register
def _(block: Bullets) -> list[str]:
    return [*map(bullet, block.texts)]


@_written.register
def _(block: Fields) -> list[str]:
    return [f"* **{escaped(label)}:** {_or_blank(text)}" for label, text in block.pairs]


@_written.register
def _(block: Items) -> list[str]:
    lines = []
    for one in block.items:
        blank = f"{escaped(one.blank)}: {_BLANK}"
        first, *more = filter(None, (escaped(one.text), escaped(one.about), blank))
        head = f"{one.number}. "
        lines.append("\\\n".join([head + first, *(" " * len(head) + line for line in more)]))
    return lines


@_written.register
def _(block: Grid) -> list[str]:
    # a blank of a table is as wide as its column
    right = len(block.heads) if block.right is None else block.right
    return table(block.heads, block.cells, right=right)


@_written.register
def _(block: Picture) -> list[str]:
    return [f"![{escaped(block.told)}]({block.name})"]
