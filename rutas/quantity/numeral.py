"""Write a number so that it reads back the same, and tell thousands from decimals."""

from __future__ import annotations

import re

__all__ = ["is_doubtful", "numeral", "without_thousands"]

_DOUBTFUL = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPS = re.compile(
    r"(?<![0-9])(?<![0-9][.,])([1-9][0-9]{0,2})((?:[.,][0-9]{3})+)(?![0-9]|[.,][0-9])"
)


def is_doubtful(number: str) -> bool:
    """Tell whether a number is thousands to some readers and has three decimals to others.

    >>> is_doubtful("1.200"), is_doubtful("1,200"), is_doubtful("0.200"), is_doubtful("1.20")
    (True, True, False, False)
    """
    return _DOUBTFUL.fullmatch(number) is not None


def numeral(value: float) -> str:
    """Write a number without a needless fraction; three decimals, which may be thousands, with a zero more.

    >>> numeral(3.0), numeral(0.25), numeral(1.234)
    ('3', '0.25', '1.2340')
    """
    if value == int(value):
        return str(int(value))
    text = repr(value)
    if "e" in text:
        text = f"{value:.9f}".rstrip("0")
    return f"{text}0" if is_doubtful(text) else text


def without_thousands(text: str) -> tuple[str, str]:
    """Return a text with the separators of thousands left out, and as it is where they mark decimals.

    Both are empty where no number has such a separator; the second is where one has several.

    >>> without_thousands("1.200..1.800 por año"), without_thousands("1.500.000 Gs")
    (('1200..1800 por año', '1.2000..1.8000 por año'), ('1500000 Gs', ''))
    """
    found = _GROUPS.findall(text)
    if not found:
        return "", ""
    whole = _GROUPS.sub(lambda one: re.sub("[.,]", "", one[0]), text)
    several = any(len(groups) > len(".000") for _, groups in found)
    return whole, "" if several else _GROUPS.sub(r"\g<0>0", text)
