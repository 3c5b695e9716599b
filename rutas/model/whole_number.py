"""Read a whole number from 0 on, or say what it should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError, core_schema

__all__ = ["WholeNumber"]


@dataclass(frozen=True)
class WholeNumber:
    """Mark a number as a count: ``Annotated[int, WholeNumber(500)]``.

    Attributes
    ----------
    most
        The highest that it may be.
    code
        What the mistake is called.

    Examples
    --------
    >>> from typing import Annotated
    >>> from pydantic import TypeAdapter
    >>> TypeAdapter(Annotated[int, WholeNumber(500)]).validate_python(" 12 ")
    12
    """

    most: int
    code: str = "not-a-count"

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._read, serialization=core_schema.simple_ser_schema("int")
        )

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0, "maximum": self.most}

    def _read(self, value: object) -> int:
        written = str(value).strip()
        if written.isascii() and written.isdecimal() and int(written) <= self.most:
            return int(written)
        raise PydanticCustomError(self.code, "{given}", {"given": written, "most": self.most})
