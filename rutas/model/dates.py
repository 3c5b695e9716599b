"""Hold a day, a month or a year, and tell a date as people write it from one that is none."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from rutas.errors import Mistake
from rutas.hours import read_day

__all__ = ["Date", "as_written", "written_day"]

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_SPANISH = re.compile(
    rf"(?:(?P<d>[0-9]{{1,2}})(?: de |[ -]))?(?P<m>{'|'.join(_MONTHS)}|set)[a-z]*\.?"
    r"(?: del? |[ -])(?P<y>[0-9]{4})",
    re.IGNORECASE,
)
_FORMS = (
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    re.compile(r"(?P<y>[0-9]{4})[-/. ](?P<m>[0-9]{1,2})(?:[-/. ](?P<d>[0-9]{1,2}))?"),
    re.compile(r"(?:(?P<d>[0-9]{1,2})[-/. ])?(?P<m>[0-9]{1,2})[-/. ](?P<y>[0-9]{4})"),
    re.compile(r"(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<y>[0-9]{2})"),
    _SPANISH,
)


def as_written(said: str) -> str:
    """Return a date as a file writes it, from how people do, the day first; nothing where it is none.

    >>> as_written("3/11/2021"), as_written("3 de noviembre de 2021"), as_written("nov. 2021")
    ('2021-11-03', '2021-11-03', '2021-11')
    >>> as_written("20211103"), as_written("3-11-21"), as_written("31/02/2021"), as_written("ayer")
    ('2021-11-03', '2021-11-03', '', '')
    """
    found = next(filter(None, (form.fullmatch(said.strip()) for form in _FORMS)), None)
    if found is None:
        return ""
    month, day = found["m"].lower(), found["d"]
    if month.isalpha():
        month = str(_MONTHS.index("sep" if month == "set" else month) + 1)
    year = f"20{found['y']}" if len(found["y"]) == len("21") else found["y"]
    written = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
    return written if _is_date(written) else ""


def written_day(value: object) -> date | None:
    """Return the day that a file writes, or nothing: what is no day is told where it stands.

    >>> written_day("2021-11-03"), written_day("2021-02-31"), written_day(None)
    (datetime.date(2021, 11, 3), None, None)
    """
    with suppress(Mistake):
        return read_day(value) if isinstance(value, str) else None
    return None


def _is_date(value: str) -> bool:
    """Tell whether a text is a day, a month or a year as a file writes it, which has been or will be."""
    with suppress(ValueError):
        # a year and a month are completed, so that the 31st of February is none
        date.fromisoformat(value + "0000-01-01"[len(value) :])
        return _DATE.fullmatch(value) is not None
    return False


def _date(value: str) -> str:
    if not _is_date(value):
        written = as_written(value)
        code = "date-in-words" if written else "bad-date"
        raise PydanticCustomError(code, "{given}", {"given": value, "write": written})
    return value


Date = Annotated[str, AfterValidator(_date), WithJsonSchema({"type": ["string", "integer"]})]
"""A day, a month or a year: ``2021-11-03``, ``2021-11``, ``2021``."""
