"""Name the values by which the table is filtered, as people call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.locale import say
from rutas.model.choice import choice_word
from rutas.selection import ATTRIBUTES

if TYPE_CHECKING:
    from rutas.book import Book
    from rutas.site.wording import Wording

__all__ = ["labels"]

_ENTRIES = {
    "actor": "actors", "channel": "channels", "service": "services", "requires": "documents",
    "optional": "documents", "produces": "documents",
}  # fmt: skip
_CHOICES = ("sector", "level", "involvement", "handover")
_OURS = ("basis", "reason", "is")  # words of the format that only the page says


def labels(book: Book, wording: Wording) -> dict[str, dict[str, str]]:
    """Return by attribute of the selectors what people call its values, but for those that say it themselves.

    Examples
    --------
    >>> import rutas
    >>> from rutas.site.wording import Wording
    >>> found = labels(rutas.load("routes"), Wording("es"))
    >>> found["actor"]["registro-civil"], found["level"]["local"], found["is"]["decision"]
    ('Registro del Estado Civil', 'local', 'Decisión')
    """
    lang, said = wording.lang, wording.said
    stages = (stage for route in book.values() for stage in route.stages)
    found = {
        "route": {route.id: said(route.name).text for route in book.values()},
        "stage": {stage.id: said(stage.name).text for stage in stages},
    }
    for name, section in _ENTRIES.items():
        entries = getattr(book.catalogue, section)
        found[name] = {key: said(entry.name).text for key, entry in entries.items()}
    for name in (*_CHOICES, *_OURS):
        codes = sorted({value for route in book.values() for value in ATTRIBUTES[name][0](route)})
        found[name] = {
            code: say(f"site.{name}-{code}", lang)
            if name in _OURS
            else choice_word(name, code, lang)
            for code in codes
        }
    return found
