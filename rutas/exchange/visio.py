"""Write a route as the table from which Data Visualizer of Visio draws a cross-functional flowchart.

References
----------
.. [1] Microsoft, *Create a Data Visualizer diagram*, https://support.microsoft.com/visio
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rutas.answers.sheet import sheet
from rutas.exchange.flowchart import flowchart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.exchange.flowchart import Arrow, Node
    from rutas.model import Route

__all__ = ["COLUMNS", "write"]

COLUMNS = (
    "Process Step ID",
    "Process Step Description",
    "Next Step ID",
    "Connector Label",
    "Shape Type",
    "Function",
    "Phase",
)
"""The columns as the program names them [1]_."""

_SHAPES = {"start": "Start", "end": "End", "decision": "Decision", "step": "Process"}


def write(route: Route, *, excel: bool = False) -> str:
    """Write a row a node: what follows it, with commas, who attends, and in which stage.

    A way in has the stage and the actor of its step. A comma in a label would part it in two, and is
    written as a semicolon.

    Examples
    --------
    >>> import rutas
    >>> print(*write(rutas.load("routes")["0-4"]).splitlines()[1:2])
    start-1,Visita al hogar del agente comunitario,step-captacion,,Start,...,Gestación
    """
    chart = flowchart(route)
    nodes = {node.id: node for node in chart.nodes}
    leaving: dict[str, list[Arrow]] = defaultdict(list)
    for arrow in chart.arrows:
        leaving[arrow.source].append(arrow)
    rows = (_row(route, node, leaving[node.id], nodes) for node in chart.nodes)
    return sheet(COLUMNS, rows, excel=excel)


def _row(
    route: Route, node: Node, arrows: Sequence[Arrow], nodes: Mapping[str, Node]
) -> Sequence[str]:
    home = nodes[arrows[0].target] if node.kind == "start" else node
    actor = route.catalogue.actors.get(home.actor)
    stage = next((stage for stage in route.stages if stage.id == home.stage), None)
    labels = [arrow.text.replace(",", ";") for arrow in arrows]
    return (
        node.id,
        node.text,
        ",".join(arrow.target for arrow in arrows),
        ",".join(labels) if any(labels) else "",
        _SHAPES[node.kind],
        str(actor.name) if actor else home.actor,
        str(stage.name) if stage else "",
    )
