"""Read the words of a BPMN file: names, references, texts in several languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rutas.exchange.bpmn.xml import Tag

__all__ = ["called", "is_placeholder", "narrative", "pool_of", "ref", "text"]


def ref(name: str) -> str:
    """Return the id that a reference names, whatever prefix it has."""
    return name.rpartition(":")[2]


def text(said: str, own: Any) -> Any:
    """Return a text as the picture says it, with its wordings in other languages."""
    if not isinstance(own, dict):
        return said
    main = "es" if "es" in own else next(iter(own), "es")
    return {**own, main: said}


def pool_of(root: Tag, process: Tag) -> Tag | None:
    """Return the pool of a process, if it has one."""
    every = (pool for holder in root.all("collaboration") for pool in holder.all("participant"))
    return next((p for p in every if ref(p.attributes.get("processRef", "")) == process.id), None)


def called(root: Tag, process: Tag) -> str:
    """Return what a process, or its pool, is called."""
    pool = pool_of(root, process)
    return process.label or (pool.label if pool is not None else "") or process.id


def is_placeholder(own: Tag | None, tag: Tag) -> bool:
    """Tell whether a name is still the one that the program put where the book has none."""
    words = own.attributes.get("words") if own is not None else None
    return words is not None and " ".join(words.split()) == tag.label


def narrative(tag: Tag, own: Any = None) -> Any:
    """Return what an element's documentation says, with its wordings in other languages."""
    said = "\n\n".join(part.text for part in tag.all("documentation") if part.text.strip())
    return text(said, own) if said else own
