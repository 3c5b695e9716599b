"""Take one of a few words, in the code of the format or as people say it, in any case."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic_core import PydanticCustomError, core_schema

from rutas.locale import LANGUAGES, has, wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

__all__ = ["Choice", "choice_word", "words"]


class Choice:
    """Mark a ``Literal`` as one that people name in their own words: ``Annotated[Level, Choice("level")]``.

    Parameters
    ----------
    kind
        The start of the words' keys in the catalogue's area ``choices``: ``level-district``.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        codes = get_args(source)

        def read(value: object) -> str:
            code = words(self.kind, codes).get(value.casefold()) if isinstance(value, str) else None
            if code is not None:
                return code
            if not isinstance(value, str):
                raise PydanticCustomError("wrong-type", "expected a text")
            known = " ".join(w for w in words(self.kind, codes) if " " not in w)
            said = ", ".join(self._said(code) for code in codes)
            context = {"given": value, "expected": said, "known": known}
            raise PydanticCustomError("not-one-of", "{given}", context)

        return core_schema.no_info_plain_validator_function(
            read, metadata={"codes": codes}, serialization=core_schema.to_string_ser_schema()
        )

    def _said(self, code: str) -> str:
        """Return a code, and how people say it where that differs."""
        word = choice_word(self.kind, code)
        return code if word == code else f"{code} ({word})"

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the words for editors: those to complete, and each of them in any case."""
        codes = schema.get("metadata", {}).get("codes", ())
        every = list(words(self.kind, codes))
        pattern = f"^({'|'.join(map(_any_case, every))})$"
        return {"anyOf": [{"enum": every}, {"type": "string", "pattern": pattern}]}


def choice_word(kind: str, code: str, lang: str | None = None) -> str:
    """Return how people say one of a few words; the code itself where the catalogue has no other.

    >>> choice_word("status", "draft"), choice_word("handover", "system", "en")
    ('borrador', 'by the institutions')
    """
    key = f"choices.{kind}-{code}"
    return wording(key, lang).partition(" | ")[0] if has(key) else code


@cache
def words(kind: str, codes: tuple[str, ...]) -> Mapping[str, str]:
    """Return the code that each word stands for, the codes first, all in lower case.

    >>> table = words("status", ("draft", "validated"))
    >>> table["draft"], table["borrador"], table["validada"]
    ('draft', 'draft', 'validated')
    """
    table = {code.casefold(): code for code in codes}
    for code in codes:
        for language in LANGUAGES if has(f"choices.{kind}-{code}") else ():
            for word in wording(f"choices.{kind}-{code}", language).casefold().split(" | "):
                table.setdefault(word, code)
                table.setdefault(_plain(word), code)
    return table


def _plain(word: str) -> str:
    """Return a word without its accents, as many type it."""
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()


def _any_case(word: str) -> str:
    return "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in word)
