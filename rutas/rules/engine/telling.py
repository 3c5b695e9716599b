"""Say a finding to a person: its message, its hint and its place in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rutas.errors import Problem
from rutas.locale import has, language, number, say
from rutas.model.text import Text
from rutas.quantity import Quantity, span

if TYPE_CHECKING:
    from rutas.reading import File
    from rutas.rules.engine.finding import Finding, Rule

__all__ = ["Days", "said", "tell"]

_MOST = 4
_I = re.compile(r"\W*(?:i|í|hi(?!e))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days that is said in the unit people would use."""

    days: float

    def __str__(self) -> str:
        """Say it in the language that is spoken.

        >>> str(Days(0.5)), str(Days(45)), str(Days(-213.0625))
        ('12 horas', '45 días', '−7 meses')
        """
        return span(self.days)


def tell(rule: Rule, finding: Finding, file: File, route: str | None) -> Problem:
    """Turn what a rule found into a problem that a person can act on.

    Parameters
    ----------
    rule
        The rule.
    finding
        What it found.
    file
        The file that is meant.
    route
        The route that is meant, if it is one.
    """
    line, column = file.find(finding.loc, key=finding.key)
    key = f"rules.{rule.name}" + (f"-{finding.variant}" if finding.variant else "")
    values = {name: said(value) for name, value in finding.values.items()}
    hint = f"{key}-hint" if has(f"{key}-hint") else f"rules.{rule.name}-hint"
    return Problem(
        path=file.path,
        line=line,
        column=column,
        rule=rule.code,
        message=say(key, **values),
        hint=say(hint, **values) if has(hint) else "",
        level=rule.level,
        route=route,
        step=finding.step if route else None,
        excerpt=file.excerpt(line, column),
        story=finding.story,
    )


def said(value: Any) -> str:
    """Say a value: a text in the reader's language, a quantity as people write it, a tuple as a list."""
    if isinstance(value, Text):
        return value.to(language())
    if isinstance(value, Quantity):
        return value.wording()
    if isinstance(value, tuple):
        return _list(
            [f"«{said(item)}»" if language() == "es" else f"“{said(item)}”" for item in value]
        )
    if isinstance(value, float):
        return number(value, 2)
    return str(value)


def _list(words: list[str]) -> str:
    if len(words) > _MOST:
        words = [*words[: _MOST - 1], say("rules.and-more", count=len(words) - _MOST + 1)]
    if len(words) < 2:  # noqa: PLR2004  (two words need an "and")
        return "".join(words)
    sounds_i = _I.match(words[-1]) is not None  # Spanish: "y", but "e Inscripción"
    return f"{', '.join(words[:-1])} {say('rules.and-i' if sounds_i else 'rules.and')} {words[-1]}"
