"""Let pydantic read a thing that a file writes as a text, and write it back as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic_core import PydanticCustomError, core_schema

from rutas.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FromText", "refused"]

T = TypeVar("T")


def refused(mistake: Mistake) -> PydanticCustomError:
    """Return the error by which pydantic gathers a mistake with the others of a file."""
    return PydanticCustomError(mistake.code, "{given}", dict(mistake.values))


class FromText(Generic[T]):
    """Mark what is read from a text: ``Annotated[date, FromText(read_day, str, "bad-day", ["2026-12-24"])]``.

    Parameters
    ----------
    read
        What reads the text, and raises a `Mistake`.
    write
        What writes it as a file does.
    code
        The mistake of what is no text at all.
    examples
        What editors show.
    """

    def __init__(
        self, read: Callable[[str], T], write: Callable[[T], str], code: str, examples: list[str]
    ) -> None:
        self.read = read
        self.write = write
        self.code = code
        self.examples = examples

    def _coerce(self, value: object) -> object:
        if isinstance(value, (list, dict, bool, float)) or value is None:
            raise refused(Mistake(self.code, given=str(value)))
        try:
            return self.read(value) if isinstance(value, str) else value
        except Mistake as mistake:
            raise refused(mistake) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Read the text, and keep what was read already."""
        return core_schema.no_info_plain_validator_function(
            self._coerce,
            serialization=core_schema.plain_serializer_function_ser_schema(self.write),
        )

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the text for editors."""
        return {"type": "string", "examples": self.examples}
