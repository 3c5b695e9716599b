"""Hold the words of a book: texts in several languages, ids, dates."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from rutas.model.signs import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

__all__ = [
    "RESERVED", "Flag", "Id", "Line", "RouteId", "Text", "as_flag", "fold", "id_flaw", "is_flag",
    "shown", "slug",
]  # fmt: skip

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HIDDEN = re.compile(f"[{HIDDEN}]")
_WINDOWS = ("com", "lpt")
RESERVED = frozenset(
    {"catalogue", "criteria", "improvements", "instruments", "territories"}
    | {"aux", "con", "nul", "prn"}
    | {f"{device}{number}" for device in _WINDOWS for number in range(10)}
)
"""What no route is called: a book's own files, and the devices of Windows, which are no files there."""

_LANGUAGE = re.compile(r"[a-z]{2,3}")
# What an editor may take a text for: every scalar of a file is one.
_WRITTEN: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
_FLAGS = {"true": True, "false": False, "yes": True, "no": False, "sí": True, "si": True}


class Text(str):  # noqa: SLOT000  (it carries its translations)
    """A text that a person reads: Spanish, and whatever other languages the book gives.

    It is a string (Spanish where there is Spanish, else the first language given) that knows its
    translations.

    Examples
    --------
    >>> name = Text("Nacimiento", {"es": "Nacimiento", "gn": "Heñói"})
    >>> str(name), name.to("gn"), name.to("en")
    ('Nacimiento', 'Heñói', 'Nacimiento')
    """

    translations: Mapping[str, str]

    def __new__(cls, value: str, translations: Mapping[str, str] | None = None) -> Self:
        """Make a text from its main wording and all its wordings by language."""
        text = super().__new__(cls, value)
        text.translations = translations or {}
        return text

    def __getnewargs__(self) -> tuple[str, Mapping[str, str]]:  # type: ignore[override]  # a str has none
        """Keep the translations when the text is copied or pickled."""
        return str(self), self.translations

    def to(self, lang: str) -> str:
        """Return the wording in a language, or the main one where the book has no other."""
        return self.translations.get(lang, str(self))

    @classmethod
    def _read(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls(_said(value))
        if not isinstance(value, dict) or not value:
            raise PydanticCustomError("text-expected", "expected a text")
        for code, wording in value.items():
            if not _LANGUAGE.fullmatch(str(code)):
                raise PydanticCustomError("bad-language", "{given}", {"given": str(code)})
            if not isinstance(wording, str):
                raise PydanticCustomError("text-expected", "expected a text")
        wordings = {code: _said(wording) for code, wording in value.items()}
        return cls(wordings.get("es", next(iter(wordings.values()))), wordings)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let pydantic read a text, or a map of texts by language, and write it back."""
        return core_schema.no_info_plain_validator_function(
            cls._read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda text: dict(text.translations) or str(text)
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the text for editors."""
        languages = {"pattern": f"^{_LANGUAGE.pattern}$"}
        wordings = {"propertyNames": languages, "additionalProperties": _WRITTEN}
        return {"anyOf": [_WRITTEN, {"type": "object", "minProperties": 1, **wordings}]}


def _said(value: str) -> str:
    text = visible(unicodedata.normalize("NFC", value).strip())
    if not text:
        raise PydanticCustomError("empty-text", "empty text")
    return text


def visible(value: str) -> str:
    r"""Return a text as it is, or refuse it for a sign that nobody sees.

    Such a sign is obeyed by a terminal, no XML may hold it, or it turns what is written around; an escape
    in double quotes makes it where a backslash was meant (``"C:\actas"`` begins with a bell).

    Raises
    ------
    PydanticCustomError
        If the text holds one; line ends and tabulations are none.
    """
    if hidden := _HIDDEN.search(value):
        code = f"U+{ord(hidden[0]):04X}"
        raise PydanticCustomError("invisible-character", "{given}", {"given": code})
    return value


def shown(value: str) -> str:
    r"""Return a text without the signs that nobody sees.

    >>> shown("gro\x9f")
    'gro'
    """
    return value if value.isascii() and value.isprintable() else _HIDDEN.sub("", value)


def fold(words: str) -> str:
    """Return what two texts have in common that are told apart by nothing but their dress.

    Accents, capitals, spaces and the punctuation at the ends are dress; ``+`` and ``-``, ``<`` and ``≥``
    are not.

    >>> fold("¿Sí?") == fold("si "), fold("Rh +") == fold("Rh -")
    (True, False)
    """
    parts = unicodedata.normalize("NFD", words.casefold())
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    bare = " ".join(bare.split())
    return bare.strip(" .,;:!?¡¿…\"'«»“”‘’()") or bare


def slug(words: str) -> str:
    """Turn words into an id.

    >>> slug("Inscripción del niño")
    'inscripcion-del-nino'
    """
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def id_flaw(name: str, *, route: bool = False) -> str | None:
    """Return the code of what keeps a name from being an id, or of a route, or nothing.

    >>> id_flaw("inscripción"), id_flaw("con"), id_flaw("con", route=True), id_flaw("0-4", route=True)
    ('bad-id', None, 'reserved-id', None)
    """
    if not _ID.fullmatch(name):
        return "bad-id"
    return "reserved-id" if route and name in RESERVED else None


def _id(value: str) -> str:
    if flaw := id_flaw(value):
        raise _no_id(flaw, value)
    return value


def _route_id(value: str) -> str:
    if flaw := id_flaw(value, route=True):
        raise _no_id(flaw, value)
    return value


def _no_id(flaw: str, value: str) -> PydanticCustomError:
    return PydanticCustomError(flaw, "{given}", {"given": value, "slug": slug(value) or "mi-paso"})


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "expected a text")
    if not is_flag(value):
        raise PydanticCustomError("bad-flag", "{given}", {"given": value})
    return as_flag(value)


def is_flag(value: str) -> bool:
    """Tell whether a text says yes or no.

    >>> is_flag("Sí"), is_flag("tal vez")
    (True, False)
    """
    return unicodedata.normalize("NFC", value).lower() in _FLAGS


def as_flag(value: str) -> bool:
    """Return what a text that `is_flag` says: yes or no.

    >>> as_flag("sí"), as_flag("No")
    (True, False)
    """
    return _FLAGS[unicodedata.normalize("NFC", value).lower()]


class _Flag:
    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_flag)


_ID_SCHEMA = {
    "type": ["string", "integer", "boolean", "null"],
    "minimum": 0,
    "pattern": f"^{_ID.pattern}$",
}

Id = Annotated[str, AfterValidator(_id), WithJsonSchema(_ID_SCHEMA)]
"""An id: kebab-case, unique within its kind."""

RouteId = Annotated[
    str,
    AfterValidator(_route_id),
    WithJsonSchema({**_ID_SCHEMA, "not": {"enum": sorted(RESERVED)}}),
]
"""The id of a route, which names its file: kebab-case, and none of `RESERVED`."""

Line = Annotated[str, AfterValidator(visible), WithJsonSchema(_WRITTEN)]
"""A text in one language that nobody translates: an address, a version."""

Flag = Annotated[bool, _Flag, WithJsonSchema({"type": "boolean"})]
"""Yes or no, in Spanish or English."""
