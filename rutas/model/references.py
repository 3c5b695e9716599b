"""Follow the ids by which the parts of a model name each other: which there are, or others instead."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, get_args

from rutas.model.base import Model, Reference
from rutas.model.catalogue import SECTIONS, Entry
from rutas.model.route import Route, Stage
from rutas.model.step import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Names", "references", "renamed"]

M = TypeVar("M", bound=Model)

Names: TypeAlias = "Mapping[str, Mapping[str, str]]"
"""By kind (``step``, ``actor``, ...), the new id of each that gets one."""

Visit: TypeAlias = "Callable[[str, str], str]"

_OWN: Mapping[type[Model], str] = {Step: "step", Stage: "stage"}
# Mappings whose keys are ids, by their field.
_KEYED = {"outcomes": "outcome", "profiles": "profile"} | {
    section: kind for kind, section in SECTIONS.items()
}


def renamed(route: Route, names: Names) -> Route:
    """Return a route, its catalogue included, in which some ids are others, wherever they are named.

    Parameters
    ----------
    route
        The route; it stays as it is.
    names
        What is called otherwise: kinds are those of `rutas.model.base.Reference`, and ``stage`` and
        ``profile``.

    Examples
    --------
    >>> import rutas
    >>> route = renamed(rutas.load("routes")["0-4"], {"step": {"inscripcion": "registro"}})
    >>> "registro" in route.steps, "inscripcion" in route.steps
    (True, False)
    """
    if not any(names.values()):
        return route

    def visit(kind: str, name: str) -> str:
        return names.get(kind, {}).get(name, name)

    found = _mapped(route, visit)
    return found.model_copy(update={"catalogue": _mapped(route.catalogue, visit)})


def references(*models: Model) -> dict[str, set[str]]:
    """Return the ids that some models name, by kind; their own are among them.

    >>> from rutas.model import Step
    >>> found = references(Step(id="a", actor="usf", next="b"))
    >>> found["actor"], sorted(found["step"])
    ({'usf'}, ['a', 'b'])
    """
    found: dict[str, set[str]] = {}

    def visit(kind: str, name: str) -> str:
        found.setdefault(kind, set()).add(name)
        return name

    for model in models:
        _mapped(model, visit)
    return {kind: names - {""} for kind, names in sorted(found.items())}


def _mapped(model: M, visit: Visit) -> M:
    """Return a model with every id that it holds as a visitor returns it."""
    update: dict[str, Any] = {}
    for name, kind in _kinds(type(model)).items():
        value = getattr(model, name)
        if name == "set":
            changed: Any = {
                _path(path, visit): _raw(path, one, visit) for path, one in value.items()
            }
        elif name in _KEYED and isinstance(value, dict):
            changed = {visit(_KEYED[name], key): _value(one, _KEYED[name], visit)
                       for key, one in value.items()}  # fmt: skip
        else:
            changed = _value(value, kind, visit)
        if changed is not value:
            update[name] = changed
    return model.model_copy(update=update) if update else model


def _value(value: Any, kind: str, visit: Visit) -> Any:
    """Return a value with its ids as a visitor returns them; itself where none is another."""
    if isinstance(value, Model):
        found = _mapped(value, visit)
        if isinstance(value, Entry) and (name := visit(kind, value.id)) != value.id:
            found = found.model_copy(update={"id": name})
        return found
    if isinstance(value, tuple):
        several = tuple(_value(one, kind, visit) for one in value)
        return value if all(map(_is, several, value)) else several
    if isinstance(value, dict):
        parts = {key: _value(one, kind, visit) for key, one in value.items()}
        return value if all(parts[key] is value[key] for key in value) else parts
    if kind and isinstance(value, str):
        name = visit(kind, value)
        return value if name == value else name
    return value


def _is(one: object, other: object) -> bool:
    return one is other


def _path(path: str, visit: Visit) -> str:
    """Return the path of a change set with its ids as a visitor returns them."""
    head, *rest = path.split(".")
    if head == "actors" and rest:
        return ".".join([head, visit("actor", rest[0]), *rest[1:]])
    if head == "ways_in" and rest:
        return ".".join([head, visit("step", rest[0]), *rest[1:]])
    if rest[:1] == ["next"] and rest[1:]:
        return ".".join([visit("step", head), "next", visit("step", rest[1]), *rest[2:]])
    return ".".join([visit("step", head), *rest]) if rest else path


def _raw(path: str, value: Any, visit: Visit) -> Any:
    """Return the value of a change, as a file would write it, with its ids as a visitor returns them."""
    owner, field = (Step, path.rpartition(".")[2]) if "." in path else (Route, path)
    kind = _kinds(owner).get(field, "")
    if isinstance(value, list):
        return [_value(one, kind, visit) for one in value]
    return _value(value, kind, visit)


@cache
def _kinds(model: type[Model]) -> dict[str, str]:
    """Return the fields of a model in which ids may stand, with the kind of those that stand there."""
    own = {"id": _OWN[model]} if model in _OWN else {}
    return own | {
        name: next(_marks(info.annotation, *info.metadata), "")
        for name, info in model.model_fields.items()
        if name not in {"id", "allow"} and not info.exclude  # what is the book's own
    }


def _marks(*parts: Any) -> Iterator[str]:
    """Yield the kinds of id that an annotation names."""
    for part in parts:
        if isinstance(part, Reference):
            yield part.kind
        elif not isinstance(part, type):
            yield from _marks(*get_args(part), *getattr(part, "__metadata__", ()))
        else:
            yield from _marks(*get_args(part))
