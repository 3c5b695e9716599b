"""Take apart an amount as people say it: between two ends, or of two units."""

from __future__ import annotations

import re

__all__ = ["ends", "parts"]

_MOST = 80  # signs of a text that anybody says
_NUMBER = r"[+-]?[0-9]+(?:[.,][0-9]+)*"
_AMOUNT = rf"({_NUMBER}(?: ?[^0-9,.-]+?(?:(?<=[a-z])\.)?)??)"
_TO = r"(?: (?:a|al|o|u|hasta|to|or|until) | ?(?:[-–—~]|\.\.) ?)"
_USUAL = rf"(?:,? (?:lo usual|usually) ({_NUMBER}))?"
_BETWEEN = rf"(?:entre|between) {_AMOUNT} (?:y|e|and) {_AMOUNT}{_USUAL}"
_FROM_TO = rf"(?:(?:de|del|desde|from) )?{_AMOUNT}{_TO}(?:{_AMOUNT}{_TO})?{_AMOUNT}{_USUAL}"
_ENDS = [re.compile(said, re.IGNORECASE) for said in (_BETWEEN, _FROM_TO)]
_PART = re.compile(rf"({_NUMBER}) ?([^\W\d_]+)\.? ?(?:, ?|(?:y|and) )?", re.IGNORECASE)
_HALF = re.compile(r" (?:y media|y medio|and a half)$", re.IGNORECASE)


def ends(text: str) -> list[str]:
    """Return the ends of a range that is told in words or with a dash, and what is likely between them.

    >>> ends("entre 3 y 5 días"), ends("5%-10%"), ends("2–90 d, lo usual 15"), ends("pronto")
    (['3', '5 días'], ['5%', '10%'], ['2', '15', '90 d'], [])
    """
    match = next(filter(None, (said.fullmatch(_plain(text)) for said in _ENDS)), None)
    if match is None:
        return []
    *numbers, usual = match.groups()
    first, *rest = filter(None, numbers)
    return [first, usual, *rest] if usual else [first, *rest]


def parts(text: str) -> list[str]:
    """Return the amounts that are to be added up, where there are several or a half of one.

    >>> parts("1 día 2 horas"), parts("4 años y 3 meses"), parts("1 hora y media"), parts("3 d")
    (['1 día', '2 horas'], ['4 años', '3 meses'], ['1 hora', '0.5 hora'], [])
    """
    text = _plain(text)
    half = _HALF.search(text)
    rest = text[: half.start()] if half else text
    found = [f"{number} {unit}" for number, unit in _PART.findall(rest)]
    if _PART.sub("", rest):
        return []
    if half and found:
        found.append(f"0.5 {found[-1].partition(' ')[2]}")
    return found if len(found) > 1 else []


def _plain(text: str) -> str:
    """Return a text with single spaces; nothing where it is longer than anybody speaks."""
    return " ".join(text.split()) if len(text) <= _MOST else ""
