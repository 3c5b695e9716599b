"""A watch in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.request import urlopen

# two kinds only
RUN = """
import sys
from rutas.cli import main
from rutas.publish import tasks
tasks.KINDS = {name: row for name, row in tasks.KINDS.items() if name in {"flow", "lifecycle"}}
sys.exit(main())
"""


class Watch:
    """A watch in a process of its own, and the states that it tells."""

    def __init__(self, book: Path, out: Path, *more: str, run: str = RUN) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", run, "watch", "--book", str(book), "--out", str(out), *more],
            stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert self.process.stderr
        self.first = self.process.stderr.readline()
        self.states: Queue[dict[str, Any]] = Queue()
        self.url = next((word for word in self.first.split() if word.startswith("http:")), "")
        if self.url:
            Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):  # it ends with the watch
            self._hear(urlopen(f"{self.url}events", timeout=60))  # noqa: S310  (it says so itself)

    def _hear(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            if line.startswith(b"data: "):
                self.states.put(json.loads(line.removeprefix(b"data: ")))

    def until(self, comes: Callable[[dict[str, Any]], bool], seconds: float = 60) -> dict[str, Any]:
        """Wait for a state, after the last that was waited for."""
        while True:
            state = self.states.get(timeout=seconds)
            if comes(state):
                return state

    def built(self) -> dict[str, Any]:
        """Wait until something was made, to the end."""
        self.until(lambda state: state["making"])
        return self.until(lambda state: not state["making"])

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """End it; return its status and what else it said."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said
