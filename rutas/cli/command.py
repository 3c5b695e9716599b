"""Give every command the same habits: help in the reader's language, and the options all share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from rutas.errors import guessed, nearest
from rutas.locale import LANGUAGES, has, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "Argument",
    "Choice",
    "Command",
    "Count",
    "HelpOption",
    "Option",
    "book_option",
    "capitals",
    "format_option",
    "language_option",
    "out_option",
    "usual_book",
]  # fmt: skip

_LONG = 10  # digits


def capitals(text: str) -> str:
    """Return a line of usage with the words in capitals in the reader's language.

    >>> capitals("[OPTIONS] ROUTE [STEP]"), capitals("R001,R005")
    ('[OPCIONES] RUTA [PASO]', 'R001,R005')
    """

    def said(word: re.Match[str]) -> str:
        key = f"cli.word-{word[0]}"
        return say(key) if has(key) else word[0]

    return re.sub("[A-Z]{2,}", said, text)


class _Explained:
    """Take the help of a parameter from the catalogue, at the moment it is asked for.

    The message is ``cli.COMMAND.NAME``, or ``cli.NAME`` where every command means the same by it; the
    name of an option starts with its hyphens, that of an argument is in capitals.
    """

    owner: str = ""
    opts: list[str]
    type: Any

    @property
    def help(self) -> str | None:
        name = max(self.opts, key=len)
        for key in (f"cli.{self.owner}.{name}", f"cli.{name}"):
            if has(key):
                named = isinstance(self.type, Choice) and self.type.named
                return say(key, words=self.type.told() if named else "")
        return None

    @help.setter
    def help(self, value: str | None) -> None:
        """Take no other help."""


class Choice(click.Choice[str]):
    """A word of a table, in any case; a table that is registered elsewhere is read when it is needed.

    Parameters
    ----------
    tables
        Words; or where a table of them stands, as ``package.module:NAME``.
    named
        What the names of the words begin with in the catalogue, for the help to tell them.

    Examples
    --------
    >>> Choice("all", "rutas.exchange:FORMATS").choices[:2]
    ('all', 'dot')
    """

    def __init__(self, *tables: str, named: str = "") -> None:
        super().__init__((), case_sensitive=False)
        self.tables, self.named = tables, named

    def told(self) -> str:
        """Return the words, each with its name."""
        names = {word: say(f"{self.named}{word}") for word in self.choices}
        return ", ".join(f"{word} ({name[0].lower()}{name[1:]})" for word, name in names.items())

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that there are."""
        from pkgutil import resolve_name

        return tuple(
            word
            for table in self.tables
            for word in (resolve_name(table) if ":" in table else (table,))
        )

    @choices.setter
    def choices(self, value: Sequence[str]) -> None:
        """Take no other words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002  (click asks so)
        """Say which words there are, and which one is near."""
        guess = guessed(nearest(str(value), self.choices))
        return say("cli.no-choice", given=value, known=", ".join(self.choices), guess=guess)


class Count(click.ParamType[int]):
    """A whole number from 1 on."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it, or say what it should be."""
        given = str(value).strip()
        if not (given.isascii() and given.isdecimal() and len(given) < _LONG and int(given)):
            self.fail(say("cli.no-count", given=value), param, ctx)
        return int(given)


class Option(_Explained, click.Option):
    """An option that the catalogue explains."""

    def __init__(self, *names: str, **settings: Any) -> None:
        super().__init__(list(names), **settings)

    def make_metavar(self, ctx: click.Context) -> str:
        """Say what stands for the value, in the reader's language."""
        return capitals(super().make_metavar(ctx))


class HelpOption(Option):
    """The option ``--help``."""

    def __init__(self) -> None:
        super().__init__(
            "--help", "-h", is_flag=True, is_eager=True, expose_value=False, callback=_help
        )


def _help(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        print(ctx.get_help())
        ctx.exit()


class Argument(click.Argument):
    """An argument; the text of its command explains it."""

    def __init__(self, name: str, **settings: Any) -> None:
        super().__init__([name], **settings)

    def make_metavar(self, ctx: click.Context) -> str:
        """Say what stands for the value, in the reader's language."""
        return capitals(super().make_metavar(ctx))


class Command(click.Command):
    """A command whose work a plain function does.

    Parameters
    ----------
    name
        What it is called; the catalogue explains it under ``cli.NAME``, and at length, with examples,
        under ``cli.NAME-more``.
    run
        The function; it returns the exit status.
    params
        Its arguments and options, named as the function's parameters.
    """

    def __init__(
        self, name: str, run: Callable[..., int], params: Sequence[click.Parameter] = ()
    ) -> None:
        excel = [_excel_option()] if _takes(params, "csv") else []
        super().__init__(name, callback=run, params=[*params, *excel, language_option()])
        for param in self.params:
            if isinstance(param, Option):
                param.owner = name

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        if ctx.meta.get(_EXCEL):
            ctx.params["format"] = "excel"
        return super().invoke(ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Say what may follow the command's name."""
        return [capitals(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002  (click asks so)
        """Say in a line what the command does."""
        return say(f"cli.{self.name}")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click asks so)
        """Say what the command does, and show how."""
        more = f"cli.{self.name}-more"
        for key in (f"cli.{self.name}", more):
            if has(key):
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(say(key))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:  # noqa: ARG002  (click asks so)
        """Explain ``--help`` in the reader's language."""
        return HelpOption()


_EXCEL = "rutas.excel"


def _takes(params: Iterable[click.Parameter], format: str) -> bool:
    """Tell whether a command prints rows in a format."""
    return any(
        param.name == "format" and isinstance(param.type, Choice) and format in param.type.tables
        for param in params
    )


def _excel_option() -> Option:
    """Return the option ``--excel``, which is a format of its own."""

    def remember(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        ctx.meta[_EXCEL] = value

    return Option("--excel", is_flag=True, expose_value=False, callback=remember)


def language_option() -> Option:
    """Return the option ``--lang``; what it says is known before any command runs (`guard`)."""
    return Option("--lang", type=Choice(*LANGUAGES), expose_value=False)


def book_option() -> Option:
    """Return the option ``--book``."""
    return Option("--book", default=usual_book, metavar="DIR", type=click.Path(file_okay=True))


def usual_book() -> str:
    """Return where the book is when nobody says: in ``routes``, or here if one stands in it."""
    from pathlib import Path  # `rutas --version` does without

    return "." if not Path("routes").exists() and Path("catalogue.yaml").is_file() else "routes"


def out_option(metavar: str, default: str | None = None, *, screen: bool = False) -> Option:
    """Return the option ``--out``: a name, and ``-`` only where there is one answer for the screen."""
    return Option("--out", metavar=metavar, default=default, type=_Out(allow_dash=screen))


class _Out(click.Path):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not value or (value == "-" and not self.allow_dash):
            self.fail(say("cli.no-out", given=value), param, ctx)
        return super().convert(value, param, ctx)


def format_option(*formats: str) -> Option:
    """Return the option ``--format``; the first of the formats, or tables of them, is the usual one."""
    names = formats or ("table", "json", "csv", "md")
    return Option("--format", type=Choice(*names), default=names[0])
