"""Build a YAML text's tree with the span of everything: what an editor of the text needs to know."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from rutas.collector import collector_off

__all__ = ["Node", "comments", "compose"]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(slots=True)
class Node:
    """A value of a YAML text and where it stands, in characters from the start of the text.

    Attributes
    ----------
    value
        The tree: a text, or a mapping or list of trees.
    start, end
        From its first character to behind its last; of what has parts and no brackets, to behind its
        last part.
    column
        The column of its first character.
    style
        Of a text, its quotation mark, ``|``, ``>``, or nothing; of what has parts, its bracket or nothing.
    keys
        Of a mapping, from where to where each key stands.
    parts
        Of a mapping, by key; of a list, by index.
    anchor, alias
        The name that it is given, or that it repeats.
    """

    value: Any
    start: int
    end: int
    column: int
    style: str = ""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    parts: dict[Any, Node] = field(default_factory=dict)
    anchor: str | None = None
    alias: str | None = None

    @property
    def is_block(self) -> bool:
        """Whether it has parts, one below another, and no brackets."""
        return bool(self.parts) and not self.style


def compose(text: str) -> Node:
    r"""Return the tree of a text that is sound YAML of one document.

    Raises
    ------
    yaml.YAMLError
        If it isn't.

    Examples
    --------
    >>> node = compose("id: a\nages: {from: 0, to: 4}\n")
    >>> node.value, node.parts["ages"].start, node.parts["ages"].style
    ({'id': 'a', 'ages': {'from': '0', 'to': '4'}}, 12, '{')
    """
    with collector_off():
        return _compose(text)


def _compose(text: str) -> Node:  # noqa: C901, PLR0912, PLR0915  (one pass over the events is what makes it fast)
    stack: list[tuple[Node, str | None]] = []
    anchors: dict[str, Node] = {}
    root: Node | None = None
    holder: Node | None = None
    key: str | None = None
    scalar, alias = yaml.ScalarEvent, yaml.AliasEvent
    opening = {yaml.MappingStartEvent: "{", yaml.SequenceStartEvent: "["}
    closing = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        kind = type(event)
        if kind is scalar:
            at = event.start_mark
            style = event.style or ""
            end = event.end_mark.index
            if style in {"|", ">"}:
                end = at.index + len(text[at.index : end].rstrip(" \r\n"))
            node = Node(event.value, at.index, end, at.column, style, anchor=event.anchor)
        elif kind is alias:
            at, known = event.start_mark, anchors[event.anchor]
            node = Node(known.value, at.index, event.end_mark.index, at.column, alias=event.anchor)
        elif kind in opening:
            at = event.start_mark
            style = opening[kind] if event.flow_style else ""
            value: Any = {} if kind is yaml.MappingStartEvent else []
            node = Node(value, at.index, at.index, at.column, style, anchor=event.anchor)
            stack.append((node, key))
            if event.anchor:
                anchors[event.anchor] = node
            holder, key = node, None
            continue
        elif kind in closing:
            node, key = stack.pop()
            if node.style or not node.parts:
                node.end = event.end_mark.index
            else:
                node.end = next(reversed(node.parts.values())).end
            holder = stack[-1][0] if stack else None
            if holder is not None and key is None and isinstance(holder.value, dict):
                raise yaml.YAMLError("a key with parts")
        else:
            continue
        if event.__class__ is scalar and node.anchor:
            anchors[node.anchor] = node
        if holder is None:
            if root is not None:
                raise yaml.YAMLError("two documents")
            root = node
        elif isinstance(holder.value, list):
            holder.parts[len(holder.value)] = node
            holder.value.append(node.value)
        elif key is None:
            key = node.value
            holder.keys[key] = node.start, node.end
        else:
            if key in holder.parts:
                raise yaml.YAMLError("a key twice")
            holder.parts[key] = node
            holder.value[key] = node.value
            key = None
    if root is None:
        raise yaml.YAMLError("no document")
    return root


def comments(text: str) -> list[str]:
    r"""Return the comments of a text, in their order.

    >>> comments("# uno\na: 'b # c' # dos\n")
    ['# uno', '# dos']
    """
    if "#" not in text:
        return []
    found: list[str] = []
    place = 0
    for parsed in yaml.parse(text, Loader=_Loader):
        event: Any = parsed
        if type(parsed) is yaml.ScalarEvent:
            start, end = event.start_mark.index, event.end_mark.index
            found += _COMMENT.findall(text[place:start])
            header = text[start:end].partition("\n")[0] if event.style in {"|", ">"} else ""
            found += _COMMENT.findall(header)
            place = end
    return found + _COMMENT.findall(text[place:])
