"""Write figures as people read them: lengths of time, shares, tables of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.locale import has, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["length", "listed", "share", "table"]

_UNITS = (("y", 365.25, 2.0), ("mo", 30.4375, 2.0), ("d", 1.0, 1.0), ("h", 1 / 24, 1.0))


def length(days: float | None, lang: str | None = None) -> str:
    """Write a length of time in the unit that suits it.

    >>> length(1.0), length(45), length(100), length(1000), length(0.125), length(0), length(None)
    ('1 día', '45 días', '3,3 meses', '2,7 años', '3 horas', '0 días', 'se desconoce')
    """
    if days is None:
        return say("report.unknown", lang)
    unit, size = next(
        ((unit, size) for unit, size, least in _UNITS if abs(days) >= least * size),
        ("min", 1 / 1440),
    )
    if (unit == "mo" and days < 60) or days == 0:  # noqa: PLR2004  (up to two months people count days)
        unit, size = "d", 1.0
    text = number(days / size, 1 if days / size < 100 else 0, lang)  # noqa: PLR2004
    key = f"report.duration-{unit}"
    return say(f"{key}-one" if text == "1" and has(f"{key}-one") else key, lang, n=text)


def share(value: float | None, lang: str | None = None) -> str:
    """Write a share, or a dash where there is none.

    >>> share(0.5), share(0.004), share(None)
    ('50 %', '0,4 %', '–')
    """
    if value is None:
        return "–"
    return percent(value, 1 if 0 < abs(value) < 0.1 else 0, lang)  # noqa: PLR2004


def listed(words: Iterable[object]) -> str:
    """Write words one after the other."""
    return ", ".join(map(str, words))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, right: int = 1) -> list[str]:
    r"""Return the lines of a Markdown table.

    Parameters
    ----------
    header
        The columns' names.
    rows
        Texts; a bar in one is escaped.
    right
        From which column on figures stand to the right.

    Examples
    --------
    >>> print("\n".join(table(["a", "n"], [["x|y", "1"]])))
    | a | n |
    |---|--:|
    | x\|y | 1 |
    """
    rule = ["---" if k < right else "--:" for k in range(len(header))]
    lines = [header, *rows]
    said = ["| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines]
    return [said[0], "|" + "|".join(rule) + "|", *said[1:]]


def _cell(text: str) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")
