"""Write rows for spreadsheets and programs: plain CSV (RFC 4180), or such as Excel opens it by itself.

References
----------
.. [1] Shafranovich, Y. (2005). *Common Format and MIME Type for Comma-Separated Values (CSV) Files*.
   RFC 4180. https://doi.org/10.17487/RFC4180
.. [2] OWASP. *CSV Injection*. https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from rutas.locale import language

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["bare", "harmless", "sheet"]

_BAR = "|"
_SIGNS = re.compile(r"[\\|]")
_MARK = "\ufeff"  # by which Excel knows UTF-8
# what it takes for a date, or for another number
_DATE = re.compile(r"(?!\d{4}-\d\d-\d\d$)\d+([-/.,:]\d+)+")
# what it takes for the beginning of a formula; an apostrophe before it is one more text
_FORMULA = re.compile(r"'*(?:[=+@\t\r]|-(?![\d.,]+$))")


def sheet(names: Iterable[str], rows: Iterable[Iterable[Any]], *, excel: bool = False) -> str:
    r"""Write rows under their names.

    A text that a spreadsheet would take for a formula begins with an apostrophe [2]_.

    Parameters
    ----------
    names
        The columns; they are written even where there is no row.
    rows
        Plain values: numbers, texts, lists and mappings of these; ``None`` is an empty cell. The items of a
        list stand between bars, ``a|b``, the same in every sheet; within an item ``\|`` and ``\\`` stand for
        the signs themselves.
    excel
        Whether to write as Excel of the language that is spoken reads it: with the mark of UTF-8, in
        Spanish with semicolons and decimal commas. A text that would be a date, as the id ``5-13``, is
        written as ``="5-13"``.

    Returns
    -------
    Lines that end as RFC 4180 [1]_ says.

    Examples
    --------
    >>> sheet(["a", "b"], [[1.5, "x;y"], [None, ["=1", "z"]]])
    "a,b\r\n1.5,x;y\r\n,'=1|z\r\n"
    >>> print(sheet(["a", "b"], [[1.5, "x;y"], [-2, "=1"]], excel=True).lstrip("\ufeff"))
    a;b
    1,5;"x;y"
    -2;'=1
    """
    spanish = language() == "es"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if excel and spanish else ",")

    def cell(value: Any) -> str:
        text = _flat(value)
        if isinstance(value, (int, float)):
            return text.replace(".", ",") if excel and spanish else text
        if excel and isinstance(value, str) and _DATE.fullmatch(text):
            return f'="{text}"'
        return harmless(text)

    writer.writerow(names)
    writer.writerows(map(cell, row) for row in rows)
    return f"{_MARK if excel else ''}{out.getvalue()}"


def harmless(text: str) -> str:
    """Return a text behind an apostrophe where a spreadsheet would take it for a formula.

    >>> harmless("=1+1"), harmless("'=1"), harmless("-5"), harmless("-a")
    ("'=1+1", "''=1", '-5', "'-a")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def bare(text: str) -> str:
    """Return a text without the apostrophe that `harmless` put in front of it.

    >>> bare("'=1+1"), bare("''=1"), bare("'agosto")
    ('=1+1', "'=1", "'agosto")
    """
    return text[1:] if text[:1] == "'" and _FORMULA.match(text[1:]) else text


def _flat(value: Any) -> str:
    """Write a plain value in one cell; the items of a list, and the pairs of a mapping, between bars."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return _BAR.join(_SIGNS.sub(r"\\\g<0>", _flat(item)) for item in value)
    if isinstance(value, dict):
        return _flat([f"{name}={_flat(item)}" for name, item in value.items()])
    return str(value)
