"""Read the numbers of answers such as «menos de 5 años», «de 5 a 9», «10 o más».

Only answers that say nothing but a span of numbers are read: what has other words in it is left
alone, and a question is looked at only if every one of its answers could be read in one unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from rutas.model.text import Text, slug

if TYPE_CHECKING:
    from rutas.model import Step

__all__ = ["Span", "read", "spans"]

_UNITS = {
    "anos": "y", "ano": "y", "years": "y", "year": "y", "meses": "mo", "mes": "mo", "months": "mo",
    "month": "mo", "semanas": "wk", "semana": "wk", "weeks": "wk", "dias": "d", "dia": "d",
    "days": "d", "horas": "h", "hora": "h", "hours": "h", "kg": "kg", "g": "g", "%": "%",
}  # fmt: skip
_N = r"(\d+(?:[.,]\d+)?)"
_UNIT = r"(?:(%|[a-z]+)(?: (?:de edad|cumplidos|of age))?)?"
_BELOW = re.compile(
    rf"(?:menos de|menor(?:es)? de|antes de(?: los| las)?|under|less than|<) ?{_N} ?{_UNIT}"
)
_UP_TO = re.compile(
    rf"(?:hasta(?: los| las)?|a lo sumo|como maximo|up to|at most|<=|≤) ?{_N} ?{_UNIT}"
)
_ABOVE = re.compile(
    rf"(?:mas de|mayor(?:es)? de|despues de(?: los| las)?|over|more than|>) ?{_N} ?{_UNIT}"
)
_FROM = re.compile(
    rf"(?:(?:desde(?: los| las)?|al menos|a partir de(?: los| las)?|from|at least|>=|≥) ?{_N} ?{_UNIT}"
    rf"|{_N} ?{_UNIT} (?:o|y|or|and) (?:mas|more|over))"
)
_BETWEEN = re.compile(
    rf"(?:de |entre |from |between )?{_N} ?(?:-|–|a|y|to|and|hasta) ?{_N} ?{_UNIT}"
)


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers that an answer is true of.

    Attributes
    ----------
    low, high
        Its ends.
    open_low, open_high
        Whether the end itself is left out.
    whole
        Whether its numbers count whole things (completed years), so that 4 and 5 are neighbours.
    unit
        The unit, or nothing.
    text
        The answer.
    """

    low: float
    high: float
    open_low: bool
    open_high: bool
    whole: bool
    unit: str
    text: Text

    def overlaps(self, after: Span) -> bool:
        """Tell whether some number is in this span and in one that starts no earlier.

        >>> a, b = read(Text("de 0 a 5 años")), read(Text("5 años o más"))
        >>> a.overlaps(b)
        True
        """
        if after.low == self.high:
            return not (after.open_low or self.open_high)
        if self.whole and after.whole and self.open_high and after.open_low:
            return after.low < self.high - 1
        return after.low < self.high

    def leaves_gap(self, after: Span) -> bool:
        """Tell whether some number lies between this span and one that starts no earlier.

        >>> a, b, c = map(read, map(Text, ("menos de 5 años", "más de 5 años", "de 5 a 9 años")))
        >>> a.leaves_gap(b), a.leaves_gap(c)
        (True, False)
        """
        if after.low == self.high:
            return after.open_low and self.open_high
        if self.whole and after.whole:
            last = self.high - 1 if self.open_high else self.high
            first = after.low + 1 if after.open_low else after.low
            return first > last + 1
        return after.low > self.high


def read(answer: Text) -> Span | None:
    """Read the numbers of an answer; nothing where it says anything else besides.

    >>> span = read(Text("Menos de 14 años"))
    >>> span.low, span.high, span.open_high, span.unit
    (-inf, 14.0, True, 'y')
    >>> read(Text("Tiene 14 años y estudia")) is None
    True
    """
    words = _plain(answer)
    for pattern, shape in ((_BELOW, "below"), (_UP_TO, "up"), (_ABOVE, "above"), (_FROM, "from")):
        if match := pattern.fullmatch(words):
            found = [part for part in match.groups() if part is not None]
            return _span(answer, shape, found[:1], found[1] if len(found) > 1 else None)
    if match := _BETWEEN.fullmatch(words):
        return _span(answer, "between", [match[1], match[2]], match[3])
    return None


def _plain(answer: Text) -> str:
    words = re.sub(r"[¿?¡!.;:]+(?:\s|$)", " ", str(answer).lower())
    kept = {"%": "%", "<": "<", ">": ">", "≤": "≤", "≥": "≥", "=": "=", "–": "-", "-": "-"}
    pieces = re.split(r"(\s+|[%<>≤≥=–-])", words)
    plain = (
        kept.get(p) or (" " if p.isspace() else p if re.fullmatch(r"[\d.,]+", p) else slug(p))
        for p in pieces
        if p
    )
    return re.sub(r"\s+", " ", "".join(plain)).strip()


def _span(answer: Text, shape: str, numbers: list[str], unit: str | None) -> Span | None:
    if unit and unit not in _UNITS:
        return None
    values = [float(number.replace(",", ".")) for number in numbers]
    low, high = (values[0], values[-1])
    if shape in {"below", "up"}:
        low = -inf
    elif shape in {"above", "from"}:
        high = inf
    if low > high:
        return None
    whole = all(value == int(value) for value in values) and _UNITS.get(unit or "") not in {
        "kg",
        "g",
        "%",
    }
    return Span(
        low, high, shape == "above", shape == "below", whole, _UNITS.get(unit or "", ""), answer
    )


def spans(step: Step) -> list[tuple[int, Span]]:
    """Return the spans of a question's answers, lowest first, with the numbers of their links.

    Nothing is returned unless there are two answers at least, all of them spans of one unit.
    """
    if step.parallel or len(step.links) < 2:  # noqa: PLR2004  (one link is no choice)
        return []
    found = [(number, read(link.when)) for number, link in enumerate(step.links) if link.when]
    if len(found) < len(step.links) or not all(span for _, span in found):
        return []
    known = [(number, span) for number, span in found if span]
    units = {span.unit for _, span in known if span.unit}
    if len(units) > 1:
        return []
    return sorted(known, key=lambda item: (item[1].low, item[1].high))
