"""Word an amount as people read it: shares, spans of time, rates, prices.

What no one knows is a dash. A unit is the one that people would use, and a figure has as many digits as
tell it apart from nothing and from everybody: the same amount reads the same wherever it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.locale import number, say
from rutas.quantity.units import DAYS, PERIODS, YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "UNKNOWN",
    "figure",
    "in_every",
    "money",
    "per_period",
    "percent",
    "points",
    "short_money",
    "short_span",
    "span",
    "span_between",
    "unit_words",
]

UNKNOWN = "–"
# From how many days on a unit is used: people count days up to two months, months up to two years.
_FROM = {"y": 2 * YEAR, "mo": 60.0, "d": 1.0, "h": 1 / 24}
_LEAST = 0.0001  # a share that is less reads as less
_WHOLE = 0.95  # of a person: what is less is told of ten times as many
_FUZZ = 1e-9  # what binary fractions leave of nothing


def figure(value: float | None, lang: str | None = None) -> str:
    """Write a number that has no unit.

    >>> figure(3), figure(1.256), figure(None)
    ('3', '1,26', '–')
    """
    return UNKNOWN if value is None else number(value, 2, lang)


def percent(
    share: float | None, lang: str | None = None, *, digits: int | None = None, zeros: bool = False
) -> str:
    """Write a share from 0 to 1 as a percentage.

    Parameters
    ----------
    share
        The share; ``None`` where nobody knows it.
    lang
        The language; the one that is spoken where it is left out.
    digits
        Most decimals; where left out, none, but for less than a tenth and for nearly all.
    zeros
        Whether to keep zeros at the end, as in a column, where all figures are rounded alike.

    Examples
    --------
    >>> percent(0.125), percent(0.034), percent(0.9961), percent(0.0004), percent(None)
    ('12 %', '3,4 %', '99,6 %', '0,04 %', '–')
    >>> percent(0.00001), percent(0.99999), percent(1.0), percent(0.1254, digits=1)
    ('<0,01 %', '>99,99 %', '100 %', '12,5 %')
    >>> percent(1 - 0.9, zeros=True), percent(0.0996, zeros=True), percent(0.0994, zeros=True)
    ('10 %', '10 %', '9,9 %')
    >>> percent(0.05), percent(0.05, zeros=True), percent(0.0, zeros=True)
    ('5 %', '5,0 %', '0 %')
    """
    if share is None:
        return UNKNOWN
    if digits is None:
        from_nothing, from_all = abs(share), abs(1 - share)
        if _FUZZ < from_nothing < _LEAST:
            return f"<{number(100 * _LEAST, 2, lang)} %"
        if _FUZZ < 1 - share < _LEAST:
            return f">{number(100 * (1 - _LEAST), 2, lang)} %"
        # 8.3 % and 99.4 %, 0.83 % and 99.94 %: as many digits as tell it apart
        digits = sum(_FUZZ < from_nothing < part for part in (0.0995, 0.00995)) + sum(
            _FUZZ < from_all < part for part in (0.01, 0.001)
        )
    return f"{number(100 * share, digits, lang, zeros=zeros)} %"


def points(difference: float, lang: str | None = None) -> str:
    """Write the difference of two shares: points of a percentage, for it is no share of anything.

    >>> points(0.016), points(-0.01)
    ('1,6 puntos', '−1 punto')
    """
    return say("units.points", lang, n=number(100 * difference, 1, lang))


def span(days: float | None, lang: str | None = None) -> str:
    """Write a length of time, in days, in the unit that suits it.

    >>> span(1.0), span(45), span(100), span(1000), span(1 / 24), span(0), span(None)
    ('1 día', '45 días', '3,3 meses', '2,7 años', '1 hora', '0 días', '–')
    """
    return _span(days, lang, long=True)


def span_between(low: float | None, high: float | None, lang: str | None = None) -> str:
    """Write from what length of time to what other, in days.

    >>> span_between(1790, 1860), span_between(50, 70), span_between(45, 45.1)
    ('4,9–5,1 años', '50 días a 2,3 meses', '45 días')
    """
    first, last = span(low, lang), span(high, lang)
    if first == last:
        return first
    number_, _, unit = first.partition(" ")
    if unit == last.partition(" ")[2]:
        return f"{number_}–{last}"
    return f"{first} {say('units.to', lang)} {last}"


def short_span(days: float | None, lang: str | None = None) -> str:
    """Write a length of time as in a table, where months are counted in days, to be compared.

    >>> short_span(145), short_span(5 / 1440), short_span(8766), short_span(8766, "en")
    ('145 d', '5 min', '24 años', '24 y')
    """
    return _span(days, lang, long=False)


def _span(days: float | None, lang: str | None, *, long: bool) -> str:
    if days is None:
        return UNKNOWN
    size = abs(days) + _FUZZ
    units = (unit for unit, least in _FROM.items() if size >= least and (long or unit != "mo"))
    unit = next(units, "min" if days else "d")
    times, over = DAYS[unit]
    value = days * over / times
    text = number(value, 1 if abs(value) < 10 or times > 1 else 0, lang)  # noqa: PLR2004  (two digits do)
    return (
        say(f"units.{unit}-long", lang, n=text)
        if long
        else f"{text} {say(f'units.{unit}', lang, n=text)}"
    )


def in_every(share: float) -> tuple[int, int]:
    """Return a share as so many people of a round number: no half a person is told as one.

    >>> in_every(0.14), in_every(0.006), in_every(0.004), in_every(0.0)
    ((14, 100), (6, 1000), (4, 1000), (0, 100))
    """
    for whole in (100, 1000, 10_000):
        if share * whole >= _WHOLE:
            return round(share * whole), whole
    return 0, 100


def per_period(rates: Sequence[float], lang: str | None = None) -> tuple[list[str], str]:
    """Write rates per day in the shortest period in which each is one or more, and name the period.

    Where they read alike and are not, they have one decimal more.

    >>> per_period([0.5, 3.2]), per_period([1.99, 2.0])
    ((['3,5', '22'], 'semana'), (['1,99', '2'], 'día'))
    """
    spans = {unit: DAYS[unit][0] for unit in PERIODS}
    unit = next((unit for unit, days in spans.items() if min(rates) * days >= 1), "y")
    counts = [rate * spans[unit] for rate in rates]
    for more in (0, 1, 2):
        said = [number(count, more + (count < 10), lang) for count in counts]  # noqa: PLR2004  (one digit more below ten)
        if len(set(said)) == len(set(rates)):
            break
    return said, say(f"units.{PERIODS[unit]}", lang)


def money(amount: float, currency: str, lang: str | None = None) -> str:
    """Write a price.

    >>> money(8500, "PYG")
    '8.500 PYG'
    """
    return f"{number(amount, 0, lang)} {currency}"


def short_money(amount: float, currency: str, lang: str | None = None) -> str:
    """Write a price as in a table: in millions, or in thousands, as files have it.

    >>> short_money(37_500_000, "PYG"), short_money(812_345, "PYG"), short_money(9_000, "PYG")
    ('37,5 M PYG', '812 mil PYG', '9.000 PYG')
    """
    for unit, size in (("M", 1_000_000), ("mil", 1000)):
        if amount >= (size if unit == "M" else 100 * size):
            value = amount / size
            return (
                f"{number(value, 1 if unit == 'M' and value < 100 else 0, lang)} {unit} {currency}"  # noqa: PLR2004  (three digits do)
            )
    return money(amount, currency, lang)


def unit_words(unit: str, lang: str | None = None) -> tuple[str, str]:
    """Return how one and several of a unit of time are told in full, with ``#`` for the number.

    >>> unit_words("mo", "es")
    ('# mes', '# meses')
    """
    one, several = (say(f"units.{unit}-long", lang, n=n).replace(n, "#") for n in ("1", "2"))
    return one, several
