"""Find the longest chain of papers, and the circles in which papers need each other.

One paper leads to another where a step asks for the first and leaves her with the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from rutas.graph.walks import components
from rutas.tokens.columns import columns

if TYPE_CHECKING:
    from rutas.model import Route

__all__ = ["Papers", "papers"]


@dataclass(frozen=True, slots=True)
class Papers:
    """How the papers of a route hang together.

    Attributes
    ----------
    chain
        The longest chain of papers, first to last; all papers of a circle count, in any order.
    circles
        Papers that each need another of them first.
    """

    chain: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]


def papers(route: Route) -> Papers:
    """Find the longest chain of papers of a route.

    A longest path is hard to find in general, and easy where nothing goes round: circles are taken
    together first (strongly connected components), which leaves an acyclic graph. O(n + m) in the
    pairs of papers. A paper that is only welcome leads to nothing; of alternatives, each does.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": [{"to": "parto"}],
    ...     "outcomes": {"fin": {"name": "Fin", "success": "yes"}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "parto", "name": "Parto", "produces": "cnv", "next": "inscripcion"},
    ...         {"id": "inscripcion", "name": "Inscripción", "requires": "cnv",
    ...          "produces": "certificado", "next": "cedula"},
    ...         {"id": "cedula", "name": "Cédula", "requires": "certificado",
    ...          "produces": "cedula", "outcome": "fin"}]}]})
    >>> papers(route).chain
    ('cnv', 'certificado', 'cedula')
    """
    leads: nx.DiGraph[str] = nx.DiGraph()
    fields = columns(route)
    for requires, produces in zip(fields.requires, fields.produces, strict=True):
        for asked in dict.fromkeys(name for need in requires for name in need.any):
            leads.add_edges_from((asked, given) for given in produces if given != asked)
    groups = components(leads)
    home = {name: k for k, group in enumerate(groups) for name in group}
    place = {name: k for k, name in enumerate(leads)}
    length = [len(group) for group in groups]
    then = [-1] * len(groups)

    def weight(k: int) -> tuple[int, int]:
        return length[k], -place[groups[k][0]]

    # Groups come last first, so whatever a group leads to is already known.
    for k, group in enumerate(groups):
        after = {home[to] for name in group for to in leads[name]} - {k}
        if after:
            then[k] = max(after, key=weight)
            length[k] += length[then[k]]
    chain: list[str] = []
    k = max(range(len(groups)), key=weight, default=-1)
    while k >= 0:
        chain += groups[k]
        k = then[k]
    return Papers(tuple(chain), tuple(tuple(group) for group in groups if len(group) > 1))
