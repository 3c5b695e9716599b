"""Read XML into tags that know their line and column, within bounds, and without obeying it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

__all__ = ["Tag", "XmlError", "read"]

MAX_BYTES = 64 * 2**20
MAX_DEPTH = 200
_WESTERN = {"windows-1252": "cp1252", "cp1252": "cp1252"}


@dataclass(slots=True, eq=False)
class Tag:
    """An element: namespace, name, attributes (foreign ones with their namespace), parts, text, and place."""

    space: str
    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Tag] = field(default_factory=list)
    text: str = ""
    every: list[Tag] = field(default_factory=list, repr=False)  # of the root's namespace, in order
    start: int = 0
    end: int = 0

    @property
    def id(self) -> str:
        """Its id, or nothing."""
        return self.attributes.get("id", "")

    @property
    def label(self) -> str:
        """Its name as people see it, in one line."""
        return " ".join(self.attributes.get("name", "").split())

    def all(self, *names: str) -> list[Tag]:
        """Return the children of some names."""
        if not self.children:
            return []
        return [child for child in self.children if child.name in names]

    def first(self, name: str) -> Tag | None:
        """Return the first child of a name."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def walk(self) -> list[Tag]:
        """Return the element and what it holds of the file's own namespace, in the order of the file."""
        return self.every[self.start : self.end] or [self]

    def let_go(self) -> None:
        """Take apart what makes a circle of a file's elements, which else only the collector would find."""
        self.every.clear()


class XmlError(ValueError):
    """A file that is no XML, or none that is read; `code` says why."""

    def __init__(self, code: str, line: int = 0, column: int = 0, **values: Any) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.values = code, line, column, values


def read(raw: bytes, without: str = "") -> Tag:
    """Read a document.

    Parameters
    ----------
    raw
        Its bytes.
    without
        A namespace whose elements are not kept, nor what they hold.

    Raises
    ------
    XmlError
        If it is none, is too large or too deep, or declares types or entities.

    Examples
    --------
    >>> root = read(b'<a xmlns="urn:x"><b id="1">t</b></a>')
    >>> root.space, root.children[0].name, root.children[0].text, root.children[0].line
    ('urn:x', 'b', 't', 1)
    """
    if len(raw) > MAX_BYTES:
        raise XmlError("bpmn-too-large", most=MAX_BYTES // 2**20)
    return _Reading(without).run(raw)


class _Names(dict[str, tuple[str, str]]):
    """Namespace and name of an element, by both as expat joins them."""

    def __missing__(self, name: str) -> tuple[str, str]:
        space, _, local = name.rpartition(" ")
        self[name] = space, local
        return self[name]


class _Reading:
    def __init__(self, without: str) -> None:
        self.without = without
        self.passed = ""  # the element that is not kept, nor what it holds
        self.parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.ordered_attributes = False
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.stack: list[Tag] = []
        self.every: list[Tag] = []
        self.names = _Names()
        self.root: Tag | None = None
        self.space = ""  # of the root

    def run(self, raw: bytes) -> Tag:
        try:
            self.parser.Parse(raw, True)  # noqa: FBT003  (expat takes it so)
        except expat.ExpatError as error:
            name = expat.errors.messages.get(error.code, "")
            if name == expat.errors.XML_ERROR_UNKNOWN_ENCODING and (text := _decoded(raw)):
                return _Reading(self.without).run(text)
            raise XmlError("bpmn-not-xml", error.lineno, error.offset + 1, why=name) from None
        except (LookupError, UnicodeError, ValueError) as error:
            if isinstance(error, XmlError):
                raise
            raise XmlError("bpmn-not-xml", 1, 1, why=str(error)) from None
        finally:
            del self.parser  # it holds this, which holds it: only the collector would find them
        if self.root is None:
            raise XmlError("bpmn-not-xml", why="")
        return self.root

    @property
    def place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        stack, at = self.stack, self.parser
        if len(stack) >= MAX_DEPTH:
            raise XmlError("bpmn-too-deep", *self.place, most=MAX_DEPTH)
        space, local = self.names[name]
        if space == self.without and stack:
            self.passed = name
            at.StartElementHandler = at.CharacterDataHandler = None
            at.EndElementHandler = self.pass_by
            return
        every = self.every
        tag = Tag(
            space, local, attributes, at.CurrentLineNumber, at.CurrentColumnNumber + 1, [], "",
            every, len(every),
        )  # fmt: skip
        if stack:
            stack[-1].children.append(tag)
        else:
            self.root, self.space = tag, space
        if space == self.space:
            every.append(tag)
        stack.append(tag)

    def end(self, _: str) -> None:
        self.stack.pop().end = len(self.every)

    def pass_by(self, name: str) -> None:
        """Go on keeping elements behind one that is not kept; such a one holds none of its name."""
        if name == self.passed:
            at = self.parser
            at.StartElementHandler, at.EndElementHandler = self.start, self.end
            at.CharacterDataHandler = self.data

    def data(self, text: str) -> None:
        self.stack[-1].text += text

    def refuse(self, *_: Any) -> None:
        raise XmlError("bpmn-doctype", *self.place)


def _decoded(raw: bytes) -> bytes:
    """Return a document of Windows's western code page as UTF-8, or nothing."""
    head, end, rest = raw.partition(b"?>")
    for name, codec in _WESTERN.items():
        if end and name in head.decode("ascii", "replace").lower():
            body = rest.decode(codec, "replace")
            return f'<?xml version="1.0" encoding="UTF-8"?>{body}'.encode()
    return b""
