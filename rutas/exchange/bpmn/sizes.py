"""Say how large the nodes of a BPMN diagram are, and the texts in them and beside them."""

from __future__ import annotations

from dataclasses import dataclass

from rutas.layout.geometry import Box
from rutas.paper import measure

__all__ = ["LABEL", "NEAR", "Drawn", "box", "gap", "size", "text_size", "wrapped"]

TASK = (100.0, 80.0)
EVENT, GATEWAY = 36.0, 50.0
_SIZES = {"event": (EVENT, EVENT), "gateway": (GATEWAY, GATEWAY), "document": (36.0, 50.0)}
_FONT, _LEADING = 12.0, 14.4
_WIDER = 1.12  # the letters of BPMN tools are wider than ours
LABEL = 76.0  # the most width of a label beside a node
_NOTE = 130.0  # and of a note, whose text has a border around it
_NOTE_EDGE = 7.0
_ICON = 24.0  # what a task's icon takes of its height
NEAR = 4.0  # what stands beside a node is from it, at least


@dataclass(frozen=True)
class Drawn:
    """A node to be drawn.

    Attributes
    ----------
    id
        Its id.
    kind
        ``task event gateway document``.
    lane, stage
        Their numbers.
    text
        What is written in a task.
    beside
        What is written beside it: a label, or a note.
    """

    id: str
    kind: str
    lane: int
    stage: int
    text: str = ""
    beside: str = ""


def wrapped(text: str, room: float) -> tuple[float, float]:
    """Return width and height of a text in lines no wider than a room, as BPMN tools set it."""
    lines = measure.wrap(text, _FONT * _WIDER, room)
    widths = [measure.width(line, _FONT * _WIDER) for line in lines]
    return max(widths, default=0.0), len(lines) * _LEADING


def size(node: Drawn) -> tuple[float, float]:
    """Return the size of a node; a task is as large as its text needs."""
    if node.kind in _SIZES:
        return _SIZES[node.kind]
    wide, high = wrapped(node.text, TASK[0] - 10)
    return max(TASK[0], wide + 10), max(TASK[1], high + 2 * _ICON)


def text_size(node: Drawn) -> tuple[float, float]:
    """Return the size of what stands beside a node."""
    if node.kind != "task":
        return wrapped(node.beside, LABEL)
    wide, high = wrapped(node.beside, _NOTE)
    return wide + 2 * _NOTE_EDGE, high + 2 * _NOTE_EDGE


def gap(node: Drawn) -> float:
    """Return how far from a node what stands beside it is; a note leaves room for the line to it."""
    return 4 * NEAR if node.kind == "task" else NEAR


def box(node: Drawn, size: tuple[float, float], *, roomy: bool) -> Box:
    """Return what a node takes with the text beside it: right of a line too, where it is roomy."""
    width, height = size
    if node.beside:
        wide, high = text_size(node)
        width = max(width, (2 if roomy else 1) * (wide + 2 * NEAR))
        height += 2 * (high + gap(node) + NEAR)
    alone = node.kind == "task" and not node.beside
    return Box(node.id, width, height, "card" if alone else "diamond")
