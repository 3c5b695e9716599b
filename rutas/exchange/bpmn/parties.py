"""Say who attends each node of a BPMN process, and which documents its data stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.exchange.bpmn import extension
from rutas.exchange.bpmn.entries import lane_id
from rutas.exchange.bpmn.extension import ours
from rutas.exchange.bpmn.kinds import OPEN
from rutas.exchange.bpmn.order import unused
from rutas.exchange.bpmn.words import ref, text
from rutas.model.text import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.exchange.bpmn.xml import Tag

__all__ = ["Parties"]

Tree = dict[str, Any]


class Parties:
    """The actors and documents of a process.

    Parameters
    ----------
    root, process, pool
        The elements of the file, of the process, and of its pool.
    nodes
        The nodes of the process by their ids.
    actors, documents
        What the catalogue lacks, of the processes before this one too; this one's are added.

    Attributes
    ----------
    brought
        The entries of the catalogue that a file of ours brings along.
    lane_of
        The innermost lane of every node that stands in one.
    inside
        The sub-process in a lane that each part of one, by its identity, stands in.
    papers
        The document that each data object stands for.
    lanes, data
        The first lane of every actor, and the first data object of every document, of a foreign file.
    """

    def __init__(
        self,
        root: Tag,
        process: Tag,
        pool: Tag | None,
        nodes: Mapping[str, Tag],
        actors: Tree,
        documents: Tree,
    ) -> None:
        self.root, self.process, self.pool, self.nodes = root, process, pool, nodes
        self.is_ours = ours(process, "route") is not None
        shared = ours(process, "catalogue")
        self.brought: Tree = extension.values(shared.children) if shared is not None else {}
        self.actors, self.documents = actors, documents
        self.lanes: dict[str, Tag] = {}
        self.data: dict[str, Tag] = {}
        self.above: dict[int, str] = {}
        self.lane_of = self._lane_of()
        self.inside = self._inside()
        self.papers = self._documents()

    def _lane_of(self) -> dict[str, Tag]:
        """Return the innermost lane of every node."""
        found: dict[str, Tag] = {}
        pool = self.pool.label if self.pool is not None else ""
        stack = [
            (lane, pool) for holder in self.process.all("laneSet") for lane in holder.all("lane")
        ]
        while stack:
            lane, above = stack.pop()
            self.above[id(lane)] = above
            for node in lane.all("flowNodeRef"):
                found[ref(node.text.strip())] = lane
            inner = [one for holder in lane.all("childLaneSet") for one in holder.all("lane")]
            stack += [(one, lane.label or above) for one in inner]
        return found

    def actor(self, node: str) -> str:
        """Return the actor of a node's lane, or of the pool where that has none."""
        lane = self.lane_of.get(node)
        if lane is None:
            lane = self.lane_of.get(self.inside.get(id(self.nodes.get(node)), ""))
        if lane is None:
            pool = self.pool.label if self.pool is not None and not self.is_ours else ""
            return self.known("actors", self.actors, pool, {}) if pool else ""
        own = lane.id.removeprefix("actor-") if self.is_ours else ""
        entry = (self.brought.get("actors") or {}).get(own)
        if entry is not None and lane.label:
            self.actors[own] = {**entry, "name": text(lane.label, entry.get("name"))}
            return own
        if not lane.label or lane.id == lane_id(""):
            return ""
        if own != lane.id and self.is_ours:  # an actor that the catalogue does not know
            return own
        above = self.above[id(lane)]
        more = {"institution": above} if above and above != lane.label else {}
        key = self.known("actors", self.actors, lane.label, more)
        self.lanes.setdefault(key, lane)
        return key

    def _inside(self) -> dict[int, str]:
        """Return the sub-process in a lane that each part of one stands in."""
        return {
            id(part): name
            for name, tag in reversed(list(self.nodes.items()))
            if tag.name in OPEN and name in self.lane_of
            for part in tag.walk()
        }

    def known(self, section: str, table: Tree, name: str, more: Tree) -> str:
        """Return the id of an entry of the catalogue by its name; a new one is added."""
        for key, entry in {**(self.brought.get(section) or {}), **table}.items():
            words = entry.get("name")
            if words == name or name in (words.values() if isinstance(words, dict) else ()):
                return str(key)
        taken = {*table, *(self.brought.get(section) or {})}
        key = unused(slug(name) or section[:-1], taken)
        table[key] = {"name": name, **more}
        return key

    def catalogue(self) -> Tree:
        """Return the entries of the catalogue that the file names."""
        found = {section: dict(entries) for section, entries in self.brought.items()}
        for section, table in (("actors", self.actors), ("documents", self.documents)):
            if table:
                found.setdefault(section, {}).update(table)
        return found

    def _documents(self) -> dict[str, str]:
        """Return the document that each data object, input or output stands for."""
        found: dict[str, str] = {}
        names: dict[str, Tag] = {}
        for tag in self.root.walk():
            if tag.name in {"dataObject", "dataObjectReference", "dataStoreReference", "dataStore"}:
                names[tag.id] = tag
        for name, tag in names.items():
            source = names.get(ref(tag.attributes.get("dataObjectRef", "")), tag)
            if source.id.startswith("document-") and self.is_ours:
                found[name] = source.id.removeprefix("document-")
            elif label := tag.label or source.label:
                found[name] = self.known("documents", self.documents, label, {})
                if source.name == "dataObject":
                    self.data.setdefault(found[name], source)
        return found
