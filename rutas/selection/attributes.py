"""Name what steps may be selected by, and which step has which value of it.

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
``changed``             a revision of git, since which it changed: ``changed:main``
``is``                  ``decision``, ``parallel``, ``join``, ``end``, ``critical``
======================  ==============================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias, get_args

from rutas.graph.handovers import handover_links
from rutas.model.catalogue import LEVELS, Sector
from rutas.model.criteria import REASONS
from rutas.model.evidence import Basis, basis
from rutas.model.step import HANDOVERS

if TYPE_CHECKING:
    from rutas.model import Actor, Route, Step

__all__ = ["ATTRIBUTES", "FIGURES"]

FIGURES = (
    "wait", "takes", "dropout", "leaves", "patience", "capacity", "overbook", "no_show", "tries", "lead",
    "cost", "from_", "by", "within", "repeat",
)  # fmt: skip
_KINDS = ("decision", "parallel", "join", "end", "critical")


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
    given = [name.rstrip("_") for name in FIGURES if getattr(step, name) is not None]
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
    "changed": (lambda _: (), lambda _: ()),  # known from another version only
    "is": _fixed(_KINDS, lambda _, step: _is(step)),
}
"""What a term may name: the values that each attribute may have, and the steps that have them."""
