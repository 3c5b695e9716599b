"""Account for every element of a BPMN file: what became of it, and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.errors import Problem
from rutas.exchange.bpmn import extension
from rutas.locale import say

if TYPE_CHECKING:
    from rutas.exchange.bpmn.xml import Tag

__all__ = ["FATES", "MODEL", "Account", "ElementProblem"]

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
FATES = ("exact", "folded", "approximated", "dropped")

# Parts of an element that are accounted for with it.
_PARTS = frozenset(
    [
        "definitions",
        "collaboration",
        "process",
        "incoming",
        "outgoing",
        "flowNodeRef",
        "laneSet",
        "childLaneSet",
        "extensionElements",
        "category",
        "categoryValue",
        "categoryValueRef",
        "ioSpecification",
        "dataInput",
        "dataOutput",
        "inputSet",
        "outputSet",
        "dataInputRefs",
        "dataOutputRefs",
        "optionalInputRefs",
        "optionalOutputRefs",
        "sourceRef",
        "targetRef",
        "text",
        "timeDuration",
        "timeDate",
        "timeCycle",
        "condition",
        "conditionExpression",
        "loopCardinality",
        "documentation",
        "dataInputAssociation",
        "dataOutputAssociation",
        "completionCondition",
        "association",
        "inputSetRefs",
        "outputSetRefs",
        "dataState",
        "eventDefinitionRef",
    ]
)
_EXACT = frozenset(
    [
        "task",
        "userTask",
        "manualTask",
        "sequenceFlow",
        "startEvent",
        "endEvent",
        "exclusiveGateway",
        "lane",
        "participant",
        "dataObject",
        "dataObjectReference",
        "dataInput",
        "dataOutput",
    ]
)
_FOLDED = frozenset(
    ["parallelGateway", "inclusiveGateway", "subProcess", "textAnnotation", "group"]
)
_APPROXIMATED = frozenset(
    [
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
        "eventBasedGateway",
        "complexGateway",
        "callActivity",
        "adHocSubProcess",
        "transaction",
        "dataStore",
        "dataStoreReference",
    ]
)
_STEPS = frozenset(["serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask"])


# What is said of any kind of element, under its own name.
_PLAIN_RULES = frozenset({"other", "approximated"})
# What makes an element one of its kind.
_KINDS = ("EventDefinition", "LoopCharacteristics")


@dataclass(frozen=True, slots=True)
class ElementProblem(Problem):
    """Something that is told of an element of a BPMN file."""

    fate: str = ""
    element: dict[str, str] | None = None


@dataclass(slots=True)
class Account:
    """What became of each element.

    Attributes
    ----------
    path
        The file.
    route
        The route's id.
    fates
        By element.
    told
        What is told of them, by element.
    problems
        All that is told, in the order of the file, once the account is closed.
    """

    path: str
    route: str = ""
    fates: dict[int, str] = field(default_factory=dict)
    told: dict[int, Problem] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def leave_out(self, tag: Tag, rule: str, *more: Tag) -> None:
        """Tell once that an element is left out, with all that it holds and with others."""
        self.say(tag, "dropped", rule)
        self.fates.update((id(part), "dropped") for one in (tag, *more) for part in one.walk())

    def say(self, tag: Tag, fate: str, rule: str) -> None:
        """Tell what became of an element, once; that it is dropped stands over what was told before."""
        known = self.fates.get(id(tag))
        if known == "dropped" or (known and fate != "dropped"):
            return
        if fate != "dropped" and extension.is_ours(tag):
            self.fates[id(tag)] = "exact"  # it says itself what it is
            return
        self.fates[id(tag)] = fate
        code = rule
        if rule in _PLAIN_RULES:
            code = re.sub(r"(?=[A-Z])", "-", tag.name).lower()
        level = "info" if fate == "folded" else "warning"
        element = {"tag": tag.name, "id": tag.id, "name": tag.label}
        shown = tag.label or tag.id or tag.name
        message = say(f"bpmn.{rule}", given=shown)
        self.told[id(tag)] = ElementProblem(
            self.path, tag.line, tag.column, f"bpmn-{code}", message, level=level,
            route=self.route or None, fate=fate, element=element,
        )  # fmt: skip

    def close(self, root: Tag) -> Counter[str]:
        """Count all elements, those that nothing was said of by their kind."""
        counts: Counter[str] = Counter(dict.fromkeys(FATES, 0))
        foreign: dict[str, list[Tag]] = {}
        for tag in self._elements(root, foreign):
            fate = self.fates.get(id(tag))
            if fate is None:
                fate = self._usual(tag)
            counts[fate] += 1
        for space, tags in foreign.items():
            counts["dropped"] += len(tags)
            first = tags[0]
            self.told[id(first)] = ElementProblem(
                self.path, first.line, first.column, "bpmn-extension",
                say("bpmn.extension", given=space, n=len(tags)), level="warning",
                route=self.route or None, fate="dropped",
                element={"tag": first.name, "id": "", "name": ""},
            )  # fmt: skip
        self.problems = sorted(self.told.values(), key=lambda one: (one.line, one.column))
        return counts

    def _usual(self, tag: Tag) -> str:
        if tag.name in _EXACT or extension.is_ours(tag):
            return "exact"
        if tag.name in _FOLDED:
            return "folded"
        if tag.name in _STEPS:
            return "folded"
        if tag.name.endswith("EventDefinition"):
            return "folded"
        fate = "approximated" if tag.name in _APPROXIMATED else "dropped"
        self.say(tag, fate, "other" if fate == "dropped" else "approximated")
        return fate

    def _elements(self, root: Tag, foreign: dict[str, list[Tag]]) -> list[Tag]:
        """Return the elements that are accounted for one by one, and gather others' by their namespace."""
        found = []
        stack = [root]
        while stack:
            tag = stack.pop()
            if tag.space == extension.URI:
                continue
            if tag.name == "extensionElements":
                for child in tag.children:
                    if child.space != extension.URI:
                        foreign.setdefault(child.space, []).append(child)
                continue
            if tag.space != MODEL:
                foreign.setdefault(tag.space, []).append(tag)
                continue
            apart = tag.name == "process" and id(tag) in self.fates
            if tag.name not in _PARTS or apart:
                found.append(tag)
            stack += [
                child
                for child in reversed(tag.children)
                if not (child.name.endswith(_KINDS) and extension.is_ours(tag))
            ]
        return found
