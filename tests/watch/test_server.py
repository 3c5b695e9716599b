"""Only this machine is answered, and only with what a build made."""

from __future__ import annotations

import json
import socket
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from rutas.errors import Problem
from rutas.locale import speaking
from rutas.watch.feed import Feed
from rutas.watch.server import Server
from tests.watch.filled import PAGE


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def test_what_the_build_made_is_served(server: Server) -> None:
    answer = ask(server, "/index.html")
    assert (answer.status, answer.read().decode()) == (200, PAGE)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    head = ask(server, "/index.html?x=1", "HEAD")
    assert (head.status, head.read(), head.headers["ETag"]) == (200, b"", answer.headers["ETag"])


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""]
)
def test_who_calls_it_by_another_name_is_not_answered(server: Server, host: str) -> None:
    assert ask(server, "/index.html", Host=host).status == 421
    assert ask(server, "/events", Host=host).status == 421


def test_both_names_of_this_machine_are_answered(server: Server) -> None:
    for name in ("127.0.0.1", "LOCALHOST"):
        assert ask(server, "/", Host=f"{name}:{server.server_port}").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secreto.txt", "/..%2fsecreto.txt", "/%2e%2e/secreto.txt", "//etc/passwd", "/etc/passwd",
        "/index.html/../../secreto.txt", "/..\\secreto.txt", "/index.html%00.txt", "/.", "/..", "/ajeno.txt",
        "/contents.json", "/enlace.svg", "/falta.svg", "/index.html/", "/%FF",
    ],
)  # fmt: skip
def test_nothing_else_is_reached_by_any_path(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 404
    assert b"secreto" not in answer.read()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_done_to_it(server: Server, method: str) -> None:
    assert ask(server, "/index.html", method).status == 501


def test_it_is_on_this_machine_alone(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.server_port}/"


def test_a_port_that_is_taken_is_an_error(server: Server, folder: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(folder, Feed(), server.server_port)


def test_every_change_is_told_to_who_listens(server: Server) -> None:
    answer = ask(server, "/events")
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert told(answer) == {
        "number": 0, "problems": [], "readable": True, "making": False, "done": 0, "total": 0, "failed": [],
    }  # fmt: skip
    wrong = Problem(
        "routes/0-4.yaml",
        3,
        7,
        "bad-age",
        "«x» no es una edad.",
        "Escriba 2 mo.",
        excerpt="by: x\n    ^",
    )
    server.feed.change(problems=(wrong,), readable=False)
    state = told(answer)
    assert state["readable"] is False
    assert state["problems"] == [
        {
            "place": "routes/0-4.yaml:3:7", "level": "error", "rule": "bad-age",
            "message": "«x» no es una edad.", "excerpt": "by: x\n    ^", "hint": "Escriba 2 mo.",
        }
    ]  # fmt: skip


def told(answer: HTTPResponse) -> dict:
    line = answer.readline()
    assert answer.readline() == b"\n"
    return json.loads(line.removeprefix(b"data: "))


def test_the_frame_speaks_the_language_of_who_watches(folder: Path) -> None:
    with speaking("en"), Server(folder, Feed()) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        answer = ask(server, "/").read().decode()
        server.shutdown()
    assert '<html lang="en">' in answer
    assert "Up to date." in answer


def test_who_goes_away_without_a_word_is_no_trouble(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    for request in (b"", b"GET /events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", b"\0\xff\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.server_port)) as there:
            there.sendall(request % server.server_port if b"%d" in request else request)
    for _ in range(3):
        server.feed.change(done=1)
    assert ask(server, "/index.html").status == 200
    assert capfd.readouterr().err == ""
