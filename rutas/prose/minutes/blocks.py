"""Name what a page to sign is made of, whatever program it is written for.

A text that is empty where one belongs is a blank to write in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Block", "Bullets", "Fields", "Grid", "Heading", "Item", "Items", "Paragraph", "Picture"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes
    ----------
    text
        What it says.
    level
        0 for the title of all, then from 1 on.
    """

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Fields:
    """What is said of a thing, a label and a text each."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a numbered list.

    Attributes
    ----------
    number
        Its number.
    text
        What it says.
    about
        What is said of it on a line of its own; nothing where there is nothing to say.
    blank
        What is to be written behind it by hand.
    """

    number: int
    text: str
    about: str
    blank: str


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list."""

    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes
    ----------
    heads, cells
        The headings, and the texts row by row.
    widths
        How wide each column is beside the others.
    right
        From which column on figures stand to the right; none where left out.
    tall
        Whether each row has room for a signature.
    """

    heads: Sequence[str]
    cells: Sequence[Sequence[str]]
    widths: Sequence[float]
    right: int | None = None
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that fills a page.

    Attributes
    ----------
    name
        The name of its file.
    content
        The file.
    told
        What it shows, for who does not see it.
    """

    name: str
    content: bytes
    told: str


Block = Heading | Paragraph | Bullets | Fields | Items | Grid | Picture
