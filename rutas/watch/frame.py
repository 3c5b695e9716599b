"""Write the frame around what is served: what is wrong with the book, and below it the page."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from rutas.locale import language, wording
from rutas.site.policy import policy as of_page

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
    own = "'self'"
    return of_page(
        _file("frame.css"), _file("frame.js"),
        connect_src=own, frame_src=own, frame_ancestors="'none'",
    )  # fmt: skip


@cache
def _file(name: str) -> str:
    return (files("rutas.watch") / "page" / name).read_text(encoding="utf-8")
