"""Write the minutes of a session, a proposal for it, or a newsletter."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rutas.cli.asking import working
from rutas.cli.command import Argument, Choice, Command, Option, book_option, out_option
from rutas.cli.opening import RouteName
from rutas.cli.output import print_or_write, tell
from rutas.cli.revisions import Versions, pairs
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.book import Book
    from rutas.cli.revisions import Pair
    from rutas.model.session import Meeting
    from rutas.prose.minutes import Compared
    from rutas.prose.minutes.blocks import Picture

__all__ = ["command", "run"]

_ENDINGS = {".docx": "png", ".md": "svg"}  # and the pictures that each holds


def run(
    old: str | None = None, new: str | None = None, meeting: str | None = None,
    kind: str = "minutes", out: str | None = None, book: str = "routes",
) -> int:  # fmt: skip
    """Print a page as Markdown, or write it as a file of the kind that its name says."""
    from rutas.answers.diff import answer_pair
    from rutas.errors import UsageError
    from rutas.files import write
    from rutas.model.session import Meeting as Unknown
    from rutas.prose.minutes import Compared, markdown, minutes

    if old is None and meeting is None:
        raise UsageError(say("minutes.of-what"))
    ending = _ending(out)
    with working():
        versions = Versions(book)
        held = _meeting(meeting, versions.now) if meeting else Unknown()
        both = pairs(old, new, versions) if old else _since_before(held, versions)
        several = None if both is None else [Compared(*pair, *answer_pair(*pair)) for pair in both]
        annex = _annex(several or [], out, ending) if kind != "newsletter" else []
        blocks = list(minutes(kind, held, several, versions.now, annex))
    if out is not None and ending == ".docx":
        from rutas.exchange.word import word_document

        changed = write(out, word_document(blocks))
        tell(say("cli.wrote" if changed else "cli.same", path=out))
        return 0
    for picture in annex:
        write(Path(str(out)).with_name(picture.name), picture.content)
    print_or_write(markdown(blocks), out)
    return 0


def _ending(out: str | None) -> str:
    """Return what a file's name ends in; nothing for the screen.

    Raises
    ------
    UsageError
        If there is no such kind of file, or what writes it is missing.
    """
    from rutas.cli.output import is_stream
    from rutas.errors import UsageError

    if out is None or is_stream(out):
        return ""
    ending = Path(out).suffix.lower()
    if ending not in _ENDINGS:
        raise UsageError(say("minutes.bad-ending", given=out))
    if ending == ".docx" and find_spec("docx") is None:
        raise UsageError(say("minutes.needs-word"))
    return ending


def _meeting(word: str, book: Book) -> Meeting:
    """Return a session of the book by its day, or a meeting by its file."""
    from rutas.errors import no_such
    from rutas.reading.sessions import SESSIONS, read_meeting

    if (held := book.sessions.get(f"{SESSIONS}/{word}")) is not None:
        return held
    if not Path(word).is_file():
        days = [name.partition("/")[2] for name in book.sessions]
        raise no_such("minutes.no-such-meeting", word, days)
    routes = {name: book.files[name] for name in book}
    return read_meeting(Path(word), {**book.catalogue.ids, "route": set(book)}, routes)


def _since_before(held: Meeting, versions: Versions) -> list[Pair] | None:
    """Return the book as it was at the session before, beside how it stands; nothing if not kept."""
    from rutas.errors import UsageError
    from rutas.hours import day_in_words
    from rutas.reading.revision import commit_by

    days = [
        one.date for one in versions.now.sessions.values() if held.date and one.date < held.date
    ]
    reason = say("minutes.no-session-before")
    if days:
        try:
            if commit := commit_by(days[-1], Path(versions.folder)):
                return pairs(commit[:10], None, versions)
            reason = say("minutes.no-revision-before", day=day_in_words(days[-1]))
        except UsageError as error:
            reason = str(error).rstrip(".")
    tell(say("minutes.no-older-told", reason=reason))
    return None


def _annex(several: Sequence[Compared], out: str | None, ending: str) -> list[Picture]:
    """Draw the newer version of each route that changes, what changed marked; nothing for the screen."""
    from rutas.compare.changes import changes
    from rutas.diagram import draw
    from rutas.prose.minutes.blocks import Picture
    from rutas.publish.marks import marks

    if not ending or out is None:
        return []
    found = []
    for one in several:
        if (diff := one.found) is None or not diff.changes:
            continue
        drawing = draw(
            diff.after,
            critical=marks(diff.whole.after.points),
            changes=changes(diff.before, diff.after)[1],
            lang=language(),
        )
        contents = drawing.files(_ENDINGS[ending])
        for (name, content), sheet in zip(contents.items(), drawing.sheets, strict=True):
            told = f"{sheet.title}. {sheet.description}"
            found.append(Picture(f"{Path(out).stem}-{name}", content, told))
    return found


command = Command(
    "minutes",
    run,
    [
        Argument("old", metavar="[OLD]", required=False, type=RouteName()),
        Argument("new", metavar="[NEW]", required=False, type=RouteName()),
        Option("--meeting", metavar="DATE|FILE"),
        Option(
            "--kind",
            type=Choice("rutas.prose.minutes:KINDS", named="minutes.title-"),
            default="minutes",
        ),
        out_option("FILE", screen=True),
        book_option(),
    ],
)
