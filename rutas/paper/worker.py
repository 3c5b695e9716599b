"""Run Graphviz in a process of its own: read requests from standard input, answer on standard output.

An assertion inside Graphviz ends the interpreter; here it ends only this one. A message is a line of
JSON and then as many bytes as it says. Nothing but `rutas.paper.engine` starts this.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from rutas.paper import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]


def main() -> None:
    """Answer until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for whoever asks
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    with tempfile.TemporaryFile() as complaints:
        os.dup2(complaints.fileno(), 2)
        sys.stderr = os.fdopen(os.dup(2), "w")
        while head := source.readline():
            request = json.loads(head)
            text = source.read(request["size"])
            with contextlib.suppress(Exception):  # the answer tells why it could not be had
                _library()  # not to be ended in the middle of: its fonts' folder would stay
            with _needed():
                answer, outputs = _answer(request, text, complaints)
            target.write(json.dumps(answer).encode() + b"\n")
            target.writelines(outputs)
            target.flush()


@cache
def _library() -> Any:
    """Return pygraphviz once it has read its fonts, so that their folder need not outlive this."""
    with tempfile.TemporaryDirectory(prefix="rutas-", ignore_cleanup_errors=True) as home:
        os.environ.update(fonts.environment(Path(home)))
        import pygraphviz  # noqa: PLC0415  (its warnings belong to the complaints)

        pygraphviz.AGraph(string="digraph { a }").draw(format="svg", prog="dot")
    return pygraphviz


@contextlib.contextmanager
def _needed() -> Iterator[None]:
    """End at once when nobody waits for the answer any more, even in the middle of a layout.

    The system tells that the other end of the pipe was closed by a signal that ends a process.
    """
    try:
        import fcntl  # noqa: PLC0415  (Windows has none: there the next read ends this)
    except ImportError:
        yield
        return
    usual = fcntl.fcntl(0, fcntl.F_GETFL)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, usual | os.O_ASYNC)
    yield
    fcntl.fcntl(0, fcntl.F_SETFL, usual)


def _answer(
    request: dict[str, Any], text: bytes, complaints: IO[bytes]
) -> tuple[dict[str, Any], list[bytes]]:
    answer: dict[str, Any] = {"nodes": 0, "edges": 0, "error": "", "system": 0}
    outputs: list[bytes] = []
    try:
        library = _library()
        # that its fonts found no place for their cache is nothing to this drawing
        complaints.seek(0)
        complaints.truncate()
        graph = library.AGraph(string=text.decode())
        answer["nodes"], answer["edges"] = graph.number_of_nodes(), graph.number_of_edges()
        for form in request["formats"]:
            outputs.append(graph.draw(format=form, prog=request["layout"]))  # noqa: PERF401  (each must be drawn before the next)
    except Exception as error:  # noqa: BLE001  (whatever it is, the other side must be told)
        answer["error"] = f"{type(error).__name__}: {error}"
        answer["system"] = getattr(error, "errno", None) or 0
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    complaints.seek(0)
    answer["complaints"] = complaints.read().decode(errors="replace")
    answer["sizes"] = [len(output) for output in outputs]
    return answer, outputs
