"""Give every model of a book the same habits: frozen, strict about keys, references checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping  # noqa: TC003  (a dataclass keeps its annotations)
from collections.abc import Set as AbstractSet  # noqa: TC003  (pydantic reads it)
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

__all__ = ["Known", "Listed", "Model", "Reference", "field_reader"]


class Model(BaseModel):
    """What a mapping of a book's file becomes.

    A copy forgets what the original had worked out from its fields (its cached properties), so that
    ``model_copy(update=...)`` is never stale, and any model can be pickled.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __copy__(self) -> Self:
        copy = super().__copy__()
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return BaseModel.__deepcopy__(self.__copy__(), memo)

    def __getstate__(self) -> dict[Any, Any]:
        return BaseModel.__getstate__(self.__copy__())


@dataclass(frozen=True)
class Known:
    """The ids that a file may name, by kind; a kind that is absent is not checked.

    Handed to pydantic as the validation context, so that a reference is checked where it stands and
    no other mistake hides it.

    >>> Known({"actor": {"usf"}}).has("actor", "usff"), Known().has("actor", "usff")
    (False, True)
    """

    ids: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    names: Callable[[], Mapping[str, Mapping[str, str]]] = dict
    """What gives, by kind, the id of what people call so, as `rutas.model.text.fold` leaves it."""

    def has(self, kind: str, name: str) -> bool:
        """Tell whether an id is known, or cannot be told to be unknown."""
        return kind not in self.ids or name in self.ids[kind]


@dataclass(frozen=True)
class Reference:
    """Mark a text as the id of something else: ``Annotated[str, Reference("actor")]``.

    Attributes
    ----------
    kind
        ``actor channel document service source step outcome route``.
    also
        Words that are allowed beside ids.
    """

    kind: str
    also: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Check the id against the context."""
        return core_schema.with_info_after_validator_function(self._check, core_schema.str_schema())

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        """Take an id that an editor reads as a number, or a truth value: ``2024``, ``true``."""
        return {"type": ["string", "integer", "boolean", "null"]}

    def _check(self, value: str, info: core_schema.ValidationInfo) -> str:
        known = info.context
        if isinstance(known, Known) and not known.has(self.kind, value) and value not in self.also:
            raise PydanticCustomError(f"unknown-{self.kind}", "{given}", {"given": value})
        return value


def _listed(value: object) -> object:
    """Take one for a list of one."""
    return value if isinstance(value, (list, tuple)) else (value,)


class _OneOrMany:
    """Read one of a thing as a list of one, and tell editors so."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        array = handler(schema)
        return {"anyOf": [array["items"], array]}


@cache
def field_reader(owner: type[BaseModel], field: str) -> TypeAdapter[Any]:
    """Return what reads the value of one field as the model itself reads it."""
    info = owner.model_fields[field]
    kind: Any = info.annotation
    return TypeAdapter(Annotated[(kind, *info.metadata)] if info.metadata else kind)


T = TypeVar("T")

Listed = Annotated[tuple[T, ...], _OneOrMany()]
"""One of a thing, or a list of it."""
