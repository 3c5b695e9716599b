"""Write what minutes say of a meeting: who and when, what was agreed, who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.words import joined
from rutas.hours import day_in_words
from rutas.locale import language, say
from rutas.model.session import concerned
from rutas.prose.minutes.blocks import Bullets, Fields, Grid, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rutas.book import Book
    from rutas.model import Text
    from rutas.model.session import Agreement, Meeting, Participant
    from rutas.prose.minutes.blocks import Block

__all__ = [
    "agreement_words", "attendance", "commitments", "day_words", "heading", "next_meeting",
    "next_words", "signatures", "text_of", "validated",
]  # fmt: skip

_EMPTY = {"present": 4, "invited": 1, "absent": 1}  # rows to write in, where nobody is named
_ROWS = 4
_NAME = 3.0  # of a column of names, beside others


def text_of(text: Text | None) -> str:
    """Write a text in the language that is spoken; a blank where there is none."""
    return text.to(language()) if text else ""


def day_words(day: date | None) -> str:
    """Write a day; a blank where there is none."""
    return day_in_words(day, language()) if day else ""


def heading(meeting: Meeting, kind: str) -> Iterator[Block]:
    """Say what the page is, of which meeting, when and where."""
    title = say(f"minutes.title-{kind}")
    numbered = say("minutes.numbered", title=title, number=meeting.number)
    yield Heading(numbered if meeting.number else title, 0)
    told = {} if meeting.number else {"number": ""}
    told |= {
        "meeting": text_of(meeting.title),
        "date": day_words(meeting.date),
        "place": text_of(meeting.place),
    }
    if kind == "proposal" or meeting.called:
        told["called"] = day_words(meeting.called)
    yield Fields([(say(f"minutes.{key}"), value) for key, value in told.items()])
    if meeting.agenda:
        yield Heading(say("minutes.agenda"))
        yield Bullets([text_of(one) for one in meeting.agenda])


def attendance(meeting: Meeting) -> Iterator[Block]:
    """Say who was there, as a guest too, and who was not; rows to write in where nobody is named."""
    yield Heading(say("minutes.attendance"))
    heads = [say(f"minutes.{key}") for key in ("attended", "name", "institution", "role")]
    cells = [
        [say(f"minutes.{key}"), *person]
        for key in ("present", "invited", "absent")
        for person in _people(meeting, key)
    ]
    yield Grid(heads, cells, (1.3, _NAME, 2, 2))


def _people(meeting: Meeting, key: str) -> list[list[str]]:
    """Return name, institution and role of some people, or as many blanks."""
    people: tuple[Participant, ...] = getattr(meeting, key)
    told = [[one.name, one.institution or "", text_of(one.role)] for one in people]
    if key == "present":  # an institution of which nobody is named was there all the same
        spoken = {one.institution for one in people}
        told += [["", name, ""] for name in meeting.institutions if name not in spoken]
    return told or [["", "", ""]] * _EMPTY[key]


def commitments(meeting: Meeting, book: Book, number: int) -> Iterator[Block]:
    """Say what was agreed: what, who, by when; and what the session validated."""
    yield Heading(say("minutes.commitments", n=number))
    heads = [say(f"minutes.{key}") for key in ("what", "who", "by-when")]
    cells = [_agreed(one, book) for one in meeting.agreed] or [[""] * len(heads)] * _ROWS
    yield Grid(heads, cells, (4, 2.5, 1.6))
    yield from map(Paragraph, validated(meeting, book))


def _agreed(one: Agreement, book: Book) -> list[str]:
    about = joined([_concern(name, book) for name in one.concerns])
    text = text_of(one.text)
    actors = book.catalogue.actors
    return [
        say("minutes.about", text=text.rstrip("."), about=about) if about else text,
        joined([text_of(actors[name].name) for name in one.responsible]),
        day_words(one.due),
    ]


def _concern(name: str, book: Book) -> str:
    """Return what people call a route, or one of its steps."""
    route, step = concerned(name)
    return text_of(book[route].steps[step].title if step else book[route].name)


def agreement_words(one: Agreement, book: Book) -> str:
    """Say an agreement in a line: what, who, by when."""
    text, who, due = _agreed(one.model_copy(update={"concerns": ()}), book)
    when = say("sessions.until", day=due) if due else ""
    told = "; ".join(filter(None, (who, when)))
    return say("minutes.about", text=text.rstrip("."), about=told) if told else text


def validated(meeting: Meeting, book: Book) -> list[str]:
    """Say which version of which route the session validated, if it did."""
    names = [
        say("minutes.version-of", route=text_of(book[route].name), version=version)
        for route, version in meeting.validated.items()
    ]
    return [say("minutes.validated", names=joined(names))] if names else []


def next_meeting(meeting: Meeting, number: int) -> Iterator[Block]:
    """Say when the table meets again, and where."""
    following = meeting.next
    yield Heading(say("minutes.next", n=number))
    yield Fields(
        [
            (say("minutes.date"), day_words(following.date) if following else ""),
            (say("minutes.place"), text_of(following.place) if following else ""),
        ]
    )


def next_words(meeting: Meeting) -> list[str]:
    """Say in a sentence when the table meets again, where that is known."""
    if meeting.next is None:
        return []
    place = text_of(meeting.next.place)
    day = day_words(meeting.next.date)
    when = ", ".join(filter(None, (day, place)))
    return [say("minutes.next-on", when=when)]


def signatures(meeting: Meeting) -> Iterator[Block]:
    """Leave room for whoever was there to sign."""
    yield Heading(say("minutes.signatures"))
    heads = [say(f"minutes.{key}") for key in ("name", "institution", "signature")]
    people = [
        *_people(meeting, "present"),
        *(_people(meeting, "invited") if meeting.invited else []),
    ]
    yield Grid(heads, [[name, home, ""] for name, home, _ in people], (_NAME, 2, 3), tall=True)
