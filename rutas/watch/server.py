"""Serve what a build made, to this machine alone, under a frame that tells of every change.

Only requests that name this machine as their host are answered, so that no page of elsewhere reaches it under
a name of its own [1]_; and only files that the manifest of the build names.

References
----------
.. [1] Jackson, C. et al. (2007). *Protecting Browsers from DNS Rebinding Attacks*. CCS '07.
   https://doi.org/10.1145/1315245.1315298
"""

from __future__ import annotations

import json
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from rutas.publish.fingerprint import fingerprint
from rutas.publish.manifest import Manifest
from rutas.watch.frame import frame, policy

if TYPE_CHECKING:
    from pathlib import Path

    from rutas.watch.feed import Feed, State

__all__ = ["Server"]

HOST = "127.0.0.1"
EVENTS = "events"
_ALIVE = 10.0  # seconds after which a connection is tried that had nothing to tell
_TYPES = {
    "html": "text/html; charset=utf-8", "json": "application/json", "svg": "image/svg+xml",
    "pdf": "application/pdf", "png": "image/png", "md": "text/markdown; charset=utf-8",
}  # fmt: skip


class Server(ThreadingHTTPServer):
    """A server of a folder that a build fills.

    Parameters
    ----------
    folder
        The folder.
    feed
        What is told to who is connected.
    port
        The port; any that is free where it is 0.

    Raises
    ------
    OSError
        If the port is taken.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, folder: Path, feed: Feed, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.folder, self.feed = folder, feed
        self.frame = (
            frame().encode()
        )  # in the language that is spoken here: a request's thread speaks none
        self.hosts = {f"{name}:{self.server_port}" for name in (HOST, "localhost")}

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self.server_port}/"

    def file(self, name: str) -> Path | None:
        """Return the file of a name, where the build made one: a plain file of the folder, and no link."""
        path = self.folder / name
        if name not in Manifest.load(self.folder).files or path.is_symlink() or not path.is_file():
            return None
        return path


class _Handler(BaseHTTPRequestHandler):
    """Answer one request."""

    server: Server
    server_version, sys_version = "rutas", ""
    timeout = 60  # seconds in which a request is to be told

    def do_GET(self) -> None:
        """Answer with a file, or with the frame, or with what happens."""
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        name = unquote(urlsplit(self.path).path).removeprefix("/")
        if name == "":
            self._send(self.server.frame, _TYPES["html"], policy=policy())
        elif name == EVENTS:
            self._tell()
        elif (path := self.server.file(name)) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._send(path.read_bytes(), _TYPES.get(path.suffix[1:], "application/octet-stream"))

    def do_HEAD(self) -> None:
        """Answer as to GET, without the file."""
        self.do_GET()

    def _send(self, raw: bytes, kind: str, **more: str) -> None:
        self._begin(kind, **more)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("ETag", f'"{fingerprint(raw)}"')
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(raw)

    def _begin(self, kind: str, policy: str = "") -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        if policy:
            self.send_header("Content-Security-Policy", policy)

    def _tell(self) -> None:
        """Send the state, and every one that follows, until somebody goes [1]_.

        .. [1] WHATWG. *HTML*, server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html
        """
        self._begin("text/event-stream")
        self.end_headers()
        number = -1
        feed = self.server.feed
        while feed.open and self.command == "GET":
            state = feed.after(number, _ALIVE)
            if state is not None:
                number = state.number
            self.wfile.write(_event(state))

    def handle(self) -> None:
        """Answer, and don't mind who went away."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (http.server calls it so)
        """Say nothing of a request."""


def _event(state: State | None) -> bytes:
    """Write a state as an event; a remark that nobody hears where there is none."""
    if state is None:
        return b":\n\n"
    told = {
        **{name: value for name, value in asdict(state).items() if name != "problems"},
        "problems": [
            {
                "place": one.place, "level": one.level, "rule": one.rule, "message": one.message,
                "excerpt": one.excerpt, "hint": one.hint,
            }
            for one in state.problems
        ],
    }  # fmt: skip
    return f"data: {json.dumps(told, ensure_ascii=False)}\n\n".encode()
