"""Where each document comes from, where it is asked for, and what cannot be had in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rutas.answers.question import Question
from rutas.answers.row import Amount, Share, like, row
from rutas.answers.table import Column, Table
from rutas.answers.words import document_name, people_words
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rutas.analysis import Analysis
    from rutas.model import Route

__all__ = ["QUESTION", "Document", "Documents", "Need", "Status", "answer"]

Status = Literal["guaranteed", "possible", "impossible"]
"""Whether a document is held where it is asked for: on every run that gets there, on some, on none."""


@row
class Document:
    """A document, and who gives it and asks for it.

    Attributes
    ----------
    id, name
        The document's id, and what people call it.
    held
        Whether a family is taken to hold it when it enters.
    made_by, asked_by
        The steps that leave her with it, and those that ask for it.
    must_bring
        Whether it must be brought although nobody says so: required, neither held nor made anywhere.
    """

    id: str
    name: str
    held: bool
    made_by: tuple[str, ...]
    asked_by: tuple[str, ...]
    must_bring: bool


@row
class Need:
    """What a step asks for: one document, or one of several.

    Attributes
    ----------
    step
        The step's id.
    documents
        The document, or those of which one is enough.
    optional
        Whether it is only welcome.
    status
        Whether it, or one of them, is held on getting there.
    expired
        Of those attended there, the share for whom what they held has lapsed; null where nothing of it
        lapses, or nobody is attended.
    expired_error
        Its standard error; 0 where it is exact.
    """

    step: str
    documents: tuple[str, ...]
    optional: bool
    status: Status
    expired: Share | None
    expired_error: Amount | None


@row
class Documents:
    """The documents of a route.

    Attributes
    ----------
    documents
        Those that anybody holds, gives or asks for.
    needs
        Everything that is asked for, in the order of the route.
    bring
        What must be brought although nobody says so; of each group one is enough.
    chain
        The longest chain of documents of which each is asked for to get the next.
    circles
        Documents that each need another of them first.
    assumed
        What was taken for what the file does not say, as ``path = value``.
    """

    documents: tuple[Document, ...]
    needs: tuple[Need, ...]
    bring: tuple[tuple[str, ...], ...]
    chain: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]
    assumed: tuple[str, ...]


def answer(found: Analysis) -> Documents:
    """Return where each document comes from and goes, and what cannot be had in time."""
    papers = found.documents
    must = {name for group in papers.bring for name in group}
    return Documents(
        assumed=tuple(map(str, found.route.assumed)),
        documents=tuple(
            Document(
                id=name,
                name=document_name(found.route, name),
                held=name in papers.held,
                made_by=papers.made.get(name, ()),
                asked_by=papers.asked.get(name, ()),
                must_bring=name in must,
            )
            for name in dict.fromkeys([*papers.held, *papers.made, *papers.asked])
        ),
        needs=tuple(
            like(
                Need,
                need,
                expired=float(lapsed.value) if lapsed else None,
                expired_error=float(lapsed.error) if lapsed else None,
            )
            for need in papers.needs
            for lapsed in [found.expired.get((need.step, need.documents))]
        ),
        bring=papers.bring,
        chain=found.papers.chain,
        circles=found.papers.circles,
    )


@row
class Line(Document):
    """A document, and the worst that can be said of it where it must be shown.

    Attributes
    ----------
    status
        That; ``optional`` where it is only welcome, null where nobody asks for it.
    """

    status: Status | Literal["optional"] | None


_WORST: tuple[Status, ...] = ("impossible", "possible", "guaranteed")


def _status(value: str | None) -> str:
    return say(f"cli.document-{value}") if value else "–"


def tables(found: Documents, route: Route) -> Iterator[Table]:
    """Show the documents, and what cannot be had in time."""

    def titles(steps: Iterable[str]) -> list[str]:
        return [str(route.steps[step].title) for step in steps]

    held = {one.id for one in found.documents if one.held}
    made = {
        one.id: "; ".join([*([say("cli.held")] if one.id in held else []), *titles(one.made_by)])
        for one in found.documents
    }
    columns = (
        Column("name", heading="document"),
        Column("id", lambda name: made[name] or "–", heading="made-by"),
        Column("asked_by", lambda steps: "; ".join(titles(steps)) or "–", heading="asked-by"),
        Column("status", _status, heading="at-hand", whole=True),
    )
    lines = [like(Line, one, status=_worst(one, found.needs)) for one in found.documents]
    yield Table(Line, lines, columns, title=str(route.name), notes=list(_notes(found, route)))


def _worst(one: Document, needs: Iterable[Need]) -> Status | Literal["optional"] | None:
    asked = [need.status for need in needs if one.id in need.documents and not need.optional]
    return min(asked, key=_WORST.index, default="optional" if one.asked_by else None)


def _notes(found: Documents, route: Route) -> Iterator[str]:
    def names(documents: Iterable[str], between: str) -> str:
        return between.join(document_name(route, name) for name in documents)

    either, then = say("outline.or"), " → "
    lacking = [need for need in found.needs if need.status != "guaranteed" and not need.optional]
    for need in lacking:
        asked, status = names(need.documents, either), _status(need.status)
        title = str(route.steps[need.step].title)
        yield say("cli.need", step=title, documents=asked, status=status)
    for need in found.needs:
        if need.expired:
            asked, title = names(need.documents, either), str(route.steps[need.step].title)
            yield say("cli.lapsed", step=title, documents=asked, **people_words(need.expired))
    if not lacking:
        yield say("cli.all-at-hand")
    if found.bring:
        groups = "; ".join(names(group, either) for group in found.bring)
        yield say("cli.bring", documents=groups)
    if found.chain:
        yield say("cli.chain", documents=names(found.chain, then))
    for circle in found.circles:
        yield say("cli.circle", documents=names(circle, then))


QUESTION = Question("documents", Documents, answer, tables, reported=True)
