"""Make Graphviz's SVG stand alone: groups by step, a reading order, titles, and the font inside.

Graphviz writes one element for each shape of the canvas, in its order; here each goes into the group of
its owner, steps follow each other as they are read, and numbers become points of the paper again.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from rutas.errors import RutasError
from rutas.locale import say
from rutas.paper import fonts, measure
from rutas.paper.canvas import Run
from rutas.paper.dot import SCALE
from rutas.paper.reading_order import follows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.paper.canvas import Canvas, Edge, Node, Shape
    from rutas.paper.fonts import Weight

__all__ = ["finish"]

_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_NS = "{http://www.w3.org/2000/svg}"
_BROKEN = (fonts.HYPHEN, fonts.BREAK)  # what a line ends in within a word
_WEIGHT_OF = {run[1]: weight for weight, run in fonts.WEIGHTS.items()}


def finish(
    drawn: bytes,
    canvas: Canvas,
    *,
    title: str,
    description: str,
    lang: str,
    kind: str,
    prefix: str = "",
) -> bytes:
    """Return the SVG of a sheet, complete in itself.

    Parameters
    ----------
    drawn
        What Graphviz wrote.
    canvas
        What it was asked to draw.
    title, description
        What a screen reader says first.
    lang
        The language of the texts.
    kind
        The kind of diagram; becomes the root's class.
    prefix
        What every id begins with, so that several drawings on one page share none.
    """
    graph = ET.fromstring(drawn).find(f"{_NS}g")  # noqa: S314  (our own engine wrote it)
    if graph is None:
        raise RutasError(say("diagram.engine-lost", what="svg"))
    loose = [child for child in graph if child.tag not in {f"{_NS}title", f"{_NS}g"}][1:]
    if len(loose) != len(canvas.shapes):
        raise RutasError(say("diagram.engine-shapes", drawn=len(loose), asked=len(canvas.shapes)))
    groups = {child.get("id", ""): child for child in graph if child.tag == f"{_NS}g"}
    root = _root(canvas, title, description, lang, kind)
    sheet = ET.SubElement(root, "g", {"id": "graph0", "class": "graph"})
    ET.SubElement(sheet, "rect", {"width": "100%", "height": "100%", "fill": "white"})
    _assemble(sheet, canvas, _elements(loose, canvas), groups)
    for element in root.iter() if prefix else ():
        for key in ("id", "aria-labelledby"):
            if names := element.get(key):
                element.set(key, " ".join(prefix + name for name in names.split()))
    ET.indent(root, " ")
    for part in root.iter("tspan"):  # white space between lines would be drawn
        part.tail = None
    for whole in root.iter("text"):
        whole.text = whole.text if whole.text and whole.text.strip() else None
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + _NOT_XML.sub("", text) + "\n").encode()


def _root(canvas: Canvas, title: str, description: str, lang: str, kind: str) -> ET.Element:
    size = f"{canvas.width:.3f}", f"{canvas.height:.3f}"
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "version": "1.1",
            "width": f"{canvas.width * 25.4 / 72:.2f}mm",
            "height": f"{canvas.height * 25.4 / 72:.2f}mm",
            "viewBox": f"0 0 {size[0]} {size[1]}",
            "role": "graphics-document document",
            "aria-labelledby": "sheet-title sheet-description",
            "lang": lang,
            "class": f"sheet {kind}",
        },
    )
    ET.SubElement(root, "title", {"id": "sheet-title"}).text = title
    ET.SubElement(root, "desc", {"id": "sheet-description"}).text = description
    ET.SubElement(root, "style").text = _style(canvas.shapes)
    return root


def _style(items: Iterable[Shape | Run]) -> str:
    letters: dict[Weight, set[str]] = {}
    for item in items:
        if isinstance(item, Run):
            letters.setdefault(item.weight, set()).update(item.shown)
    rules = []
    for weight in sorted(letters):
        _, _, number, style = fonts.WEIGHTS[weight]
        address = fonts.subset(weight, letters[weight])
        rules.append(
            f'@font-face{{font-family:"{fonts.FAMILY}";font-weight:{number};font-style:{style};'
            f'src:url({address}) format("woff2")}}'
        )
    return "\n" + "\n".join([*rules, f'text{{font-family:"{fonts.FAMILY}",sans-serif}}']) + "\n"


def _assemble(
    sheet: ET.Element,
    canvas: Canvas,
    elements: Iterable[tuple[str | None, ET.Element]],
    groups: dict[str, ET.Element],
) -> None:
    """Put every element into its owner's group; links follow the step that they leave."""
    known = {node.id for node in canvas.nodes} | {edge.id for edge in canvas.edges}
    owned: dict[str, list[ET.Element]] = {}
    below: list[tuple[str | None, ET.Element]] = []
    for owner, element in elements:
        if owner in known:
            owned.setdefault(str(owner), []).append(element)
        else:
            below.append((owner, element))
    _loose_groups(sheet, below)
    leaving: dict[str, list[Edge]] = {}
    for edge in canvas.edges:
        leaving.setdefault(edge.source, []).append(edge)
    for node in canvas.nodes:
        sheet.append(_node_group(node, groups, owned.get(node.id, [])))
        for edge in leaving.get(node.id, []):
            sheet.append(_edge_group(edge, groups, owned.get(edge.id, [])))


def _loose_groups(sheet: ET.Element, below: Sequence[tuple[str | None, ET.Element]]) -> None:
    """Write what belongs to no step below the steps; one group for what stands together."""
    seen: dict[str, int] = {}
    owner, group = None, sheet
    for name, element in below:
        if name != owner or name is None:
            owner, group = name, sheet
            if name is not None:
                seen[name] = seen.get(name, 0) + 1
                key = name if seen[name] == 1 else f"{name}-{seen[name]}"
                attributes = {"id": key, "class": name.split(":")[0]}
                group = ET.SubElement(sheet, "g", {**attributes, "id": key.replace(":", "-")})
        group.append(element)


def _group(
    item: Node | Edge, groups: dict[str, ET.Element], kind: str
) -> tuple[ET.Element, ET.Element]:
    """Return a new group for what was drawn, with its name, and Graphviz's own."""
    drawn = groups.get(item.id)
    if drawn is None:
        raise RutasError(say("diagram.engine-lost", what=item.id))
    group = ET.Element("g", {"id": item.id, "class": drawn.get("class", kind)})
    if item.tooltip:
        group.set("role", "graphics-symbol")
        group.set("aria-label", item.tooltip)
        ET.SubElement(group, "title").text = item.tooltip
    return group, drawn


def _node_group(
    node: Node, groups: dict[str, ET.Element], elements: Sequence[ET.Element]
) -> ET.Element:
    group, _ = _group(node, groups, "node")
    if "step" in node.classes:
        group.set("tabindex", "0")  # the keyboard goes from step to step
    group.extend(elements)
    return group


def _edge_group(
    edge: Edge, groups: dict[str, ET.Element], elements: Sequence[ET.Element]
) -> ET.Element:
    group, drawn = _group(edge, groups, "edge")
    for path in drawn.iter(f"{_NS}path"):
        line = ET.SubElement(
            group,
            "path",
            {
                "d": _path(edge.points),
                "fill": "none",
                "stroke": path.get("stroke", "black"),
                "stroke-width": _number(edge.pen.width),
            },
        )
        if edge.pen.dash:
            line.set("stroke-dasharray", " ".join(map(_number, edge.pen.dash)))
    group.extend(elements)
    return group


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _path(points: Sequence[tuple[float, float]]) -> str:
    pairs = [f"{_number(x)},{_number(y)}" for x, y in points]
    return f"M{pairs[0]}C" + " ".join(pairs[1:])


def _elements(loose: Sequence[ET.Element], canvas: Canvas) -> list[tuple[str | None, ET.Element]]:
    """Return what Graphviz drew, each with its owner; a text that is broken into lines is one."""
    found: list[tuple[str | None, ET.Element]] = []
    before: Shape | Run | None = None
    for element, item in zip(loose, canvas.shapes, strict=True):
        hyphen = None
        if isinstance(item, Run) and item.text.endswith(fonts.HYPHEN):
            word, hyphen = _without_hyphen(item)
            plain = _text(element, word)
        else:
            plain = _plain(element, item, canvas)
        if (
            isinstance(item, Run)
            and isinstance(before, Run)
            and item.owner == before.owner
            and follows(item, before)
        ):
            _add_line(found[-1][1], plain, apart=before.text[-1:] not in _BROKEN)
        else:
            found.append((item.owner, plain))
        if hyphen is not None:
            sign = _text(element, hyphen)
            sign.set("aria-hidden", "true")
            found.insert(-1, (item.owner, sign))
        before = item
    return found


def _without_hyphen(run: Run) -> tuple[Run, Run]:
    """Take the hyphen from a line that breaks a word, so that the text has the word whole: a search finds it.

    Both stand where they stood together.
    """
    bare = run.text.removesuffix(fonts.HYPHEN)
    left, wide = run.rect.left, measure.width(bare, run.size, run.weight)
    before = {"start": 0.0, "middle": wide / 2, "end": wide}[run.anchor]
    hyphen = replace(run, x=left + wide, text="-", anchor="start")
    return replace(run, x=left + before, text=bare), hyphen


def _add_line(text: ET.Element, line: ET.Element, *, apart: bool) -> None:
    """Add a line to a text, so that who searches the text, or copies it, gets it whole."""
    if not len(text):
        first = ET.SubElement(text, "tspan", {key: text.attrib.pop(key) for key in ("x", "y")})
        first.text, text.text = text.text, None
    if apart:
        ET.SubElement(text, "tspan", {"font-size": "0"}).text = " "  # is read, and takes no room
    ET.SubElement(text, "tspan", {key: line.attrib[key] for key in ("x", "y")}).text = line.text


def _plain(element: ET.Element, item: Shape | Run, canvas: Canvas) -> ET.Element:
    """Return Graphviz's element in points of the paper."""
    if isinstance(item, Run):
        return _text(element, item)
    height = math.ceil(canvas.height)
    attributes = {key: _value(key, value, height) for key, value in element.attrib.items()}
    pen = item.pen
    if pen.stroke is None:
        attributes["stroke"] = "none"
        for key in ("stroke-width", "stroke-opacity"):
            attributes.pop(key, None)
    else:
        attributes.setdefault("stroke-width", _number(pen.width))
    if pen.fill is None:
        attributes["fill"] = "none"
        attributes.pop("fill-opacity", None)
    if pen.dash:
        attributes["stroke-dasharray"] = " ".join(map(_number, pen.dash))
    return ET.Element(element.tag.removeprefix(_NS), attributes)


def _value(key: str, value: str, height: float) -> str:
    """Turn one attribute from Graphviz's large numbers to points, from the top."""
    if key in {"points", "d"}:
        return re.sub(r"(-?[\d.]+),(-?[\d.]+)", lambda pair: _pair(pair[0], height), value)
    if key == "cy":
        return _number(float(value) / SCALE + height)
    if key in {"cx", "rx", "ry", "stroke-width"}:
        return _number(float(value) / SCALE)
    return value


def _pair(pair: str, height: float) -> str:
    x, y = pair.split(",")
    return f"{_number(float(x) / SCALE)},{_number(float(y) / SCALE + height)}"


def _text(element: ET.Element, item: Run) -> ET.Element:
    weight = fonts.WEIGHTS[_WEIGHT_OF[element.get("font-family", fonts.FAMILY)]]
    text = ET.Element(
        "text",
        {
            "x": _number(item.x),
            "y": _number(item.y),
            "font-family": fonts.FAMILY,
            "font-size": _number(float(element.get("font-size", "0")) / SCALE),
            "fill": element.get("fill", "black"),
        },
    )
    if item.anchor != "start":
        text.set("text-anchor", item.anchor)
    if weight[2] != 400:  # noqa: PLR2004  (the usual weight)
        text.set("font-weight", str(weight[2]))
    if weight[3] != "normal":
        text.set("font-style", weight[3])
    text.text = item.shown
    return text
