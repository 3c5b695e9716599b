"""Know the words in which people write opening hours, Spanish and English."""

from __future__ import annotations

__all__ = ["FILLERS", "HALF_DAYS", "KNOWN", "KNOWN_WORDS", "Value", "month_of"]

Value = tuple[str, int]
"""What kind of word it is, and which of its kind."""

_DAYS = (
    "lu lun lunes mo monday mondays",
    "ma mar martes tu tuesday tuesdays",
    "mi mie mier miercoles we wednesday wednesdays",
    "ju jue jueves th thursday thursdays",
    "vi vie viernes fr friday fridays",
    "sa sab sabado sabados saturday saturdays",
    "do dom domingo domingos su sunday sundays",
)
_MONTHS = (
    "ene enero jan january",
    "feb febrero february",
    "mar marzo march",
    "abr abril apr april",
    "may mayo",
    "jun junio june",
    "jul julio july",
    "ago agosto aug august",
    "set sep sept setiembre septiembre september",
    "oct octubre october",
    "nov noviembre november",
    "dic diciembre dec december",
)
_ORDINALS = {
    1: "primer primero primera first",
    2: "segundo segunda second",
    3: "tercer tercero tercera third",
    4: "cuarto cuarta fourth",
    5: "quinto quinta fifth",
    -1: "ultimo ultima last",
}
_NUMBERS = {1: "una one", 2: "dos two", 3: "tres three", 4: "cuatro four"}
_KINDS = {
    "range": "a al hasta to until through",
    "and": "y e and",
    "hours": "h hs hr hrs hora horas hour hours",
    "closed": "cerrado cerrada closed off",
    "holidays": "feriado feriados ph holiday holidays",
    "except": "excepto salvo menos except",
    "every": "cada every",
    "weeks": "semana semanas week weeks",
    "each-month": "mes month",
    "all": "todo todos all",
    "days": "dia dias day days",
    "with": "con by previa previo",
    "appointment": "turno turnos cita appointment",
}
_SILENT = "de del el la los las desde from on the of since public"
FILLERS = frozenset(_SILENT.split())
"""Words that say nothing of their own."""

HALF_DAYS = frozenset(["am", "pm"])
"""What stands beside a time of twelve hours, which nobody can tell from one of twenty-four."""

_DAY_OF = {word: number for number, words in enumerate(_DAYS) for word in words.split()}
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_VALUES = [
    *((word, ("day", number)) for word, number in _DAY_OF.items()),
    *((word, ("month", number)) for word, number in _MONTH_OF.items()),
    *((word, ("ordinal", n)) for n, words in _ORDINALS.items() for word in words.split()),
    *((word, ("number", n)) for n, words in _NUMBERS.items() for word in words.split()),
    *((word, (kind, 0)) for kind, words in _KINDS.items() for word in words.split()),
]
KNOWN: dict[str, list[Value]] = {}
"""What each word may be; *mar* is a day and a month."""
for _word, _value in _VALUES:
    KNOWN.setdefault(_word, []).append(_value)

KNOWN_WORDS = sorted(word for word in KNOWN if len(word) > 2)  # noqa: PLR2004  (two signs are near to everything)
"""The words that a wrong one is compared with."""


def month_of(word: str) -> int | None:
    """Return the month that a word is, 1 to 12; nothing where it is none.

    >>> month_of("Mayo"), month_of("aug"), month_of("martes")
    (5, 8, None)
    """
    return _MONTH_OF.get(word.casefold())
