"""Find the longest chain of papers, and the circles in which papers need each other.

One paper leads to another where a step asks for the first and leaves her with the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    import networkx as nx  # noqa: PLC0415  (a heavy import, needed here alone)

    graph: nx.DiGraph[str] = nx.DiGraph()
    for step in route.steps.values():
        asked = [name for need in step.requires for name in need.any]
        graph.add_edges_from(
            (name, given) for name in asked for given in step.produces if given != name
        )
    order = {name: k for k, name in enumerate(graph)}
    groups = [
        tuple(sorted(group, key=order.__getitem__))
        for group in nx.strongly_connected_components(graph)
    ]
    home = {name: k for k, group in enumerate(groups) for name in group}
    length = [len(group) for group in groups]
    then = [-1] * len(groups)
    # networkx gives the groups last first, so whatever a group leads to is already known.
    for k, group in enumerate(groups):
        after = {home[to] for name in group for to in graph[name]} - {k}
        if after:
            then[k] = max(after, key=lambda j: (length[j], -order[groups[j][0]]))
            length[k] += length[then[k]]
    chain: list[str] = []
    k = max(range(len(groups)), key=lambda j: (length[j], -order[groups[j][0]]), default=-1)
    while k >= 0:
        chain += groups[k]
        k = then[k]
    return Papers(tuple(chain), tuple(group for group in groups if len(group) > 1))
