"""Write elements of BPMN, with texts that any XML may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["clean", "cleaned", "documentation", "sub"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sub(parent: Element, tag: str, **attributes: str) -> Element:
    """Add an element of BPMN below another."""
    return SubElement(parent, f"bpmn:{tag}", cleaned(attributes))


def documentation(element: Element, text: Any) -> None:
    """Say of an element what there is to say, if anything."""
    if text:
        sub(element, "documentation").text = clean(str(text))


def cleaned(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return attributes without the characters that no XML may hold."""
    return {key: clean(value) for key, value in attributes.items()}


def clean(text: str) -> str:
    """Return a text without the characters that no XML may hold.

    >>> clean("a\\x0bb") == "a\\ufffdb"
    True
    """
    return _FORBIDDEN.sub("\ufffd", text)
