"""Write the documents that tasks take and give."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from rutas.exchange.bpmn.entries import document_name, needed
from rutas.exchange.bpmn.kinds import TASKS
from rutas.exchange.bpmn.markup import sub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from rutas.exchange.bpmn.process import Process
    from rutas.model import Route, Step

__all__ = ["Paper", "add_data", "papers"]

_SETS = 16  # more input sets than these nobody reads


class Paper(NamedTuple):
    """A document that is drawn beside a step: its id in the file, and whether it goes ``in`` or ``out``."""

    id: str
    step: str
    document: str
    side: str


def papers(process: Process) -> Iterator[Paper]:
    """Yield each document that is drawn, step by step."""
    for node in process.nodes:
        if node.role == "step" and node.tag in TASKS:
            step = process.route.steps[node.step]
            for side, names in (("in", needed(step)), ("out", step.produces)):
                for name in names:
                    yield Paper(_paper(step.id, name, side, drawn=True), step.id, name, side)


def _paper(step: str, name: str, side: str, *, drawn: bool) -> str:
    return f"paper-{side}-{step}.{name}" if drawn else f"document-{name}"


def add_data(element: Element, route: Route, step: Step, *, drawn: bool) -> None:
    """Write what a task takes and gives: an input set for each way to satisfy what it asks for."""
    taken = needed(step)
    if not taken and not step.produces:
        return
    data = sub(element, "ioSpecification", id=f"data-{step.id}")
    for name in taken:
        sub(data, "dataInput", id=f"in-{step.id}.{name}", name=document_name(route, name))
    for name in step.produces:
        sub(data, "dataOutput", id=f"out-{step.id}.{name}", name=document_name(route, name))
    _add_sets(data, step)
    one = sub(data, "outputSet")
    for name in step.produces:
        sub(one, "dataOutputRefs").text = f"out-{step.id}.{name}"
    for name in taken:
        link = sub(element, "dataInputAssociation", id=f"takes-{step.id}.{name}")
        sub(link, "sourceRef").text = _paper(step.id, name, "in", drawn=drawn)
        sub(link, "targetRef").text = f"in-{step.id}.{name}"
    for name in step.produces:
        link = sub(element, "dataOutputAssociation", id=f"gives-{step.id}.{name}")
        sub(link, "sourceRef").text = f"out-{step.id}.{name}"
        sub(link, "targetRef").text = _paper(step.id, name, "out", drawn=drawn)


def _add_sets(data: Element, step: Step) -> None:
    welcome = [name for need in step.requires for name in need.optional]
    ways = [need.any for need in step.requires if need.any]
    few = prod(map(len, ways)) <= _SETS
    sets = product(*ways) if few else [[name for way in ways for name in way]]
    for chosen in sets:
        one = sub(data, "inputSet")
        for name in dict.fromkeys((*chosen, *welcome)):
            sub(one, "dataInputRefs").text = f"in-{step.id}.{name}"
        for name in dict.fromkeys(welcome):
            if name not in chosen:
                sub(one, "optionalInputRefs").text = f"in-{step.id}.{name}"
