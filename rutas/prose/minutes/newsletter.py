"""Write a newsletter: what a session and a new version mean, in at most 200 plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.diff_summary import summary
from rutas.answers.words import joined, step_name
from rutas.locale import say
from rutas.prose.minutes.blocks import Heading, Paragraph
from rutas.prose.minutes.changes import turned
from rutas.prose.minutes.meeting import (
    agreement_words,
    day_words,
    next_words,
    text_of,
    validated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.book import Book
    from rutas.model.session import Meeting
    from rutas.prose.minutes.blocks import Block
    from rutas.prose.minutes.changes import Compared

__all__ = ["WORDS", "newsletter"]

WORDS = 200
"""How long it is at most."""


def newsletter(meeting: Meeting, several: Sequence[Compared], book: Book) -> Iterator[Block]:
    """Write the newsletter, the weightiest first; what finds no room is left to the minutes."""
    title = text_of(meeting.title) or say("minutes.title-newsletter")
    end = say("minutes.rest")
    closing = next_words(meeting)
    room = WORDS - len(" ".join([title, end, *closing]).split())
    yield Heading(title, 0)
    left = False
    for sentence in _sentences(meeting, several, book):
        size = len(sentence.split())
        if size <= room:
            room -= size
            yield Paragraph(sentence)
        else:
            left = True
    yield from map(Paragraph, [*([end] if left else []), *closing])


def _sentences(meeting: Meeting, several: Sequence[Compared], book: Book) -> Iterator[str]:
    """Yield what there is to say, the weightiest first."""
    if meeting.date:
        held = ", ".join(filter(None, (day_words(meeting.date), text_of(meeting.place))))
        yield say("minutes.held", when=held)
    yield from validated(meeting, book)
    if several and not any(one.told.changes for one in several):
        yield say("minutes.nothing")
    for one in several:
        if one.told.changes:
            what = summary(one.found, populations=False) if one.found else one.told.summary
            yield say("minutes.route-does", route=one.name, what=what)
            for key, points, route in turned(one):
                names = joined([step_name(route, point.step) for point in points])
                yield say(f"minutes.step-{key}", n=len(points), names=names)
    for agreement in meeting.agreed:
        yield say("minutes.agreed", text=agreement_words(agreement, book))
