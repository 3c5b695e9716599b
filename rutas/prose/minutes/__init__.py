"""Write what a technical table signs: a proposal before its session, minutes of it; and a newsletter.

All three are made of the same pieces (`rutas.prose.minutes.blocks`), which `markdown` writes as Markdown and
`rutas.exchange.word` as a document of a word processor. What is not known stays a blank to write in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.locale import say
from rutas.prose.minutes.blocks import Heading, Paragraph
from rutas.prose.minutes.changes import Compared, compared
from rutas.prose.minutes.markdown import markdown
from rutas.prose.minutes.meeting import (
    attendance,
    commitments,
    heading,
    next_meeting,
    signatures,
)
from rutas.prose.minutes.newsletter import newsletter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.book import Book
    from rutas.model.session import Meeting
    from rutas.prose.minutes.blocks import Block, Picture

__all__ = ["KINDS", "Compared", "markdown", "minutes"]

KINDS = ("minutes", "proposal", "newsletter")
"""What may be written of a session."""


def minutes(
    kind: str, meeting: Meeting, several: Sequence[Compared] | None, book: Book,
    annex: Sequence[Picture] = (),
) -> Iterator[Block]:  # fmt: skip
    """Write what is told of a meeting, and of two versions of some routes.

    Parameters
    ----------
    kind
        One of `KINDS`.
    meeting
        What is known of it.
    several
        The routes in both versions; ``None`` where there is no older version to compare with.
    book
        The book, whose actors and routes the meeting names.
    annex
        The drawings.

    Examples
    --------
    >>> import rutas
    >>> from rutas.model.session import Meeting
    >>> text = markdown(minutes("minutes", Meeting(title="Mesa"), None, rutas.load("routes")))
    >>> text.splitlines()[0], "* **Fecha:** ____" in text
    ('# Acta', True)
    """
    if kind == "newsletter":
        yield from newsletter(meeting, several or (), book)
        return
    signed = kind == "minutes"
    yield from heading(meeting, kind)
    if signed:
        yield from attendance(meeting)
    if several is None:
        yield Heading(say("minutes.changes", n=1))
        yield Paragraph(say("minutes.no-older"))
    else:
        yield from compared(several)
    number = 2 if several is None else 5
    if signed:
        yield from commitments(meeting, book, number)
        yield from next_meeting(meeting, number + 1)
        yield from signatures(meeting)
    if annex:
        yield Heading(say("minutes.annex"))
        yield Paragraph(say("minutes.annex-about", n=len(annex)))
        yield from annex
