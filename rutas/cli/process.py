"""Make the process fit for whatever stands around it: streams that are closed or break, an order to stop."""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn, TextIO

if TYPE_CHECKING:
    from types import FrameType

    from _typeshed import ReadableBuffer

__all__ = ["Stopped", "prepare", "silence"]

# What a command imports and reads lives as long as the command does. Looking through it for what could
# be thrown away, every few hundred objects, is a tenth of the time that a short question takes.
_SELDOM = 100_000
_STDERR = 2


class Stopped(KeyboardInterrupt):
    """Somebody told the process to stop.

    Parameters
    ----------
    number
        The signal's number; the exit status is 128 more, as a shell has it.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


def prepare() -> None:
    """Make a process of our own ready, before it does anything."""
    gc.set_threshold(_SELDOM)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows knows only some of them
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, _stop)
    closed = [number for number in range(3) if not _open(number)]
    sys.stdout = _stream(sys.stdout, 1, _Closed if 1 in closed else _Patient)
    sys.stderr = _stream(sys.stderr, 2, _Unheard)


def silence(number: int) -> None:
    """Let what is written to a stream from now on go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def _stop(number: int, _: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_DFL)  # whoever says it twice does not want to wait
    raise Stopped(number)


def _open(number: int) -> bool:
    """Tell whether a stream is open; fill the place of one that is not, before any other file takes it."""
    try:
        os.fstat(number)
    except OSError:
        free = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
        os.set_inheritable(free, True)  # noqa: FBT003  (it takes no name)
        return False
    return True


def _stream(stream: TextIO | None, number: int, raw: type[io.FileIO]) -> TextIO:
    """Return a stream that no letter and no reader who leaves can stop."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if isinstance(stream, io.TextIOWrapper) and stream.isatty():
        stream.reconfigure(errors="replace")
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(raw(number, "w", closefd=False)),
        encoding=encoding if encoding.lower().startswith("utf") else "utf-8",
        errors="replace",
        line_buffering=number == _STDERR,
    )


class _Patient(io.FileIO):
    """Go on when nobody reads any more (``| head``): what is found decides the exit status."""

    forgiven: type[OSError] = BrokenPipeError

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except self.forgiven:
            with suppress(OSError):
                silence(self.fileno())
            return super().write(data)


class _Unheard(_Patient):
    """Go on where nobody can be told what went wrong, as on a full disk: the exit status still says so."""

    forgiven = OSError


class _Closed(io.FileIO):
    """Refuse, once, what is written where nothing can be: an answer that reaches nobody is told."""

    refused = False

    def write(self, data: ReadableBuffer, /) -> int:
        if not self.refused:
            self.refused = True
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return super().write(data)
