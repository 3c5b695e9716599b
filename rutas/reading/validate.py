"""Turn a tree into a model, and every mistake of the model into a problem with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from rutas.errors import nearest
from rutas.locale import has, say
from rutas.reading.syntax import collector_off

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.errors import Problem
    from rutas.model.base import Known
    from rutas.reading.places import File, Loc

__all__ = ["validate"]

_Model = TypeVar("_Model", bound=BaseModel)

# pydantic's words for what is wrong, and our stable codes
_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "literal_error": "not-one-of",
    "int_parsing": "bad-number",
    "int_type": "bad-number",
    "greater_than_equal": "bad-number",
    "less_than_equal": "bad-number",
}
_SHAPES = {
    "string_type": "text",
    "text-expected": "text",
    "wrong-type": "text",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "tuple_type": "list",
    "list_type": "list",
}
_AT_KEY = {"unknown-key", "evidence-of-nothing"}
_MOST_GUESSES = 200


def validate(
    file: File, model: type[_Model], known: Known | None = None
) -> tuple[_Model | None, list[Problem]]:
    """Read a model from a file's tree.

    Parameters
    ----------
    file
        A file that was parsed.
    model
        What its tree should be.
    known
        The ids that it may name.

    Returns
    -------
    The model, or ``None`` where there are problems; and all of the problems, in the file's order.
    """
    try:
        with collector_off():
            return model.model_validate(file.tree, context=known), []
    except ValidationError as error:
        teller = _Teller(file, model, known)
        found = [teller.tell(line) for line in error.errors(include_url=False, include_input=False)]
        problems = {problem: None for problem in found if problem}  # the same only once, in order
        return None, sorted(problems, key=lambda problem: (problem.line, problem.column))


class _Teller:
    """Say pydantic's errors to a person."""

    def __init__(self, file: File, model: type[BaseModel], known: Known | None) -> None:
        self.file = file
        self.model = model
        self.known: Mapping[str, Any] = known.ids if known else {}
        self.guesses = 0

    def tell(self, error: Any) -> Problem | None:
        kind: str = error["type"]
        loc: Loc = error["loc"]
        code = _CODES.get(kind, "wrong-shape" if kind in _SHAPES else kind)
        values: dict[str, Any] = {"given": "", **error.get("ctx", {})}
        at_key = code in _AT_KEY
        if loc and loc[-1] == "[key]":
            loc, at_key = loc[:-1], True
        line, column = self.file.find(loc, key=at_key)
        if code == "missing-key":
            line, column = self.file.find(loc[:-1])
            if (line - 1, column - 1, str(loc[-1])) in self.file.spoiled:
                return None
            values["given"] = loc[-1]
        elif code == "unknown-key":
            values["given"] = loc[-1]
            values["guess"] = self._guess(str(loc[-1]), _keys(self.model, loc[:-1]))
        elif code == "not-one-of":
            values = {
                "given": self._written(loc),
                "expected": values.get("expected", "").replace("'", ""),
            }
        elif code == "wrong-shape":
            values["expected"] = say(f"form.shape-{_SHAPES[kind]}")
        elif code == "bad-number":
            values["given"] = self._written(loc)
        elif code == "bad-change":
            values["guess"] = ""
        elif code.startswith("unknown-"):
            values["guess"] = self._guess(str(values["given"]), self.known.get(code[8:], ()))
        if not has(f"form.{code}"):
            code, values = "wrong-value", {"given": self._written(loc)}
        return self.file.problem(code, line, column, step=self._step(loc), **values)

    def _guess(self, word: str, words: Any) -> str:
        """Say the nearest known word; big books with thousands of mistakes get the first ones only."""
        self.guesses += 1
        guess = nearest(word, words) if self.guesses <= _MOST_GUESSES else None
        return say("form.guess", guess=guess) if guess else ""

    def _node(self, loc: Loc) -> Any:
        node = self.file.tree
        for part in loc:
            if isinstance(node, dict) and part in node:
                node = node[part]
            elif isinstance(node, list) and isinstance(part, int) and part < len(node):
                node = node[part]
        return node

    def _written(self, loc: Loc) -> str:
        node = self._node(loc)
        return node if isinstance(node, str) else ""

    def _step(self, loc: Loc) -> str | None:
        if loc[:1] == ("stages",) and loc[2:3] == ("steps",) and len(loc) > 3:  # noqa: PLR2004
            step = self._node(loc[:4])
            name = step.get("id") if isinstance(step, dict) else None
            return name if isinstance(name, str) else None
        return None


def _keys(model: type[BaseModel], loc: Loc) -> set[str]:
    """Return the keys that a model knows at a place."""
    for part in loc:
        field = model.model_fields.get(str(part)) or model.model_fields.get(f"{part}_")
        inner = _model_in(field.annotation) if field else None
        model = inner or model
    return {info.alias or name for name, info in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
