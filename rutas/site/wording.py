"""Say the texts of a book in the languages of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rutas.locale import LANGUAGES
from rutas.site.local import Said

if TYPE_CHECKING:
    from rutas.model import Text

__all__ = ["BESIDE", "Wording"]

BESIDE = "gn"
"""The language of the book that stands beside ours."""


@dataclass(frozen=True)
class Wording:
    """The languages of a page.

    Attributes
    ----------
    asked
        The language that the book's texts are said in, where it has them: one of ours, or Guaraní.
    """

    asked: str

    @property
    def lang(self) -> Literal["es", "en"]:
        """The language of the page's own words: Spanish beside one that only the book speaks."""
        return "en" if self.asked == LANGUAGES[1] else "es"

    @property
    def other(self) -> str:
        """The language that stands beside the one that is asked for."""
        return BESIDE if self.asked == self.lang else self.lang

    def said(self, text: Text) -> Said:
        """Return a text in the first of the languages that the book has of it.

        >>> from rutas.model import Text
        >>> Wording("gn").said(Text("Nacimiento", {"es": "Nacimiento", "gn": "Heñói"}))
        Said(text='Heñói', lang='gn')
        >>> Wording("es").said(Text("Nacimiento")), Wording("en").said(Text("Nacimiento"))
        (Said(text='Nacimiento', lang=None), Said(text='Nacimiento', lang='es'))
        """
        has = text.translations or {LANGUAGES[0]: str(text)}
        spoken = next((one for one in (self.asked, self.lang, LANGUAGES[0]) if one in has), None)
        lang = spoken or next(iter(has))
        return Said(text=has[lang], lang=None if lang == self.lang else lang)

    def beside(self, text: Text) -> Said | None:
        """Return a text in the language that stands beside, where the book says it otherwise there."""
        found = text.translations.get(self.other)
        if found is None or found == self.said(text).text:
            return None
        return Said(text=found, lang=None if self.other == self.lang else self.other)
