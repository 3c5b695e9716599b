"""Write Python's values as the objects of a PDF file."""

from __future__ import annotations

from typing import Any

__all__ = ["name", "pdf_object"]


def name(text: str) -> Any:
    """Return a PDF name, as keys are."""
    from pypdf.generic import NameObject  # noqa: PLC0415  (only PDF files need it)

    return NameObject(text)


def pdf_object(value: Any) -> Any:
    """Return a value as pypdf writes it; a text that begins with a slash is a name.

    >>> pdf_object({"/S": "/P", "/Alt": "Ruta", "/K": [0, 1.5, True]})
    {'/S': '/P', '/Alt': 'Ruta', '/K': [0, 1.5, True]}
    """
    from pypdf import generic  # noqa: PLC0415  (only PDF files need it)

    if isinstance(value, generic.PdfObject):
        return value
    if isinstance(value, dict):
        return generic.DictionaryObject({name(k): pdf_object(one) for k, one in value.items()})
    if isinstance(value, list):
        return generic.ArrayObject([pdf_object(one) for one in value])
    kinds = {
        str: name if str(value).startswith("/") else generic.TextStringObject,
        bytes: generic.ByteStringObject,
        bool: generic.BooleanObject,
        int: generic.NumberObject,
        float: generic.FloatObject,
    }
    return kinds[type(value)](value)
