"""Run Graphviz, and nothing else does.

Graphviz comes inside the wheel of ``pygraphviz``: no program has to be installed. It runs in a child
process that is kept for the next sheet, with a font configuration of our own. A run that warns, fails,
crashes or loses an edge raises `EngineError`; a caller's process never ends with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.errors import RutasError
from rutas.locale import say
from rutas.paper import fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Engine", "EngineError", "engine", "render"]

_START = "import sys; sys.path.append(sys.argv[1]); from rutas.paper.worker import main; main()"
# A sheet takes a second or two; on a machine that has much else to do, some more.
_TIME_LIMIT = 30
# Fontconfig tells of files of the machine that it will not use; what we wrote never makes it speak.
_HARMLESS = ("Fontconfig warning:",)


class EngineError(RutasError):
    """Graphviz failed, or warned, or lost something."""


class _Child:
    """The process in which Graphviz runs: started when it is needed, and again after it ended."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def running(self) -> subprocess.Popen[bytes]:
        """Return the process, which waits for a request."""
        if self.process is None or self.process.poll() is not None:
            self.end()
            self.process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
                [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[2])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self.process

    def end(self) -> int | None:
        """Let the process go, whatever it does; return how it ended."""
        process, self.process = self.process, None
        if process is None:
            return None
        ended = process.poll()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        return ended


class Engine:
    """A Graphviz that draws one DOT text after another.

    Parameters
    ----------
    program
        A ``dot`` of the machine, only where one is asked for; by default the one in the wheel.
    """

    def __init__(self, program: str | None = None) -> None:
        """Start nothing yet: the first text does."""
        self.program = program
        self._lock = threading.Lock()
        self._child = _Child()
        self.close = weakref.finalize(self, self._child.end)

    def render(
        self,
        dot: str,
        formats: Sequence[str],
        *,
        layout: str = "nop2",
        nodes: int | None = None,
        edges: int | None = None,
    ) -> list[bytes]:
        """Draw a DOT text.

        Parameters
        ----------
        dot
            The text.
        formats
            Any of Graphviz's formats: ``svg pdf png dot plain``.
        layout
            One of Graphviz's layouts; ``nop2`` takes every position from the text.
        nodes, edges
            How many nodes and edges the text has, if they are to be counted.

        Returns
        -------
        The drawing in each of the formats.

        Raises
        ------
        EngineError
            If Graphviz fails, warns, crashes, or does not draw every edge.
        OSError
            If the system denies it what it needs: room on the disk, the program that was asked for.
        """
        if self.program:
            return [self._by_program(dot, form, layout) for form in formats]
        answer, outputs = self._by_library(dot.encode(), list(formats), layout)
        if answer["system"]:
            raise OSError(answer["system"], os.strerror(answer["system"]))
        complaints = _complaints(answer["complaints"])
        if answer["error"] or complaints:
            raise EngineError(say("diagram.engine", what=answer["error"] or complaints))
        for what, asked in (("nodes", nodes), ("edges", edges)):
            if asked is not None and answer[what] != asked:
                raise EngineError(say(f"diagram.engine-{what}", drawn=answer[what], asked=asked))
        return outputs

    def _by_library(
        self, text: bytes, formats: list[str], layout: str
    ) -> tuple[dict[str, Any], list[bytes]]:
        head = json.dumps({"size": len(text), "formats": formats, "layout": layout}).encode()
        with self._lock:
            child = self._child.running()
            timer = threading.Timer(_TIME_LIMIT, child.kill)
            timer.daemon = True  # whoever is told to stop does not wait for it
            timer.start()
            try:
                return _exchange(child, head + b"\n" + text)
            except (OSError, ValueError, EOFError):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(1)
                status = self._child.end()
                if timer.finished.is_set():
                    raise EngineError(say("diagram.engine-late", seconds=_TIME_LIMIT)) from None
                raise EngineError(say("diagram.engine-crash", status=status)) from None
            except BaseException:  # none may take half an answer for that of the next
                self._child.end()
                raise
            finally:
                timer.cancel()

    def _by_program(self, dot: str, form: str, layout: str) -> bytes:
        try:
            with tempfile.TemporaryDirectory(prefix="rutas-") as home:
                run = subprocess.run(  # noqa: S603  (the program that the user named)
                    [str(self.program), f"-K{layout}", f"-T{form}"],
                    input=dot.encode(),
                    capture_output=True,
                    check=False,
                    timeout=_TIME_LIMIT,
                    env={**os.environ, **fonts.environment(Path(home))},
                )
        except subprocess.TimeoutExpired:
            raise EngineError(say("diagram.engine-late", seconds=_TIME_LIMIT)) from None
        complaints = _complaints(run.stderr.decode(errors="replace"))
        if run.returncode or complaints:
            raise EngineError(say("diagram.engine", what=complaints or run.returncode))
        return run.stdout


def _complaints(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(_HARMLESS))


def _exchange(child: subprocess.Popen[bytes], message: bytes) -> tuple[dict[str, Any], list[bytes]]:
    source, target = child.stdout, child.stdin
    if source is None or target is None:
        raise EOFError
    target.write(message)
    target.flush()
    answer: dict[str, Any] = json.loads(source.readline() or b"!")
    outputs = [source.read(size) for size in answer["sizes"]]
    if [len(output) for output in outputs] != answer["sizes"]:
        raise EOFError
    return answer, outputs


_shared: dict[int, Engine] = {}


def engine() -> Engine:
    """Return the engine that this process shares."""
    process = os.getpid()  # a fork must not talk on its parent's pipes
    if process not in _shared:
        _shared.clear()
        _shared[process] = Engine()
    return _shared[process]


def render(dot: str, form: str, *, layout: str = "nop2", edges: int | None = None) -> bytes:
    """Draw a DOT text in one format with the shared engine.

    >>> render('digraph { a -> b }', "svg", layout="dot", edges=1)[:5]
    b'<?xml'
    """
    return engine().render(dot, [form], layout=layout, edges=edges)[0]
