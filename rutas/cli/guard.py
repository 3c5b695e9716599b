"""Turn whatever happens into one sentence and an exit status; no traceback reaches a person."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import click

from rutas.cli import words
from rutas.cli.output import shortened
from rutas.cli.process import Stopped, silence
from rutas.errors import BookError, Mistake, RutasError
from rutas.locale import LANGUAGES, has, say, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["asked_language", "guarded", "sentence", "status"]

FINE, FINDINGS, WRONG, FAULT, INTERRUPTED = 0, 1, 2, 70, 130


def guarded(command: click.Command, args: Sequence[str]) -> int:
    """Run a command and return its exit status, whatever happens.

    Parameters
    ----------
    command
        The program.
    args
        Its arguments.
    """
    words.translate()
    with speaking(asked_language(args)):
        try:
            status = command.main(list(args), prog_name="rutas", standalone_mode=False)
            sys.stdout.flush()
        except SystemExit as exit_:  # the shell asked for completions
            return exit_.code if isinstance(exit_.code, int) else FINE
        except (click.Abort, KeyboardInterrupt) as stop:
            _tell(say("cli.interrupted"))
            cause = stop.__cause__ or stop
            return cause.status if isinstance(cause, Stopped) else INTERRUPTED
        except Exception as error:
            if os.environ.get("RUTAS_DEBUG"):
                raise
            return _failed(error)
    return status if isinstance(status, int) else FINE


def asked_language(args: Sequence[str]) -> str:
    """Return the language that is asked for: by ``--lang``, else by ``RUTAS_LANG``, else Spanish.

    It has to be known before anything is parsed, so that the usage errors speak it too.

    >>> asked_language(["list", "--lang", "EN"]), asked_language(["list", "--lang=en"])
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
    asked = asked.lower()
    return asked if asked in LANGUAGES else LANGUAGES[0]


def sentence(error: BaseException) -> str:
    """Say in one sentence what went wrong.

    >>> sentence(PermissionError(13, "Permission denied", "x.yaml"))
    'No se pudo usar «x.yaml»: no hay permiso.'
    """
    if isinstance(error, Mistake):
        said = f"{error} {error.hint}".rstrip()
    elif isinstance(error, RutasError):
        said = str(error)
    elif isinstance(error, OSError):
        said = _system(error)
    elif isinstance(error, MemoryError):
        said = say("cli.no-memory")
    else:
        said = say("cli.fault", what=f"{type(error).__name__}: {error}".splitlines()[0])
    return shortened(" ".join(said.split()))


def status(errors: Sequence[BaseException]) -> int:
    """Return the exit status for what went wrong, and have a fault of the program written down.

    >>> status([PermissionError(13, "Permission denied")])
    2
    """
    faults = [e for e in errors if not isinstance(e, (RutasError, OSError, MemoryError))]
    if not faults:
        return WRONG
    from rutas.cli.fault import report

    _tell(report(faults))
    return FAULT


def _failed(error: Exception) -> int:
    """Say what went wrong, and return the exit status for it."""
    if isinstance(error, click.ClickException):
        said = words.in_quotes(shortened(error.format_message()))
        vars(error)["format_message"] = lambda: said
        error.show()
        return WRONG
    if isinstance(error, OSError):  # it may be the very stream that cannot be written
        _drop_stdout()
    if isinstance(error, BookError):
        from rutas.cli.problems import tell_problems

        tell_problems(error.problems)
        return WRONG
    _tell(say("cli.error", message=sentence(error)))
    return status([error])


def _system(error: OSError) -> str:
    from errno import errorcode

    key = f"errno.{errorcode.get(error.errno or 0, '')}"
    reason = say(key) if has(key) else error.strerror or str(error)
    file = error.filename
    return say("errno.file", file=file, reason=reason) if file is not None else reason


def _tell(message: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(message, file=sys.stderr, flush=True)


def _drop_stdout() -> None:
    """Keep Python from writing, when it ends, what could not be written before."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError, ValueError):
            silence(sys.stdout.fileno())
