"""Write the page: one file of HTML that asks nothing of anywhere."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from rutas.answers.row import document
from rutas.locale import speaking
from rutas.site.asked import asked
from rutas.site.context import context
from rutas.site.policy import policy
from rutas.site.script import joined

if TYPE_CHECKING:
    from rutas.site.data import Site

__all__ = ["data", "page"]


def data(site: Site) -> str:
    """Return the page's document as JSON."""
    return json.dumps(document(site), ensure_ascii=False, separators=(",", ":")) + "\n"


def page(site: Site) -> str:
    """Return the page as HTML.

    Texts of the book are escaped wherever they stand; styles and scripts are told to the browser by their
    hashes, and nothing else runs: see `rutas.site.policy`.
    """
    style, code = (
        (files("rutas.site") / "page" / "page.css").read_text(encoding="utf-8"),
        joined(["start"]),
    )
    with speaking(site.lang):
        return _environment().get_template("page.html").render(
            **context(site), style=style, script=code, data=asked(site),
            policy=policy(style, code, img_src="'self' file:"),
        )  # fmt: skip


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rutas.site"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["list_of"] = _list_of
    return environment


def _list_of(value: Any) -> list[Any]:
    return [value]
