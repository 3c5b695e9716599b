"""Say which sub-processes are laid open in their steps, and where they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.exchange.bpmn.kinds import CHOICES, NODES, OPEN

if TYPE_CHECKING:
    from rutas.exchange.bpmn.xml import Tag

__all__ = ["firsts_of", "is_parallel", "opens"]


def opens(tag: Tag) -> bool:
    """Tell whether an element is a sub-process that is laid open: it holds nodes, and is done once."""
    return (
        tag.name in OPEN
        and not tag.all("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")
        and any(child.name in NODES for child in tag.children)
    )


def firsts_of(tag: Tag) -> list[Tag]:
    """Return the nodes of a sub-process at which it begins: all of them, where it has several."""
    led = {flow.attributes.get("targetRef", "") for flow in tag.all("sequenceFlow")}
    return tag.all("startEvent") or [
        one for one in tag.all(*NODES)
        if one.id not in led and one.name != "boundaryEvent"
    ]  # fmt: skip


def is_parallel(tag: Tag) -> bool:
    """Tell whether several branches can come to the end of a sub-process."""
    sources = [flow.attributes.get("sourceRef", "") for flow in tag.all("sequenceFlow")]
    apart = {source for source in sources if sources.count(source) > 1}
    return len(firsts_of(tag)) > 1 or any(
        one.id in apart and one.name not in CHOICES for one in tag.children
    )
