"""Write what BPMN has no word for as elements of our own namespace, and read it back.

A text is an element named as its key; a list repeats the element with ``list="true"`` (once, with
``empty="true"``, where it is empty); a map holds elements ``item`` with the key of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.exchange.bpmn.xml import Tag

__all__ = ["PREFIX", "URI", "add", "is_ours", "ours", "values"]

URI = "urn:rutas:bpmn:1"
PREFIX = "rutas"
_YES = "true"
_OWN = frozenset({"step", "part", "way", "link"})  # what says of an element that it is one of ours


def add(parent: Element, tree: Mapping[str, Any]) -> None:
    """Write a mapping's entries below an element, each as an element of its key.

    >>> from xml.etree.ElementTree import tostring
    >>> parent = Element("a")
    >>> add(parent, {"wait": "2 d", "actor": ["usf"], "set": {"b.wait": "1 d"}})
    >>> tostring(parent).decode()  # doctest: +NORMALIZE_WHITESPACE
    '<a><rutas:wait>2 d</rutas:wait><rutas:actor list="true">usf</rutas:actor><rutas:set><rutas:item
    key="b.wait">1 d</rutas:item></rutas:set></a>'
    """
    for key, value in tree.items():
        _add(parent, f"{PREFIX}:{key}", {}, value)


def _add(parent: Element, tag: str, attributes: dict[str, str], value: Any) -> None:
    if isinstance(value, list):
        listed = attributes | {"list": _YES}
        for item in value:
            _add(parent, tag, listed, item)
        if not value:
            SubElement(parent, tag, listed | {"empty": _YES})
    elif isinstance(value, dict):
        element = SubElement(parent, tag, attributes if value else attributes | {"empty": _YES})
        for key, inner in value.items():
            _add(element, f"{PREFIX}:item", {"key": key}, inner)
    else:
        SubElement(parent, tag, attributes).text = _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def values(tags: Iterable[Tag]) -> dict[str, Any]:
    """Return what elements say that `add` wrote."""
    found: dict[str, Any] = {}
    for tag in tags:
        if not (said := tag.attributes):
            found[tag.name] = _value(tag)
            continue
        key = said["key"] if tag.name == "item" and "key" in said else tag.name
        empty = said.get("empty") == _YES
        if said.get("list") != _YES:
            found[key] = {} if empty else _value(tag)
        elif not empty:
            found.setdefault(key, []).append(_value(tag))
        else:
            found[key] = []
    return found


def _value(tag: Tag) -> Any:
    return values(tag.children) if tag.children else tag.text


def ours(tag: Tag, name: str) -> Tag | None:
    """Return what a file of ours says of an element, in an element of our namespace."""
    for more in tag.children:
        if more.name == "extensionElements":
            for child in more.children:
                if child.name == name and child.space == URI:
                    return child
    return None


def is_ours(tag: Tag) -> bool:
    """Tell whether an element is one that was written here."""
    return any(
        child.name in _OWN and child.space == URI
        for more in tag.children
        if more.name == "extensionElements"
        for child in more.children
    )
