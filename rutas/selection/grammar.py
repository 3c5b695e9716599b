"""Select steps of a route by what they are and where they stand: dbt's grammar.

======================  ==============================================================
written                 selects
======================  ==============================================================
``inscripcion``         a step, by its id
``actor:usf``           the steps with that attribute (`rutas.selection.attributes`)
``actor:registro-*``    wildcards of the shell: ``*``, ``?``, ``[abc]``
``+inscripcion``        the step and everything before it
``inscripcion+``        the step and everything after it
``2+inscripcion+1``     two links before it, one after
``a b``                 a or b (union)
``a,b``                 a and b (intersection)
``"institution:A B"``   quotes keep a value with spaces together
======================  ==============================================================

References
----------
.. [1] dbt Labs, *Node selection syntax*. https://docs.getdbt.com/reference/node-selection/syntax
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx

from rutas.errors import UsageError, guessed, nearest
from rutas.graph.links import links
from rutas.locale import say
from rutas.model.criteria import REASONS
from rutas.model.text import slug
from rutas.selection.attributes import ATTRIBUTES

if TYPE_CHECKING:
    from rutas.model import Route

__all__ = ["Points", "select"]

Reasons: TypeAlias = Mapping[str, Collection[str]]
"""The reasons for which steps are critical, by step."""

Points: TypeAlias = "Reasons | Callable[[], Reasons] | None"
"""The reasons, or what works them out when a term asks for them."""

Changed: TypeAlias = Callable[[str], set[str]]
"""What returns the steps that changed since a revision."""

_TERM = re.compile(r"(?:(?P<before>\d*)\+)?(?P<core>[^+]*)(?:\+(?P<after>\d*))?")


def select(
    route: Route, expression: str | Iterable[str], *, exclude: str | Iterable[str] = (),
    points: Points = None, changed: Changed | None = None,
) -> list[str]:  # fmt: skip
    """Return the ids of the steps that an expression selects, in the order of the route.

    Parameters
    ----------
    route
        The route.
    expression
        What to select, in the grammar above; words of a list are terms of a union. Nothing selects
        every step.
    exclude
        What to take away again, in the same grammar.
    points
        The reasons for which steps are critical, for ``reason:`` and ``is:critical``; or a function
        without arguments that returns them, called once and only if a term asks for them.
    changed
        What returns the steps that changed since a revision, for ``changed:``.

    Raises
    ------
    UsageError
        If a term names a step, an attribute or a value that is not there; the message names the nearest.

    Examples
    --------
    >>> import rutas
    >>> route = rutas.load("routes")["0-4"]
    >>> select(route, "stage:gestacion,produces:carnet-*")
    ['control-prenatal']
    >>> select(route, "captacion+1", exclude="captacion")
    ['control-prenatal']
    """
    question = _Question(route, points, changed)
    terms = _words(expression)
    chosen = question.union(terms) if terms else set(route.steps)
    chosen -= question.union(_words(exclude))
    return [step for step in route.steps if step in chosen]


def _words(expression: str | Iterable[str]) -> list[str]:
    """Split an expression at its spaces; a quoted piece, or a value with spaces in a list, stays whole."""
    if not isinstance(expression, str):
        pieces = list(expression)
        if all(" " not in piece or '"' in piece or "'" in piece for piece in pieces):
            return [word for piece in pieces for word in _words(piece)]
        return [word for piece in pieces for word in _one_or_more(piece)]
    try:
        return shlex.split(expression)
    except ValueError:
        raise UsageError(say("selection.open-quote", given=expression)) from None


def _one_or_more(piece: str) -> list[str]:
    """Take ``institution:A B`` as one term and ``a b`` as two."""
    words = _words(piece)
    if len(words) > 1 and ":" in words[0] and not any(":" in word for word in words[1:]):
        return [piece]
    return words


@dataclass(frozen=True)
class _Question:
    """One question to one route."""

    route: Route
    points: Points
    changed: Changed | None

    def union(self, terms: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for term in terms:
            parts = [self._term(part, term) for part in term.split(",")]
            found |= set.intersection(*parts)
        return found

    def _term(self, part: str, whole: str) -> set[str]:
        match = _TERM.fullmatch(part)
        if match is None or not match["core"]:
            raise UsageError(say("selection.bad-term", given=whole))
        found = self._core(match["core"])
        result = set(found)
        graph = self._links
        for towards, depth in (
            (graph.reverse(copy=False), match["before"]),
            (graph, match["after"]),
        ):
            if depth is not None:
                layers = nx.bfs_layers(towards, found)
                result.update(*islice(layers, int(depth) + 1 if depth else None))
        return result

    def _core(self, core: str) -> set[str]:
        attribute, colon, value = core.partition(":")
        if not colon:
            return set(self._match(core, self.route.steps, "step"))
        if attribute not in ATTRIBUTES:
            guess = self._elsewhere(value) or nearest(attribute, ATTRIBUTES)
            raise UsageError(
                say("selection.unknown-attribute", given=attribute, guess=guessed(guess),
                    known=", ".join(ATTRIBUTES))
            )  # fmt: skip
        if attribute == "changed":
            if self.changed is None:
                raise UsageError(say("selection.no-versions"))
            return self.changed(value) & self.route.steps.keys()
        if attribute == "reason" or (attribute == "is" and fnmatchcase("critical", value)):
            critical = self._critical(attribute, value)
            if attribute == "reason" or value == "critical":
                return critical
            return critical | self._with(attribute, value)
        return self._with(attribute, value)

    def _with(self, attribute: str, value: str) -> set[str]:
        known, held = ATTRIBUTES[attribute]
        wanted = set(self._match(value, known(self.route), attribute))
        return {step for step, value in held(self.route) if value in wanted}

    def _critical(self, attribute: str, value: str) -> set[str]:
        if attribute == "is":
            return {step for step, reasons in self._reasons.items() if reasons}
        wanted = set(self._match(value, REASONS, "reason"))
        return {step for step, reasons in self._reasons.items() if wanted.intersection(reasons)}

    def _match(self, pattern: str, values: Iterable[str], attribute: str) -> list[str]:
        """Return the known values that a pattern means, by their text or by the id it would have.

        Raises
        ------
        UsageError
            If it means none of them; the message names what has it for a value, or the nearest value.
        """
        known = list(dict.fromkeys(values))
        wanted = pattern.casefold()
        found = [
            value for value in known
            if fnmatchcase(value.casefold(), wanted) or fnmatchcase(slug(value), wanted)
        ]  # fmt: skip
        if not found:
            near = nearest(slug(pattern) or pattern, [slug(value) for value in known])
            begun = next((value for value in known if value.startswith(wanted)), None)
            other = self._elsewhere(pattern)
            # a step of that very id is no answer to who names a value that is nearly right
            guess = guessed((near or begun or other) if other == pattern else (other or near))
            kind = "step" if attribute == "step" else "value"
            raise UsageError(
                say(f"selection.unknown-{kind}", given=pattern, attribute=attribute, guess=guess,
                    known=_few(known))
            )  # fmt: skip
        return found

    def _elsewhere(self, value: str) -> str | None:
        """Return the term that a value is right in, where it stands under a wrong attribute or none."""
        if value in self.route.steps:
            return value
        terms = (
            f"{attribute}:{known}"
            for attribute, (values, _) in ATTRIBUTES.items()
            for known in values(self.route)
            if known.casefold() == value.casefold()
        )
        return next(terms, None)

    @cached_property
    def _reasons(self) -> Reasons:
        if self.points is None:
            raise UsageError(say("selection.no-points"))
        return self.points() if callable(self.points) else self.points

    @cached_property
    def _links(self) -> nx.DiGraph[str]:
        return links(self.route)


def _few(words: list[str], most: int = 12) -> str:
    return ", ".join(words[:most]) + (", …" if len(words) > most else "")
