"""Turn whatever happens into one sentence and an exit status; no traceback reaches a person."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from rutas.cli import words
from rutas.cli.command import ReaderLeft
from rutas.locale import LANGUAGES, say, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["asked_language", "guarded"]

FINE, FINDINGS, WRONG, INTERRUPTED = 0, 1, 2, 130


def guarded(command: click.Command, args: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status, whatever happens.

    Parameters
    ----------
    command
        The program.
    args
        Its arguments; by default those of the process.
    """
    given = list(sys.argv[1:] if args is None else args)
    _mend_streams()
    words.translate()
    with speaking(asked_language(given)):
        try:
            status = command.main(given, prog_name="rutas", standalone_mode=False)
            sys.stdout.flush()
        except (BrokenPipeError, ReaderLeft):
            _close_stdout()
            return FINE
        except SystemExit as exit_:  # the shell asked for completions
            return exit_.code if isinstance(exit_.code, int) else FINE
        except (click.Abort, KeyboardInterrupt):
            _tell(say("cli.interrupted"))
            return INTERRUPTED
        except Exception as error:  # noqa: BLE001
            return _failed(error)
    return status if isinstance(status, int) else FINE


def asked_language(args: Sequence[str]) -> str:
    """Return the language that is asked for: by ``--lang``, else by ``RUTAS_LANG``, else Spanish.

    It has to be known before anything is parsed, so that the usage errors speak it too.

    >>> asked_language(["list", "--lang", "en"]), asked_language(["list", "--lang=en"])
    ('en', 'en')
    >>> asked_language([])
    'es'
    """
    asked = os.environ.get("RUTAS_LANG", "")[:2].lower()
    for option, value in zip(args, [*args, ""][1:], strict=True):
        if option == "--":
            break
        if option == "--lang":
            asked = value
        elif option.startswith("--lang="):
            asked = option.partition("=")[2]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _failed(error: Exception) -> int:
    """Say what went wrong, and return the exit status for it."""
    from rutas.errors import BookError, Mistake, RutasError

    if os.environ.get("RUTAS_DEBUG"):
        raise error
    if isinstance(error, click.ClickException):
        error.show()
    elif isinstance(error, BookError):
        from rutas.cli.problems import tell_problems

        tell_problems(error.problems)
    elif isinstance(error, Mistake):
        _tell(say("cli.error", message=f"{error} {error.hint}".rstrip()))
    elif isinstance(error, RutasError):
        _tell(say("cli.error", message=str(error)))
    elif isinstance(error, OSError):
        _tell(say("cli.error", message=_system(error)))
    else:
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        _tell(say("cli.unexpected", what=what))
    return WRONG


def _system(error: OSError) -> str:
    reason = error.strerror or str(error)
    key = f"cli.errno-{error.errno}"
    from rutas.locale import has

    reason = say(key) if has(key) else reason
    return say("cli.file-error", file=error.filename, reason=reason) if error.filename else reason


def _tell(message: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(message, file=sys.stderr, flush=True)


def _mend_streams() -> None:
    """Let no letter that a terminal or a pipe cannot show stop the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            keeps = stream.isatty() or (stream.encoding or "").lower().startswith("utf")
            reconfigure(encoding=stream.encoding if keeps else "utf-8", errors="replace")


def _close_stdout() -> None:
    """Keep Python from writing to a pipe that nobody reads when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
