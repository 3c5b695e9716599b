"""Write a canvas down as DOT text for Graphviz's ``nop2``, which takes every position from it.

Shapes and texts become the graph's ``_background`` (xdot operations), steps become nodes with a place and
no label, links become edges with a path. Everything is written `SCALE` times larger and shrunk again by
``viewport``: pango rounds letters to whole pixels, and so the rounding is too small to be seen.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from rutas.paper import fonts
from rutas.paper.canvas import Canvas, Pen, Run, Shape
from rutas.paper.strokes import dashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.layout.geometry import Point
    from rutas.paper.canvas import Edge, Node

__all__ = ["SCALE", "write"]

SCALE = 20
_LIMIT = 8000  # a DOT string over 16,384 characters is a syntax error in old versions
_LONG = re.compile(rf'(?<=pos=)"[^"]{{{_LIMIT},}}"')  # a long dashed line, dash by dash
_SHAPES = {"box": "box", "diamond": "diamond", "pill": "box"}


def write(
    canvas: Canvas, *, whole_dashes: bool, dpi: int | None = None, clear: bool = False
) -> str:
    """Return the DOT text of a canvas.

    Parameters
    ----------
    canvas
        What to draw.
    whole_dashes
        Whether a dashed line is one line that the SVG's style makes dashed, so that a shape here is
        one element there. Where it is not, each dash is a line (Graphviz's dashes don't grow with
        the scale).
    dpi
        Dots an inch, for a picture of dots.
    clear
        Whether the paper is left clear, so that the drawing can lie over another.
    """
    from graphviz import Digraph  # noqa: PLC0415  (only drawing needs it)

    whole = round if dpi else math.ceil  # dots are counted; a page is cut to the paper later
    wide, high = whole(canvas.width), whole(canvas.height)
    graph = Digraph("sheet")
    graph.attr(
        "graph",
        viewport=f"{wide},{high},{1 / SCALE},{wide * SCALE / 2:g},{_up(canvas, high / 2)}",
        pad="0",
        margin="0",
        bgcolor="transparent" if clear else "white",
        outputorder="edgesfirst",
        layout="nop2",  # any other would place everything anew
        **({"dpi": str(dpi)} if dpi else {}),
    )
    graph.attr("node", label="", fixedsize="true", peripheries="0", fontname=fonts.FAMILY)
    graph.attr("edge", arrowhead="none", arrowtail="none", fontname=fonts.FAMILY)
    operations = [op for item in canvas.shapes for op in _operations(canvas, item, whole_dashes)]
    graph.body.append(f"\tgraph [_background={_joined(operations)}]\n")
    for node in canvas.nodes:
        _node(graph, canvas, node)
    for edge in canvas.edges:
        graph.edge(
            _name(edge.source),
            _name(edge.target),
            pos=_path(canvas, edge, whole_dashes),
            id=edge.id,
            color=edge.pen.stroke or "transparent",
            penwidth=_number(edge.pen.width * SCALE),
            **{"class": " ".join(edge.classes)},
        )
    return _LONG.sub(_in_pieces, str(graph.source))


def _node(graph: object, canvas: Canvas, node: Node) -> None:
    x, y = node.rect.centre
    graph.node(  # type: ignore[attr-defined]  # a Digraph, imported late
        _name(node.id),
        pos=f"{_number(x * SCALE)},{_up(canvas, y)}",
        width=_number(node.rect.width * SCALE / 72),
        height=_number(node.rect.height * SCALE / 72),
        shape=_SHAPES[node.shape],
        id=node.id,
        **{"class": " ".join(node.classes)},
    )


def _name(text: str) -> str:
    """Return an id without a colon, which would be a port."""
    return text.replace(":", "_")


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def _up(canvas: Canvas, y: float) -> str:
    """Turn a height from the top into one from the bottom, where Graphviz begins to count."""
    return _number((math.ceil(canvas.height) - y) * SCALE)


def _points(canvas: Canvas, points: Iterable[Point], separator: str = " ") -> str:
    return " ".join(f"{_number(x * SCALE)}{separator}{_up(canvas, y)}" for x, y in points)


def _path(canvas: Canvas, edge: Edge, whole: bool) -> str:  # noqa: FBT001  (the whole drawing, or a part of it)
    dash = edge.pen.dash
    runs = [edge.points] if dash is None or whole else dashes(edge.points, dash)
    return ";".join(_points(canvas, run, ",") for run in runs)


def _operations(canvas: Canvas, item: Shape | Run, whole: bool) -> list[str]:  # noqa: FBT001  (the whole drawing, or a part of it)
    if isinstance(item, Run):
        return _text(canvas, item)
    if item.pen.dash is None or whole:
        return _shape(canvas, item)
    inside = Shape(item.kind, item.points, Pen(None, 0, item.pen.fill))
    line = Pen(item.pen.stroke, item.pen.width)
    path = _outline(item)
    return (_shape(canvas, inside) if item.pen.fill else []) + [
        op
        for run in dashes(path, item.pen.dash)
        for op in _shape(canvas, Shape("curve", tuple(run), line))
    ]


def _outline(item: Shape) -> list[Point]:
    if item.kind == "curve":
        return list(item.points)
    corners = [*item.points, item.points[0]] if item.kind == "polygon" else list(item.points)
    path = [corners[0]]
    for point in corners[1:]:
        path += [path[-1], point, point]
    return path


def _shape(canvas: Canvas, item: Shape) -> list[str]:
    pen = item.pen
    style = f"setlinewidth({_number(pen.width * SCALE)})"
    filled = pen.fill is not None
    operations = [
        f"c {_counted(pen.stroke or '#ffffff00')}",
        f"C {_counted(pen.fill or '#ffffff00')}",
        f"S {_counted(style)}",
    ]
    if item.kind == "ellipse":
        (x, y), (rx, ry) = item.points
        code = "E" if filled else "e"
        size = f"{_number(rx * SCALE)} {_number(ry * SCALE)}"
        return [*operations, f"{code} {_number(x * SCALE)} {_up(canvas, y)} {size}"]
    codes = {"polygon": "Pp", "line": "LL", "curve": "bB"}[item.kind]
    code = codes[0] if filled else codes[1]
    return [*operations, f"{code} {len(item.points)} {_points(canvas, item.points)}"]


def _text(canvas: Canvas, run: Run) -> list[str]:
    side = {"start": -1, "middle": 0, "end": 1}[run.anchor]
    place = (
        f"{_number(run.x * SCALE)} {_up(canvas, run.y)} {side} {_number(run.rect.width * SCALE)}"
    )
    return [
        f"c {_counted(run.colour)}",
        f"F {_number(run.size * SCALE)} {_counted(fonts.name(run.weight))}",
        f"T {place} {_shown(run.shown)}",
    ]


def _shown(text: str) -> str:
    r"""Write a text that is shown as xdot reads it inside a DOT string.

    A backslash keeps a quote from ending the string. Of a run of backslashes, which all are shown, xdot
    does not count one: it takes it for such an escape. What can't be written is a quote right after a
    backslash (there the closing quote is shown), nor a backslash as the last letter (a space follows).

    >>> print(_shown(r'"C:\a"'))
    5 -\"C:\a\"
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    plain = plain.replace('\\"', "\\”") + " " * plain.endswith("\\")
    count = len(plain.encode()) - len(re.findall(r"\\+", plain))
    return f"{count} -" + plain.replace('"', '\\"')


def _counted(text: str) -> str:
    """Write a text as xdot wants it: its length in bytes first (a wrong one crashes Graphviz)."""
    return f"{len(text.encode())} -{text}"


def _in_pieces(found: re.Match[str]) -> str:
    """Write one long DOT string of numbers as a sum of short ones."""
    text = found[0].strip('"')
    return _sum(text[start : start + _LIMIT] for start in range(0, len(text), _LIMIT))


def _joined(operations: Sequence[str]) -> str:
    """Write one long DOT string as a sum of short ones."""
    pieces, piece = [], ""
    for operation in operations:
        if piece and len(piece) + len(operation) > _LIMIT:
            pieces.append(piece)
            piece = ""
        piece += operation + " "
    pieces.append(piece)
    return _sum(pieces)


def _sum(pieces: Iterable[str]) -> str:
    return " + ".join(f'"{piece}"' for piece in pieces)
