"""Play BPMN's own token game on a file: what the standard says of each element, and nothing of routes.

A token is on a sequence flow. A task, an event and a gateway that is exclusive take one token from one flow;
the first two put one on each flow that leaves them, the last on one of them. A parallel gateway takes one
from each incoming flow. An inclusive one may fire when some incoming flow has a token and no other
token still comes: each token that gets, by flows and not through the gateway, to an incoming flow without
one also gets to one that has one (BPMN 2.0.2, section 13.4.3). It takes one from each flow that has one.
"""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import product
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from tests.exchange.bpmn_file import q

if TYPE_CHECKING:
    from collections.abc import Iterator

Marking = frozenset[str]
"""The flows that have a token; that none ever has two is looked at before."""


class Outcome(NamedTuple):
    """What the game finds.

    Attributes
    ----------
    dead
        Whether tokens can be left of which none can move.
    endless
        Whether from some marking the end can't be reached, though something moves.
    double
        Whether one flow can have two tokens; what that leads to is not asked.
    never
        The elements that no token ever gets to.
    """

    dead: bool
    endless: bool
    double: bool
    never: frozenset[str]

    @property
    def is_sound(self) -> bool:
        return not (self.dead or self.endless or self.double or self.never)


class Game:
    """The flow elements of a file."""

    def __init__(self, text: str) -> None:
        process = ET.fromstring(text).find(q("bpmn:process"))
        assert process is not None
        self.kind = {
            element.attrib["id"]: element.tag.rpartition("}")[2]
            for element in process
            if element.tag.endswith(("Event", "Gateway", "ask", "Activity"))
        }
        self.into: dict[str, list[str]] = defaultdict(list)
        self.out: dict[str, list[str]] = defaultdict(list)
        self.target: dict[str, str] = {}
        for flow in process.iter(q("bpmn:sequenceFlow")):
            key = flow.attrib["id"]
            self.target[key] = flow.attrib["targetRef"]
            self.into[flow.attrib["targetRef"]].append(key)
            self.out[flow.attrib["sourceRef"]].append(key)
        self._near = {
            name: self._nearing(name)
            for name, kind in self.kind.items()
            if kind == "inclusiveGateway"
        }

    def _nearing(self, gateway: str) -> dict[str, frozenset[str]]:
        """Return, for each flow, the flows into a gateway that a token on it gets to but through that."""
        found = {}
        for flow in self.target:
            seen, stack = set[str](), [flow]
            while stack:
                at = stack.pop()
                if at not in seen:
                    seen.add(at)
                    stack += [] if self.target[at] == gateway else self.out[self.target[at]]
            found[flow] = frozenset(seen & set(self.into[gateway]))
        return found

    def play(self, most: int = 1_000) -> Outcome | None:
        """Play all games, from each start, until two tokens meet; nothing where there are too many."""
        before: dict[Marking, set[Marking]] = defaultdict(set)
        dead = False
        visited: set[str] = set()
        starts = [
            frozenset(self.out[name]) for name, kind in self.kind.items() if kind == "startEvent"
        ]
        queue, seen = deque(starts), set(starts)
        while queue:
            if len(seen) > most:
                return None
            marking = queue.popleft()
            visited |= {self.target[flow] for flow in marking}
            moves = list(self._moves(marking))
            dead = dead or bool(marking and not moves)
            for taken, given in moves:
                left = marking - taken
                if left & given:
                    return Outcome(dead=False, endless=False, double=True, never=frozenset())
                after = left | given
                before[after].add(marking)
                if after not in seen:
                    seen.add(after)
                    queue.append(after)
        ending, stack = {frozenset[str]()}, [frozenset[str]()]
        while stack:
            for one in before[stack.pop()] - ending:
                ending.add(one)
                stack.append(one)
        starting = {name for name, kind in self.kind.items() if kind == "startEvent"}
        return Outcome(dead, bool(seen - ending), False, frozenset(self.kind) - visited - starting)

    def _moves(self, marking: Marking) -> Iterator[tuple[Marking, Marking]]:
        """Yield what each element that can act takes and gives."""
        for name, kind in self.kind.items():
            here = [flow for flow in self.into[name] if flow in marking]
            if not here:
                continue
            each = frozenset(self.out[name])
            if kind == "parallelGateway":
                if len(here) == len(self.into[name]):
                    yield frozenset(here), each
            elif kind == "inclusiveGateway":
                if self._is_all(name, marking, frozenset(here)):
                    yield frozenset(here), each
            elif kind in {"exclusiveGateway", "eventBasedGateway"}:
                yield from (
                    (frozenset([one]), frozenset([way]))
                    for one, way in product(here, self.out[name])
                )
            else:
                yield from ((frozenset([one]), each) for one in here)

    def _is_all(self, gateway: str, marking: Marking, here: Marking) -> bool:
        """Tell whether no token still comes to a flow into an inclusive gateway that has none."""
        near = self._near[gateway]
        return all(near[flow] & here or not near[flow] for flow in marking - here)
