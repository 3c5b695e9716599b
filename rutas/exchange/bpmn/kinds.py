"""Name the kinds of nodes that BPMN has, by what becomes of them."""

from __future__ import annotations

__all__ = ["CHOICES", "EXACT_SPLITS", "NODES", "OPEN", "SPLITS", "TASKS"]

OPEN = frozenset({"subProcess", "transaction"})
"""What is laid open where it holds nodes."""
CHOICES = frozenset({"exclusiveGateway", "eventBasedGateway", "complexGateway"})
SPLITS = frozenset({"choice", "fork"})
"""What a graph calls nodes at which ways part."""
EXACT_SPLITS = frozenset({"exclusiveGateway", "parallelGateway"})
TASKS = frozenset([
    "task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask",
    "receiveTask", "callActivity",
])  # fmt: skip
"""The kinds of task that can stand for each other."""
NODES = TASKS | OPEN | CHOICES | frozenset([
    "adHocSubProcess", "intermediateCatchEvent", "intermediateThrowEvent", "parallelGateway",
    "inclusiveGateway", "startEvent", "endEvent", "boundaryEvent",
])  # fmt: skip
"""All kinds of nodes."""
