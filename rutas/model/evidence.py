"""Say what kind of thing a figure rests on: a measurement, something near it, a norm, or a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rutas.model.base import Model, Reference
from rutas.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["BASES", "Basis", "Evidence", "EvidenceOf", "basis", "weakest"]

Basis = Literal["measured", "proxy", "norm", "estimate"]
BASES: tuple[Basis, ...] = ("measured", "proxy", "norm", "estimate")
"""The kinds, from the firmest to the weakest."""

SourceId = Annotated[str, Reference("source")]


class Evidence(Model):
    """What a figure rests on.

    In a file: a source's id (that very thing was measured), ``{source: ID, proxy: WHY}`` (something
    near it was), ``{norm: ID}`` (a rule, not a measurement), or ``estimate``.

    Examples
    --------
    >>> Evidence(source="dtp3-2023").basis, Evidence(source="dtp3-2023", proxy="cobertura").basis
    ('measured', 'proxy')
    >>> Evidence(norm="ley-1266").basis, Evidence().basis
    ('norm', 'estimate')
    """

    source: SourceId | None = None
    """Where it was measured."""
    proxy: Text | None = None
    """Why what was measured is only near what the figure says."""
    norm: SourceId | None = None
    """The norm that sets it."""

    @property
    def basis(self) -> Basis:
        """``measured``, ``proxy``, ``norm`` or ``estimate``."""
        if self.norm:
            return "norm"
        if self.proxy:
            return "proxy"
        return "measured" if self.source else "estimate"

    @property
    def cites(self) -> str | None:
        """The id of the source or norm; an estimate cites none."""
        return self.source or self.norm

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.source) + bool(self.norm) > 1 or (self.proxy and not self.source):
            raise PydanticCustomError("evidence-kind", "expected one kind of evidence")
        return self

    @model_serializer(mode="wrap")
    def _written(self, handler: SerializerFunctionWrapHandler) -> Any:
        """Write what is only a source, or an estimate, as a file does."""
        if self.proxy or self.norm:
            return {key: value for key, value in handler(self).items() if value is not None}
        return self.source or "estimate"


def _evidence(value: object) -> object:
    if isinstance(value, str):
        return {} if value == "estimate" else {"source": value}
    if isinstance(value, dict) and value.keys().isdisjoint({"source", "norm"}):
        raise PydanticCustomError("evidence-kind", "expected one kind of evidence")
    return value


EvidenceOf = dict[
    str, Annotated[Evidence, BeforeValidator(_evidence, json_schema_input_type=str | Evidence)]
]
"""What each figure rests on, by its field; what is not named is an estimate."""


def basis(evidence: Mapping[str, Evidence], *names: str) -> Basis:
    """Return the kind of what a figure rests on: of several, the weakest; what is not named is an estimate.

    >>> told = {"wait": Evidence(source="mspbs-2020"), "by": Evidence(norm="ley-1")}
    >>> basis(told, "wait"), basis(told, "wait", "by"), basis(told, "wait", "takes"), basis(told)
    ('measured', 'norm', 'estimate', 'estimate')
    """
    return weakest(evidence[name].basis if name in evidence else "estimate" for name in names)


def weakest(kinds: Iterable[Basis]) -> Basis:
    """Return the weakest of some kinds; of none, an estimate.

    >>> weakest(["measured", "proxy"])
    'proxy'
    """
    return max(kinds, key=BASES.index, default="estimate")
