"""Account for every element of a BPMN file: what became of it, and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.errors import Problem
from rutas.exchange.bpmn import extension
from rutas.exchange.bpmn.words import ref
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.exchange.bpmn.xml import Tag

__all__ = ["FATES", "MODEL", "Account", "ElementProblem"]

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
FATES = ("exact", "folded", "approximated", "dropped")

# Parts of an element that are accounted for with it.
_PARTS = frozenset([
    "definitions", "collaboration", "process", "incoming", "outgoing", "flowNodeRef", "laneSet",
    "childLaneSet", "extensionElements", "category", "categoryValue", "categoryValueRef",
    "ioSpecification", "dataInput", "dataOutput", "inputSet", "outputSet", "dataInputRefs",
    "dataOutputRefs", "optionalInputRefs", "optionalOutputRefs", "inputSetRefs",
    "outputSetRefs", "sourceRef", "targetRef", "text", "timeDuration", "timeDate", "timeCycle",
    "condition", "conditionExpression", "loopCardinality", "documentation",
    "dataInputAssociation", "dataOutputAssociation", "completionCondition", "association",
    "dataState", "eventDefinitionRef",
])  # fmt: skip
# What only says more of what refers to it, and is accounted for with that.
_DEFINITIONS = frozenset([
    "message", "error", "signal", "escalation", "itemDefinition", "resource", "interface",
    "endPoint", "dataStore",
])  # fmt: skip
_EXACT = frozenset([
    "task", "userTask", "manualTask", "sequenceFlow", "startEvent", "endEvent",
    "exclusiveGateway", "lane", "participant", "dataObject", "dataObjectReference",
])  # fmt: skip
_FOLDED = frozenset([
    "parallelGateway", "inclusiveGateway", "subProcess", "serviceTask", "scriptTask",
    "businessRuleTask", "sendTask", "receiveTask",
])  # fmt: skip
_APPROXIMATED = frozenset([
    "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "eventBasedGateway",
    "complexGateway", "callActivity", "adHocSubProcess", "transaction", "dataStoreReference",
])  # fmt: skip
# What holds elements that are accounted for each by itself, whatever becomes of it.
_HOLDERS = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})


# What is said of any kind of element, under its own name.
_PLAIN_RULES = frozenset({"other", "approximated", "folded"})
_LOOP = "LoopCharacteristics"


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
        for one in (tag, *more):
            self.empty(one)
            self.fates[id(one)] = "dropped"

    def empty(self, tag: Tag) -> None:
        """Leave out what an element holds, without a word on each."""
        for part in tag.walk():
            if part is not tag and part.name not in _PARTS:
                self.fates.setdefault(id(part), "dropped")

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
        """Count all elements, those that nothing was said of by their kind; of each foreign namespace one."""
        counts: Counter[str] = Counter(dict.fromkeys(FATES, 0))
        foreign: dict[str, list[Tag]] = {}
        for tag in self._elements(root, foreign):
            counts[self.fates.get(id(tag)) or self._usual(tag)] += 1
        for space, tags in foreign.items():
            counts["dropped"] += 1
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
        fate = (
            "folded" if tag.name in _FOLDED
            else "approximated" if tag.name in _APPROXIMATED else "dropped"
        )  # fmt: skip
        self.say(tag, fate, "other" if fate == "dropped" else fate)
        return fate

    def _elements(self, root: Tag, foreign: dict[str, list[Tag]]) -> Iterator[Tag]:
        """Yield the elements that are accounted for one by one, and gather others' by their namespace.

        What an element holds that is no part of the flow is left out with it.
        """
        named = _named(root)
        stack = [root]
        while stack:
            tag = stack.pop()
            if tag.space != MODEL or tag.name == "extensionElements":
                for one in tag.children if tag.space == MODEL else [tag]:
                    if one.space != extension.URI:
                        foreign.setdefault(one.space, []).append(one)
                continue
            if tag.name not in _PARTS or id(tag) in self.fates:
                if tag.name.endswith("EventDefinition") or (
                    tag.name in _DEFINITIONS and tag.id in named
                ):
                    continue
                yield tag
                if tag.name not in _HOLDERS and self.fates.get(id(tag)) == "dropped":
                    stack += tag.all("extensionElements")
                    continue
            if tag.children:
                stack += [
                    child
                    for child in reversed(tag.children)
                    if not (child.name.endswith(_LOOP) and extension.is_ours(tag))
                ]


def _named(root: Tag) -> set[str]:
    """Return the ids that elements refer to, if the file defines anything that is only referred to."""
    if not root.all(*_DEFINITIONS):
        return set()
    said: set[str] = set()
    stack = [root]
    while stack:  # other programs' elements too
        tag = stack.pop()
        said |= {ref(value) for key, value in tag.attributes.items() if key[-3:] == "Ref"}
        if tag.name[-3:] == "Ref":
            said.add(ref(tag.text.strip()))
        stack += tag.children
    return said
