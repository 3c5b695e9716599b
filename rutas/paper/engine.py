"""Run Graphviz, and nothing else does.

Graphviz comes inside the wheel of ``pygraphviz``: no program has to be installed. It runs in a child
process that is kept for the next sheet, with a font configuration of our own. A run that warns, fails,
crashes or loses an edge raises `EngineError`; a caller's process never ends with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.errors import RutasError
from rutas.locale import say
from rutas.paper import fonts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Engine", "EngineError", "engine", "environment", "render"]

_START = "import sys; sys.path.append(sys.argv[1]); from rutas.paper.worker import main; main()"
_TIME_LIMIT = 120.0
# Fontconfig tells of files of the machine that it will not use; what we wrote never makes it speak.
_HARMLESS = ("Fontconfig warning:",)


class EngineError(RutasError):
    """Graphviz failed, or warned, or lost something."""


@dataclass
class _State:
    """What an engine leaves behind if nobody tidies up: a child process and a folder."""

    child: subprocess.Popen[bytes] | None = None
    home: Path | None = None

    def drop(self) -> None:
        """Let the child go."""
        child, self.child = self.child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(1)
        child.kill()
        child.wait()

    def end(self) -> None:
        """Leave nothing behind."""
        self.drop()
        if self.home is not None:
            shutil.rmtree(self.home, ignore_errors=True)
            self.home = None


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
        self._state = _State()
        self.close = weakref.finalize(self, self._state.end)

    @property
    def _home(self) -> Path:
        if self._state.home is None:
            self._state.home = Path(tempfile.mkdtemp(prefix="rutas-"))
            (self._state.home / "fonts.conf").write_text(
                fonts.configuration(self._state.home / "cache"), encoding="utf-8"
            )
        return self._state.home

    def render(
        self, dot: str, formats: Sequence[str], *, layout: str = "nop2", edges: int | None = None
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
        edges
            How many edges the text has, if they are to be counted.

        Returns
        -------
        The drawing in each of the formats.

        Raises
        ------
        EngineError
            If Graphviz fails, warns, crashes, or does not draw every edge.
        """
        if self.program:
            return [self._by_program(dot, form, layout) for form in formats]
        answer, outputs = self._by_library(dot.encode(), list(formats), layout)
        complaints = _complaints(answer["complaints"])
        if answer["error"] or complaints:
            raise EngineError(say("diagram.engine", what=answer["error"] or complaints))
        if edges is not None and answer["edges"] != edges:
            raise EngineError(say("diagram.engine-edges", drawn=answer["edges"], asked=edges))
        return outputs

    def _by_library(
        self, text: bytes, formats: list[str], layout: str
    ) -> tuple[dict[str, Any], list[bytes]]:
        head = json.dumps({"size": len(text), "formats": formats, "layout": layout}).encode()
        with self._lock:
            child = self._running()
            guard = threading.Timer(_TIME_LIMIT, child.kill)
            guard.start()
            try:
                return _exchange(child, head + b"\n" + text)
            except (OSError, ValueError, EOFError):
                child.kill()
                status = child.wait()
                self._state.drop()
                raise EngineError(say("diagram.engine-crash", status=status)) from None
            finally:
                guard.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        child = self._state.child
        if child is None or child.poll() is not None:
            self._state.drop()
            child = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
                [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[2])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(self._home),
            )
            self._state.child = child
        return child

    def _by_program(self, dot: str, form: str, layout: str) -> bytes:
        try:
            run = subprocess.run(  # noqa: S603  (the program that the user named)
                [str(self.program), f"-K{layout}", f"-T{form}"],
                input=dot.encode(),
                capture_output=True,
                check=False,
                timeout=_TIME_LIMIT,
                env=environment(self._home),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EngineError(say("diagram.engine", what=str(error))) from None
        complaints = _complaints(run.stderr.decode(errors="replace"))
        if run.returncode or complaints:
            raise EngineError(say("diagram.engine", what=complaints or run.returncode))
        return run.stdout


def environment(home: Path) -> Mapping[str, str]:
    """Return the environment in which Graphviz sees our fonts and no others."""
    return {
        **os.environ,
        "FONTCONFIG_FILE": str(home / "fonts.conf"),
        "PANGOCAIRO_BACKEND": "fc",
    }


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
