"""Select steps of a route by what they are and where they stand: dbt's grammar.

======================  ==============================================================
written                 selects
======================  ==============================================================
``inscripcion``         a step, by its id
``actor:usf``           the steps with that attribute (below)
``actor:registro-*``    wildcards of the shell: ``*``, ``?``, ``[abc]``
``+inscripcion``        the step and everything before it
``inscripcion+``        the step and everything after it
``2+inscripcion+1``     two links before it, one after
``a b``                 a or b (union)
``a,b``                 a and b (intersection)
``"institution:A B"``   quotes keep a value with spaces together
======================  ==============================================================

======================  ==============================================================
attribute               whose value is
======================  ==============================================================
``stage``               the stage that it stands in
``actor``               who answers for it or takes part
``institution``         the institution of who answers for it
``with``                the institution of anybody who takes part
``sector``, ``level``   those of anybody who takes part
``channel``             a way of attending
``involvement``         ``direct`` or ``indirect``
``service``             a service that it delivers
``requires``            a document without which nobody is attended
``optional``            a document that is only welcome
``produces``            a document that she leaves with
``handover``            how she is handed over to it by another actor
``evidence``            a source or norm that one of its figures rests on
``basis``               what one of its figures is: ``measured``, ``proxy``, ``norm``, ``estimate``
``reason``              a reason for which it is critical
``is``                  ``decision``, ``parallel``, ``join``, ``end``, ``critical``
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
from typing import TYPE_CHECKING, TypeAlias, get_args

import networkx as nx

from rutas.errors import UsageError, guessed, nearest
from rutas.graph.handovers import handover_links
from rutas.graph.links import links
from rutas.locale import say
from rutas.model.catalogue import LEVELS, Sector
from rutas.model.criteria import REASONS
from rutas.model.evidence import Basis, basis
from rutas.model.step import HANDOVERS
from rutas.model.text import slug

if TYPE_CHECKING:
    from rutas.model import Actor, Route, Step

__all__ = ["ATTRIBUTES", "Points", "select"]

Reasons: TypeAlias = Mapping[str, Collection[str]]
"""The reasons for which steps are critical, by step."""

Points: TypeAlias = "Reasons | Callable[[], Reasons] | None"
"""The reasons, or what works them out when a term asks for them."""

_TERM = re.compile(r"(?:(?P<before>\d*)\+)?(?P<core>[^+]*)(?:\+(?P<after>\d*))?")
_FIGURES = (
    "wait", "takes", "dropout", "leaves", "capacity", "cost", "from_", "by", "within", "repeat",
)  # fmt: skip
_KINDS = ("decision", "parallel", "join", "end", "critical")


def select(
    route: Route, expression: str | Iterable[str], *, exclude: str | Iterable[str] = (),
    points: Points = None,
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
    question = _Question(route, points)
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
            return set(_match(core, self.route.steps, "step"))
        if attribute not in ATTRIBUTES:
            guess = nearest(attribute, ATTRIBUTES)
            raise UsageError(
                say("selection.unknown-attribute", given=attribute, guess=guessed(guess),
                    known=", ".join(ATTRIBUTES))
            )  # fmt: skip
        if attribute == "reason" or (attribute == "is" and fnmatchcase("critical", value)):
            critical = self._critical(attribute, value)
            if attribute == "reason" or value == "critical":
                return critical
            return critical | self._with(attribute, value)
        return self._with(attribute, value)

    def _with(self, attribute: str, value: str) -> set[str]:
        known, held = ATTRIBUTES[attribute]
        wanted = set(_match(value, known(self.route), attribute))
        return {step for step, value in held(self.route) if value in wanted}

    def _critical(self, attribute: str, value: str) -> set[str]:
        if attribute == "is":
            return {step for step, reasons in self._reasons.items() if reasons}
        wanted = set(_match(value, REASONS, "reason"))
        return {step for step, reasons in self._reasons.items() if wanted.intersection(reasons)}

    @cached_property
    def _reasons(self) -> Reasons:
        if self.points is None:
            raise UsageError(say("selection.no-points"))
        return self.points() if callable(self.points) else self.points

    @cached_property
    def _links(self) -> nx.DiGraph[str]:
        return links(self.route)


def _match(pattern: str, values: Iterable[str], attribute: str) -> list[str]:
    """Return the known values that a pattern means, by their text or by the id it would have.

    Raises
    ------
    UsageError
        If it means none of them.
    """
    known = list(dict.fromkeys(values))
    wanted = pattern.casefold()
    found = [
        value for value in known
        if fnmatchcase(value.casefold(), wanted) or fnmatchcase(slug(value), wanted)
    ]  # fmt: skip
    if not found:
        guess = nearest(slug(pattern) or pattern, [slug(value) for value in known])
        raise UsageError(
            say(f"selection.unknown-{'step' if attribute == 'step' else 'value'}", given=pattern,
                attribute=attribute, guess=guessed(guess), known=_few(known))
        )  # fmt: skip
    return found


def _few(words: list[str], most: int = 12) -> str:
    return ", ".join(words[:most]) + (", …" if len(words) > most else "")


def _actors(route: Route, step: Step) -> list[Actor]:
    return [route.catalogue.actors[name] for name in step.actor if name in route.catalogue.actors]


def _institutions(actors: Iterable[Actor]) -> list[str]:
    return [str(actor.institution) for actor in actors if actor.institution]


def _all_institutions(route: Route) -> list[str]:
    return _institutions(route.catalogue.actors.values())


def _requires(step: Step) -> list[str]:
    return [document for need in step.requires for document in need.any]


def _optional(step: Step) -> list[str]:
    return [document for need in step.requires for document in need.optional]


def _cited(step: Step) -> list[str]:
    return [source for one in step.evidence.values() if (source := one.cites)]


def _bases(step: Step) -> list[Basis]:
    given = [name.rstrip("_") for name in _FIGURES if getattr(step, name) is not None]
    shares = ["next"] if any(link.share for link in step.links) else []
    return [basis(step.evidence, name) for name in given + shares]


def _is(step: Step) -> list[str]:
    holds = {
        "decision": step.decision,
        "parallel": step.parallel,
        "join": step.join == "all",
        "end": step.outcome is not None,
    }
    return [name for name, held in holds.items() if held]


Known: TypeAlias = Callable[["Route"], Iterable[str]]
"""The values that an attribute may have in a route."""

Held: TypeAlias = Callable[["Route"], Iterable[tuple[str, str]]]
"""The steps of a route, each with a value that it has."""


def _each(values: Callable[[Route, Step], Iterable[str]]) -> Held:
    """Ask each step by itself."""
    return lambda route: (
        (step.id, value) for step in route.steps.values() for value in values(route, step)
    )


def _listed(section: str, values: Callable[[Step], Iterable[str]]) -> tuple[Known, Held]:
    """Know the ids of a section of the catalogue; or those in use, where the book has no catalogue."""
    held = _each(lambda _, step: values(step))

    def known(route: Route) -> list[str]:
        return list(getattr(route.catalogue, section)) or [value for _, value in held(route)]

    return known, held


def _fixed(
    names: Iterable[str], values: Callable[[Route, Step], Iterable[str]]
) -> tuple[Known, Held]:
    """Know a few words of the format."""
    return lambda _: names, _each(values)


ATTRIBUTES: Mapping[str, tuple[Known, Held]] = {
    "stage": (
        lambda route: [stage.id for stage in route.stages],
        _each(lambda route, step: [route.stage_of[step.id].id]),
    ),
    "actor": _listed("actors", lambda step: step.actor),
    "institution": (
        _all_institutions,
        _each(lambda route, step: _institutions(_actors(route, step)[:1])),
    ),
    "with": (_all_institutions, _each(lambda route, step: _institutions(_actors(route, step)))),
    "sector": _fixed(
        get_args(Sector),
        lambda route, step: [actor.sector for actor in _actors(route, step) if actor.sector],
    ),
    "level": _fixed(
        LEVELS, lambda route, step: [actor.level for actor in _actors(route, step) if actor.level]
    ),
    "channel": _listed("channels", lambda step: step.channel),
    "involvement": _fixed(("direct", "indirect"), lambda _, step: [step.involvement]),
    "service": _listed("services", lambda step: step.service),
    "requires": _listed("documents", _requires),
    "optional": _listed("documents", _optional),
    "produces": _listed("documents", lambda step: step.produces),
    "handover": (
        lambda _: HANDOVERS,
        lambda route: ((link.target, link.kind) for link in handover_links(route)),
    ),
    "evidence": _listed("sources", _cited),
    "basis": _fixed(get_args(Basis), lambda _, step: _bases(step)),
    "reason": _fixed(REASONS, lambda _, __: ()),  # known from the analysis only
    "is": _fixed(_KINDS, lambda _, step: _is(step)),
}
"""What a term may name: the values that each attribute may have, and the steps that have them."""
