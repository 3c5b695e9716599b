"""Write the frame around what is served: what is wrong with the book, and below it the page."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from rutas.locale import language, wording

__all__ = ["frame", "policy"]

_WORDS = ("fine", "broken", "making", "pieces", "lost", "problems", "waiting")


def frame() -> str:
    """Return the frame as HTML, in the language that is spoken."""
    words = {name: wording(f"watch.page-{name}", language()) for name in (*_WORDS, "title")}
    return Template(_file("frame.html")).substitute(
        {name: escape(word) for name, word in words.items()},
        lang=language(), style=_file("frame.css"), script=_file("frame.js"),
        data=escape(json.dumps(words, ensure_ascii=False)),
    )  # fmt: skip


def policy() -> str:
    """Return what the browser may do for the frame: its own style and script, and what this server has."""
    return (
        f"default-src 'none'; style-src {_hash(_file('frame.css'))}; script-src {_hash(_file('frame.js'))}; "
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def _file(name: str) -> str:
    return (files("rutas.watch") / "page" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
