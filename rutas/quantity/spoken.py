"""Take apart an amount as people say it: in words, between two ends, or of two units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ends", "in_figures", "parts"]

_MOST = 80  # signs of a text that anybody says
_NUMBER = r"[+-]?[0-9]+(?:[.,][0-9]+)*"
_AMOUNT = rf"({_NUMBER}(?: ?[^0-9,.-]+?(?:(?<=[a-z])\.)?)??)"
_TO = r"(?: (?:a|al|o|ó|u|hasta|to|or|until) | ?(?:[-‐‑–—~]|\.\.) ?)"
_USUAL = rf"(?:,? (?:lo usual|usually) ({_NUMBER}))?"
_BETWEEN = rf"(?:entre|between) {_AMOUNT} (?:y|e|a|and) {_AMOUNT}{_USUAL}"
_FROM_TO = rf"(?:(?:de|del|desde|from) )?{_AMOUNT}{_TO}(?:{_AMOUNT}{_TO})?{_AMOUNT}{_USUAL}"
_ENDS = [re.compile(said, re.IGNORECASE) for said in (_BETWEEN, _FROM_TO)]
_PART = re.compile(rf"({_NUMBER}) ?([^\W\d_]+)\.? ?(?:, ?|(?:y|and) )?", re.IGNORECASE)
_HALF = re.compile(r" (?:y media|y medio|and a half)$", re.IGNORECASE)

_NUMBERS = {
    "cero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "quince": 15, "veinte": 20,
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "noventa": 90, "cien": 100,
}  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_TIMES = {"mil": 1000, "millón": 1_000_000, "millon": 1_000_000, "millones": 1_000_000}
_MANY = re.compile(
    rf"\b([0-9]+(?:[.,][0-9]{{1,2}})?) ?({'|'.join(_TIMES)})\b(?: de)?", re.IGNORECASE
)
# What stands around an amount and doesn't change it.
_IDLE = re.compile(
    r"""["“”«»]|(?<![0-9])['‘’]|\([^()]*\)|[\s,;]+$|(?<!\.)\.$|(?<=[0-9])\.-|(?<![^\s])(?:aprox\b\.?|(?:aproximadamente|unos|unas|casi|"""
    r"""alrededor de|cerca de|más o menos|mas o menos|en promedio|promedio(?: de)?|"""
    r"""por persona|por familia|por visita|cada un[oa]|"""
    r"""c/u|about)(?![\w]))""",
    re.IGNORECASE,
)


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


def in_figures(text: str, phrases: Mapping[str, str]) -> str:
    """Return an amount in figures, and without what is said around it.

    Parameters
    ----------
    text
        What is said.
    phrases
        Regular expressions of what people say for an amount of its kind, and what each stands for, as
        `re.sub` takes it; they meet numbers in figures.

    Examples
    --------
    >>> in_figures("unos veinte minutos.", {}), in_figures("Gratis", {"gratis": "0 PYG"})
    ('20 minutos', '0 PYG')
    >>> in_figures("25 mil guaraníes", {}), in_figures("1,5 millones de Gs.", {})
    ('25000 guaraníes', '1500000 Gs')
    """
    said = _plain(_IDLE.sub(" ", _plain(text)))
    said = _WORD.sub(lambda found: str(_NUMBERS[found[0].lower()]), said)
    said = _MANY.sub(_multiplied, said)
    for phrase, meaning in phrases.items():
        said = re.sub(phrase, meaning, said, flags=re.IGNORECASE)
    return _plain(said)


def _multiplied(found: re.Match[str]) -> str:
    return f"{float(found[1].replace(',', '.')) * _TIMES[found[2].lower()]:.0f}"


def _plain(text: str) -> str:
    """Return a text with single spaces; nothing where it is longer than anybody speaks."""
    return " ".join(text.split()) if len(text) <= _MOST else ""
