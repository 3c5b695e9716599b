"""Run Graphviz in a process of its own: read requests from standard input, answer on standard output.

An assertion inside Graphviz ends the interpreter; here it ends only this one. A message is a line of
JSON and then as many bytes as it says. Nothing but `rutas.paper.engine` starts this.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from typing import IO, Any

__all__ = ["main"]


def main() -> None:
    """Answer until standard input ends."""
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    with tempfile.TemporaryFile() as complaints:
        os.dup2(complaints.fileno(), 2)
        import pygraphviz  # noqa: PLC0415  (its warnings belong to the complaints)

        sys.stderr = os.fdopen(os.dup(2), "w")
        while head := source.readline():
            request = json.loads(head)
            text = source.read(request["size"])
            _reply(target, pygraphviz, request, text, complaints)


def _reply(
    target: IO[bytes], library: Any, request: dict[str, Any], text: bytes, complaints: IO[bytes]
) -> None:
    complaints.seek(0)
    complaints.truncate()
    answer: dict[str, Any] = {"nodes": 0, "edges": 0, "error": ""}
    outputs: list[bytes] = []
    try:
        graph = library.AGraph(string=text.decode())
        answer["nodes"], answer["edges"] = graph.number_of_nodes(), graph.number_of_edges()
        for form in request["formats"]:
            outputs.append(graph.draw(format=form, prog=request["layout"]))  # noqa: PERF401
    except Exception as error:  # noqa: BLE001  (whatever it is, the other side must be told)
        answer["error"] = f"{type(error).__name__}: {error}"
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    complaints.seek(0)
    answer["complaints"] = complaints.read().decode(errors="replace")
    answer["sizes"] = [len(output) for output in outputs]
    target.write(json.dumps(answer).encode() + b"\n")
    for output in outputs:
        target.write(output)
    target.flush()
