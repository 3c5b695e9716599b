"""Say what changed between two versions of a route, a sentence a change; and write a value as a file does."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

from rutas.answers.quantities import quantity_name
from rutas.answers.words import joined, text
from rutas.locale import has, language, say
from rutas.model import Evidence, Requirement, Text
from rutas.model.choice import choice_word
from rutas.model.route import Ages
from rutas.quantity import Quantity, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rutas.compare.edits import Edit
    from rutas.model import Route

__all__ = ["edit_sentence", "in_file", "thing_name"]

_MODELS = {
    "route": "Route", "stage": "Stage", "step": "Step", "link": "Link", "way_in": "WayIn",
    "outcome": "Outcome", "profile": "Profile", "actor": "Actor", "channel": "Channel",
    "document": "Document", "service": "Service", "source": "Source", "criterion": "Criterion",
    "repeat": "Repeat", "season": "Season",
}  # fmt: skip
# The section of the catalogue that the ids of a field stand in.
_ENTRIES = {
    "actor": "actors", "custody": "actors", "issuer": "actors", "channel": "channels",
    "service": "services", "package": "services", "requires": "documents",
    "produces": "documents", "holds": "documents", "law": "sources",
}  # fmt: skip
_STEPS = {"missing", "late"}
_LONG = 60  # a text that is longer is not told twice


@singledispatch
def in_file(value: Any) -> str | None:
    """Write a value on one line, nearly as a file does.

    >>> in_file(Requirement(any=("a", "b"), optional=("c",))), in_file(("usf", "hospital")), in_file(None)
    ('a | b; (c)', 'usf, hospital', None)
    """
    return str(value)


@in_file.register
def _(value: None) -> None:
    return value


@in_file.register
def _(value: bool) -> str:  # noqa: FBT001  (it is the value)
    return "yes" if value else "no"


@in_file.register
def _(value: float) -> str:
    return f"{value:.12g}"


@in_file.register
def _(value: tuple) -> str:  # type: ignore[type-arg]  # of anything
    return ", ".join(str(in_file(one)) for one in value)


@in_file.register
def _(value: Ages) -> str:
    return f"{value.from_}..{value.to}"


@in_file.register
def _(value: Requirement) -> str:
    welcome = [f"({', '.join(value.optional)})"] if value.optional else []
    return "; ".join([*filter(None, [" | ".join(value.any)]), *welcome])


@in_file.register
def _(value: Evidence) -> str:
    said = {"norm": value.norm, "source": value.source, "proxy": value.proxy}
    return ", ".join(f"{key}: {one}" for key, one in said.items() if one) or "estimate"


def edit_sentence(edit: Edit, old: Route, new: Route) -> str:
    """Say a change in a sentence, in the language that is spoken.

    Parameters
    ----------
    edit
        The change.
    old, new
        The versions; the older one under the ids of the newer.
    """
    name = thing_name(edit.what, edit.id, new if edit.how != "removed" else old)
    if edit.how in {"added", "removed", "renamed"}:
        said = say(f"diff.{edit.how}-{edit.what}", name=name, was=edit.was, id=edit.id)
    elif edit.how == "moved":
        said = _move(edit, name, old, new)
    else:
        said = _changed(edit, name, old, new)
    return said[:1].upper() + said[1:]


def _changed(edit: Edit, name: str, old: Route, new: Route) -> str:
    head = (edit.field or "").partition(".")[0]
    before, after = _words(edit.before, head, old), _words(edit.after, head, new)
    key = "set" if edit.before is None else "unset" if edit.after is None else "changed"
    if has(f"diff.follows-{head}"):
        key = f"follows-{head}"
    elif head == "evidence":
        bases = [one.basis if one else "estimate" for one in (edit.before, edit.after)]
        before, after = (say(f"diff.basis-{one}") for one in bases)
        key = "changed" if bases[0] != bases[1] else "another-source"
    elif isinstance(edit.before, tuple) and isinstance(edit.after, tuple):
        return _several_changed(edit, name, old, new)
    elif max(map(len, (before, after))) > _LONG:
        key = "changed-text"
    return say(f"diff.{key}", name=name, field=_field(edit, new), before=before, after=after)


def _several_changed(edit: Edit, name: str, old: Route, new: Route) -> str:
    """Say what a list has now and had not, and what it no longer has; or its order, where that is all."""
    head = edit.field or ""
    # what is only called otherwise now was there before
    had = list(_named(head, [one for one in edit.before if one not in edit.after], old))
    has_ = list(_named(head, [one for one in edit.after if one not in edit.before], new))
    more, less = [one for one in has_ if one not in had], [one for one in had if one not in has_]
    words = [say(f"diff.list-{kind}", names=joined(names))
             for kind, names in (("more", more), ("less", less)) if names]  # fmt: skip
    said = "; ".join(words) or joined(list(_named(head, edit.after, new)))
    return say("diff.list", name=name, field=_field(edit, new), words=said)


def thing_name(what: str, name: str, route: Route) -> str:
    """Return what people call a thing that changed: a step's title, both ends of a link."""
    if what == "route":
        return route.name.to(language())
    if what == "link":
        source, target = (_title(route, one.partition("#")[0]) for one in name.split("->"))
        return say("diff.link", source=source, target=target)
    if what in {"step", "way_in"}:
        ways = route.ways_in if what == "way_in" else ()
        target = name.partition("#")[0]
        called = (way.name for way in ways if way.to == target and way.name)
        return next((one.to(language()) for one in called), _title(route, target))
    if what == "criterion":
        return say(f"schema.Criteria.{name}").partition(" | ")[0]
    return _called(_entries(what, route), name)


def _title(route: Route, name: str) -> str:
    return route.steps[name].title.to(language()) if name in route.steps else name


def _entries(what: str, route: Route) -> Mapping[str, Any]:
    if what == "stage":
        return {stage.id: stage for stage in route.stages}
    plural = f"{what}s"
    entries: Mapping[str, Any] = getattr(
        route if hasattr(route, plural) else route.catalogue, plural
    )
    return entries


def _called(entries: Mapping[str, Any], name: str) -> str:
    entry = entries.get(name)
    called = getattr(entry, "name", None) or getattr(entry, "title", None)
    return str(called.to(language())) if called else name


def _field(edit: Edit, route: Route) -> str:
    """Return what people call a field."""
    head, _, rest = (edit.field or "").partition(".")
    if head == "set":
        return quantity_name(route, rest)
    if head == "evidence":
        return say("diff.field-evidence", field=_label(edit.what, rest))
    if head == "allow":
        return say("diff.field-allow", rule=rest)
    if head == "season":
        return f"{_label('route', head)} · {_label(head, rest)}"
    return _label("repeat", rest) if head == "repeat" else _label(edit.what, head)


def _label(what: str, name: str) -> str:
    if name == "next":
        return say("diff.answers")
    key = f"schema.{_MODELS[what]}.{name}"
    return say(key).partition(" | ")[0].lower() if has(key) else name


def _move(edit: Edit, name: str, old: Route, new: Route) -> str:
    if edit.field == "stage":
        stages = (
            _called(_entries("stage", old), edit.before),
            _called(_entries("stage", new), edit.after),
        )
        return say("diff.moved-stage", name=name, before=stages[0], after=stages[1])
    if not edit.after:
        return say("diff.moved-first", name=name)
    return say("diff.moved", name=name, after=thing_name(edit.what, edit.after, new))


def _words(value: Any, field: str, route: Route) -> str:
    """Write a value as people read it."""
    return next(write for kind, write in _WRITERS if isinstance(value, kind))(value, field, route)


def _several(value: Sequence[Any], field: str, route: Route) -> str:
    return joined(list(_named(field, value, route))) or say("diff.nothing")


def _word(value: Any, field: str, route: Route) -> str:
    if field in _STEPS:
        return _title(route, value)
    if field == "outcome":
        return _called(route.outcomes, value)
    if field in _ENTRIES:
        return _called(getattr(route.catalogue, _ENTRIES[field]), value)
    own = f"diff.{field}-{value}"
    return say(own) if has(own) else choice_word(field, str(value))


_WRITERS: tuple[tuple[type, Callable[[Any, str, Route], str]], ...] = (
    (type(None), lambda *_: say("diff.nothing")),
    (bool, lambda value, *_: text(value)),
    (float, lambda value, *_: percent(value)),
    (Quantity, lambda value, *_: value.wording(language())),
    (Text, lambda value, *_: say("cli.quoted", name=" ".join(value.to(language()).split()))),
    (Ages, lambda value, *_: f"{value.from_}–{value.to}"),
    (tuple, _several),
    (object, _word),
)


def _named(field: str, values: Iterable[Any], route: Route) -> Iterable[str]:
    entries = getattr(route.catalogue, _ENTRIES.get(field, ""), {})
    for value in values:
        if isinstance(value, Requirement):
            if value.any:
                yield joined([_called(entries, one) for one in value.any], "or")
            if value.optional:
                names = ", ".join(_called(entries, one) for one in value.optional)
                yield say("outline.optional", documents=names)
        else:
            yield _called(entries, value)
