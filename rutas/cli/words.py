"""Say click's own words in the reader's language.

click marks its words for translation with gettext, whose compiled catalogues depend on the machine's
locale. The same marks lead to our catalogue here: a message's key is click's English text.
"""

from __future__ import annotations

import re
from importlib import import_module

from rutas.locale import has, say, wording

__all__ = ["in_quotes", "plural", "translate", "translated"]

_NAME = re.compile(r"(?<!\w)'([^'\s]+)'(?!\w)")
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "utils")


def translated(text: str) -> str:
    """Return click's text in the reader's language, or as it is where the catalogue lacks it.

    >>> translated("Missing option"), translated("No catalogue has this")
    ('Falta la opción', 'No catalogue has this')
    """
    return wording(f"click.{text}") if has(f"click.{text}") else text


def plural(one: str, many: str, count: int) -> str:
    """Return click's text for a number of things."""
    return translated(one if count == 1 else many)


def in_quotes(message: str) -> str:
    """Return a message of click with the names in it quoted as the reader's language does.

    >>> in_quotes("Falta la opción '--to'.")
    'Falta la opción «--to».'
    """
    return _NAME.sub(lambda name: say("cli.quoted", name=name[1]), message)


def translate() -> None:
    """Lead click's marks to our catalogue."""
    for name in _MODULES:
        module = import_module(f"click.{name}")
        if hasattr(module, "_"):
            vars(module)["_"] = translated
        if hasattr(module, "ngettext"):
            vars(module)["ngettext"] = plural
