"""Bring what changed in a file home into the book: base, file and book, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ValidationError

from rutas.model import Route
from rutas.model.base import field_reader
from rutas.model.catalogue import Actor, Catalogue, Channel, Document, Service, Source
from rutas.model.route import Outcome, Profile, Stage, WayIn
from rutas.model.step import Link, Repeat, Step
from rutas.reading.fresh import inline
from rutas.reading.pairing import stationary, woven

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Conflict", "Edit", "Merged", "Side", "merge", "renamed"]

Path = tuple[str, ...]
Side = Literal["file", "book"]

_MISSING: Any = object()

_ENTRIES: Mapping[str, type[BaseModel]] = {
    "stages": Stage,
    "steps": Step,
    "ways_in": WayIn,
    "outcomes": Outcome,
    "profiles": Profile,
    "actors": Actor,
    "channels": Channel,
    "documents": Document,
    "services": Service,
    "sources": Source,
}
_ORDERED = frozenset({"stages", "steps", "ways_in", "next"})


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that a file brings.

    Attributes
    ----------
    path
        What changes: ``steps.cedula.name``.
    before, after
        What it said and says, in one line; nothing, where there is nothing.
    """

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both the file and the book changed, not to the same.

    Attributes
    ----------
    path
        What it is.
    base, file, book
        What the route said when it left, and what each says now.
    """

    path: str
    base: str | None
    file: str | None
    book: str | None


@dataclass(slots=True)
class Merged:
    """What a book says after a file came home.

    Attributes
    ----------
    tree
        In the normal form; where there are conflicts that nobody decided, as the book has it.
    edits
        What the file changes in the book.
    conflicts
        What is not decided.
    """

    tree: Any = None
    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Any, file: Any, book: Any, prefer: Side | None = None) -> Merged:
    """Bring the differences between base and file into the book.

    Parameters
    ----------
    base, file, book
        Trees in the normal form (`rutas.exchange.normal`): as it left, as it came back, as the book is now.
    prefer
        Who is right where file and book both changed a value; left out, nobody, and the conflict is told.

    Examples
    --------
    >>> base = {"steps": {"a": {"wait": "2 d", "name": "A"}}}
    >>> file = {"steps": {"a": {"wait": "48 h", "name": "B"}}}
    >>> found = merge(base, file, base)
    >>> found.tree, found.edits
    ({'steps': {'a': {'wait': '2 d', 'name': 'B'}}}, [Edit(path='steps.a.name', before='A', after='B')])
    """
    merged = Merged()
    merged.tree = _Merger(merged, prefer).merge(base, file, book, ())
    return merged


@dataclass(slots=True)
class _Merger:
    into: Merged
    prefer: Side | None

    def merge(self, base: Any, file: Any, book: Any, path: Path) -> Any:
        if _same(base, file, path):
            return book
        maps = all(isinstance(one, dict) or one is _MISSING for one in (base, file, book))
        inside = maps and file is not _MISSING and book is not _MISSING
        if inside:
            return self._parts({} if base is _MISSING else base, file, book, path)
        if _same(file, book, path):
            return book
        if not _same(base, book, path) and self.prefer != "file":
            if self.prefer is None:
                told = (_told(one) for one in (base, file, book))
                self.into.conflicts.append(Conflict(".".join(path), *told))
            return book
        self.into.edits.append(Edit(".".join(path), _told(book), _told(file)))
        return file

    def _parts(self, base: Any, file: Any, book: Any, path: Path) -> Any:
        found: dict[str, Any] = {}
        for key in dict.fromkeys([*book, *file, *base]):
            one, two, three = (side.get(key, _MISSING) for side in (base, file, book))
            value = self.merge(one, two, three, (*path, key))
            if value is not _MISSING:
                found[key] = value
        if path and path[-1] in _ORDERED:
            order = self._order(base, file, book, found, path)
        else:
            order = woven(
                [key for key in book if key in found], [key for key in file if key in found]
            )
        return {key: found[key] for key in order}

    def _order(
        self,
        base: Iterable[str],
        file: Iterable[str],
        book: Iterable[str],
        kept: Iterable[str],
        path: Path,
    ) -> list[str]:
        """Return the order of what is kept: the file's, if it changed it, else the book's."""
        ours = [key for key in book if key in kept]
        theirs = [key for key in file if key in kept]
        common = [key for key in base if key in theirs]
        places = {key: i for i, key in enumerate(common)}
        now = [key for key in theirs if key in places]
        still = stationary([places[key] for key in now])
        moved = [key for key in now if places[key] not in still]
        for key in moved:
            if key in ours:
                before, after = (_neighbour(ours, key), _neighbour(theirs, key))
                self.into.edits.append(Edit(".".join((*path, key, "after")), before, after))
        left = [key for key in ours if key not in moved]
        return woven(left, theirs)


def _neighbour(keys: Sequence[str], key: str) -> str:
    at = keys.index(key)
    return keys[at - 1] if at else ""


def _told(value: Any) -> str | None:
    if value is _MISSING:
        return None
    return value if isinstance(value, str) else inline(value)


def _same(one: Any, other: Any, path: Path) -> bool:
    """Tell whether two values are one, whatever way each is written."""
    if one is _MISSING or other is _MISSING:
        return one is other
    if one == other:
        at_order = path and path[-1] in _ORDERED and isinstance(one, dict)
        return not at_order or list(one) == list(other)
    if isinstance(one, dict) and isinstance(other, dict) and not _is_value(path):
        return False
    place = _model_of(path)
    if place is None:
        return False
    try:
        reader = _reader(*place)
        return bool(reader.validate_python(one) == reader.validate_python(other))
    except (ValidationError, KeyError):
        return False


def _is_value(path: Path) -> bool:
    """Tell whether a mapping at a place is one value, as a text in several languages."""
    place = _model_of(path)
    return place is not None and place[1] in {"name", "narrative"}


@cache
def _reader(model: type[BaseModel], name: str) -> Any:
    known = name if name in model.model_fields else f"{name}_"
    return field_reader(model, known)


def _model_of(path: Path) -> tuple[type[BaseModel], str] | None:
    """Return the model and the field that a place is; nothing, if it is none."""
    match path:
        case (name,):
            return (Route, name) if name in Route.model_fields else (Catalogue, name)
        case ("steps", _, "next", _, name):
            return Link, name
        case ("steps", _, "repeat", name):
            return Repeat, name
        case (section, _, name) if section in _ENTRIES:
            return _ENTRIES[section], name
    return None


_REFERENCES = {
    "step": {"to", "late", "missing"},
    "stage": {"stage"},
    "outcome": {"outcome"},
    "actor": {"actor", "custody", "issuer"},
    "channel": {"channel"},
    "document": {"requires", "produces", "holds"},
    "service": {"service", "package"},
    "source": {"law", "evidence"},
}
_SECTIONS = {"steps": "step", "stages": "stage", "outcomes": "outcome", "actors": "actor",
             "channels": "channel", "documents": "document", "services": "service", "sources": "source",
             "profiles": "profile"}  # fmt: skip


def renamed(tree: Any, section: str, names: Mapping[str, str]) -> Any:  # noqa: C901  (one walk)
    """Return a tree in the normal form in which ids of a section are other ids, wherever they are named.

    >>> steps = {"a": {"next": {"b": {"to": "b"}}}, "b": {}}
    >>> tree = {"steps": steps, "profiles": {"p": {"set": {"b.wait": "1 d"}}}}
    >>> found = renamed(tree, "steps", {"b": "c"})
    >>> found["steps"], found["profiles"]
    ({'a': {'next': {'c': {'to': 'c'}}}, 'c': {}}, {'p': {'set': {'c.wait': '1 d'}}})
    """
    kind = _SECTIONS[section]
    fields = _REFERENCES.get(kind, set())

    def word(text: str) -> str:
        head, number, rest = text.partition("#")
        return names[head] + number + rest if head in names else text

    def inside(value: Any) -> Any:
        """Rename in what a field of references holds."""
        if isinstance(value, str):
            return word(value)
        if isinstance(value, list):
            return [inside(item) for item in value]
        if isinstance(value, dict):
            return {key: inside(item) if key != "proxy" else item for key, item in value.items()}
        return value

    def walk(value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            return value
        found = {}
        for key, part in value.items():
            here = (*path, key)
            name = key
            if (path in {(section,), ("ways_in",)} and (kind == "step" or path == (section,))) or (
                path and path[-1] == "next" and kind == "step"
            ):
                name = word(key)
            elif path and path[-1] == "set":
                name = _change(key, kind, word)
            elif path == ("origin", "ids"):
                name = _part(key, kind, word)
            found[name] = inside(part) if key in fields else walk(part, here)
        return found

    return walk(tree, ())


_PARTS = {**dict.fromkeys(("step", "link", "merge", "join", "from", "exit", "choice", "fork", "end"), "step"),
          "actor": "actor", "document": "document", "stage": "stage"}  # fmt: skip


def _part(key: str, kind: str, word: Any) -> str:
    """Return what a part is called in another program's format, with its ids renamed.

    >>> _part("link-a--b.2", "step", str.upper), _part("flow-merge-b--step-b", "step", str.upper)
    ('link-A--B.2', 'flow-merge-B--step-B')
    """
    head, _, rest = key.partition("-")
    if head == "flow":
        return f"flow-{'--'.join(_part(part, kind, word) for part in rest.split('--'))}"
    if _PARTS.get(head) != kind:
        return key
    *before, last = rest.split("--")
    name, dot, more = last.partition(".")
    return f"{head}-{'--'.join([*map(word, before), f'{word(name)}{dot}{more}'])}"


def _change(path: str, kind: str, word: Any) -> str:
    """Return the path of a change set with its ids renamed: ``step.next.target``, ``actors.id.capacity``."""
    parts = path.split(".")
    if kind == "step":
        places = [0, 2] if parts[1:2] == ["next"] else [0] if parts[0] not in _SECTIONS else []
    else:
        places = [1] if _SECTIONS.get(parts[0]) == kind and kind != "step" else []
    return ".".join(word(part) if i in places else part for i, part in enumerate(parts))
