"""Write a route as a flowchart of Mermaid, which wikis and code hosts draw where it stands.

References
----------
.. [1] Mermaid, *Flowcharts: Basic Syntax*, https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rutas.exchange.flowchart import flowchart

if TYPE_CHECKING:
    from rutas.exchange.flowchart import Arrow
    from rutas.model import Route

__all__ = ["write"]

_SHAPES = {"start": "([{}])", "end": "([{}])", "decision": "{{{}}}", "step": "[{}]"}
_ARROWS = {"next": "-->", "all": "==>", "missing": "-.->", "late": "-.->"}

# What ends a label, begins an entity, or is markup within one.
_SIGNS = {sign: f"#{ord(sign)};" for sign in "#&<>*_`~$"} | {'"': "#quot;"}
# What Markdown takes for the beginning of a list.
_ITEM = re.compile(r"^(\d+)([.)])|^([-+])(?= )")
# Where an icon of a font would be drawn for a name.
_ICON = re.compile(r"(?<=fa)(?=[bklrs]?:fa-)")


def write(route: Route) -> str:
    """Write a route as a flowchart: stages as subgraphs, branches side by side as thick lines.

    Exits (`missing`, `late`) are dotted. Ids are short ones of its own, so that no id of the route is a
    word of the language [1]_.

    Examples
    --------
    >>> import rutas
    >>> print(write(rutas.load("routes")["0-4"]))
    flowchart TD
      accTitle: Ruta de servicios de 0 a 4 años
    ...
      n0 --> n3
    ...
    """
    chart = flowchart(route)
    short = {node.id: f"n{number}" for number, node in enumerate(chart.nodes)}
    shapes = {
        node.id: short[node.id] + _SHAPES[node.kind].format(_label(node.text))
        for node in chart.nodes
    }
    lines = ["flowchart TD", f"  accTitle: {_line(str(route.name))}"]
    if route.narrative:
        lines.append(f"  accDescr: {_line(str(route.narrative))}")
    lines += [f"  {shapes[node.id]}" for node in chart.nodes if not node.stage]
    for number, stage in enumerate(route.stages, 1):
        own = [f"    {shapes[node.id]}" for node in chart.nodes if node.stage == stage.id]
        if own:
            lines += [f"  subgraph s{number}[{_label(str(stage.name))}]", *own, "  end"]
    lines += [f"  {short[a.source]} {_arrow(a)} {short[a.target]}" for a in chart.arrows]
    return "\n".join(lines) + "\n"


def _arrow(arrow: Arrow) -> str:
    line = _ARROWS[arrow.kind]
    return f"{line}|{_label(arrow.text)}|" if arrow.text else line


def _line(text: str) -> str:
    """Return a text in one line, without what would end it."""
    return re.sub(r"[;#{}]|%(?=%)", ",", " ".join(text.split()))


def _label(text: str) -> str:
    r"""Return a text in quotation marks that is drawn as it is.

    >>> _label('Ley N.° 1 "nueva"'), _label("1. *Pide* <a>")
    ('"Ley N.° 1 #quot;nueva#quot;"', '"1#46; #42;Pide#42; #60;a#62;"')
    """
    signs = "".join(_SIGNS.get(sign, sign) for sign in " ".join(text.split()))
    signs = _ITEM.sub(lambda m: f"{m[1] or ''}#{ord(m[2] or m[3])};", signs)
    return f'"{_ICON.sub("#8203;", signs)}"'
