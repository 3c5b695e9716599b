"""Name what can go wrong on purpose, and where.

A `Mistake` is a value that does not mean what its place asks for; a `Problem` is a mistake with its
place in a file; a `BookError` carries all the problems of a book; a `UsageError` is a question that
names something the book does not have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rutas.locale import has, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = [
    "BookError", "Mistake", "Problem", "RutasError", "UsageError", "guessed", "nearest",
    "no_such",
]  # fmt: skip

LEVELS = ("error", "warning", "info")
_SHORT = 4


class RutasError(Exception):
    """Anything that this library raises on purpose."""


class Mistake(RutasError, ValueError):  # noqa: N818  (what people make; a Problem has its place)
    """A value that does not mean what its place asks for.

    Parameters
    ----------
    code
        The mistake's stable code: a message of the catalogue's area ``form``.
    values
        What the message needs to be said.

    Examples
    --------
    >>> str(Mistake("bad-duration", given="3 lunas"))
    '«3 lunas» no es una duración.'
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes with the values."""
        return _mistake, (self.code, self.values)

    def __str__(self) -> str:
        return say(f"form.{self.code}", **self.values)

    @property
    def hint(self) -> str:
        """What to do instead, or nothing."""
        key = f"form.{self.code}-hint"
        return say(key, **self.values) if has(key) else ""


def _mistake(code: str, values: dict[str, object]) -> Mistake:
    return Mistake(code, **values)


class UsageError(RutasError):
    """A question that names something which is not there; the message says what is.

    Parameters
    ----------
    message
        A whole sentence, already in the reader's language.
    """


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file, said to the person who wrote it.

    Attributes
    ----------
    path
        The file, as it was named.
    line, column
        Where in the file, counted from 1; 0 where the whole file is meant.
    rule
        The stable code of what is wrong.
    message
        What is wrong, in the language that was spoken.
    hint
        What to do instead.
    level
        ``error``, ``warning`` or ``info``.
    route, step
        The ids that the problem belongs to, where it does.
    excerpt
        The offending line itself.
    story
        Ids of steps: the shortest way to see a route fail.

    Examples
    --------
    >>> print(Problem("routes/0-4.yaml", 3, 7, "unknown-actor", "No hay tal actor."))
    routes/0-4.yaml:3:7: error unknown-actor No hay tal actor.
    >>> print(Problem("routes", 0, 0, "no-catalogue", "Falta catalogue.yaml."))
    routes: error no-catalogue Falta catalogue.yaml.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    level: str = "error"
    route: str | None = None
    step: str | None = None
    excerpt: str = ""
    story: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is, as editors and terminals jump to it; the path alone where all of it is meant."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def __str__(self) -> str:
        return f"{self.place}: {self.level} {self.rule} {self.message}"


class BookError(RutasError):
    """A book that cannot be read, with every problem that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the known word that an unknown one most likely means, if one is near enough.

    >>> nearest("usff", ["usf", "registro-civil"])
    'usf'
    >>> nearest("zzz", ["usf"]) is None
    True
    >>> nearest("Pidde", ["Pide", "Espera"])
    'Pide'
    """
    import difflib  # noqa: PLC0415  (only a mistake pays for it)

    cutoff = 0.6 if len(word) <= _SHORT else 0.7
    known = {one.lower(): one for one in sorted(words)}
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=cutoff)
    return known[close[0]] if close else None


def guessed(word: str | None) -> str:
    """Return the question that follows a message where a word was meant; nothing where none was.

    >>> guessed("usf"), guessed(None)
    (' ¿Quiso decir «usf»?', '')
    """
    return say("form.guess", guess=word) if word else ""


def no_such(code: str, given: str, known: Collection[str], **values: object) -> UsageError:
    """Return what is raised at a name that nothing has: with the one that is near, and all there are.

    Parameters
    ----------
    code
        The message, with places for ``given`` and ``guess``, and for ``known`` where all are told.
    given
        The name.
    known
        The names that there are.
    values
        What else the message needs to be said.

    Examples
    --------
    >>> print(no_such("form.no-such-route", "0-5", ["0-4", "5-13"]))
    No hay una ruta «0-5». ¿Quiso decir «0-4»? Las rutas del libro: 0-4, 5-13.
    """
    told = {"guess": guessed(nearest(given, known)), "known": ", ".join(known) or "–"}
    return UsageError(say(code, given=given, **told, **values))
