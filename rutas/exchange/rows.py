"""Write the nodes of a graph as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from rutas.exchange.attributes import to_text

__all__ = ["write"]


def write(graph: Any) -> str:
    """Write a row a node: its id, its attributes, and ``next``, the ids that its links lead to."""
    keys = list(dict.fromkeys(key for _, data in graph.nodes(data=True) for key in data))
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["id", *keys, "next"])
    for name, data in graph.nodes(data=True):
        cells = [to_text(data[key]) if key in data else "" for key in keys]
        rows.writerow([name, *cells, " ".join(graph.successors(name))])
    return out.getvalue()
