"""Tell in which branches side by side each step stands, and which arrivals a join unites.

Of the links that somebody takes, two links into one step may be alternatives (one of them is taken) or
parallel (both are). Walking forward, each fork opens a *branch* for each of its links and each join
closes those that meet there; the stack of open branches tells the two apart, as in the nesting of
blocks of structured processes [1]_, with partial joins and with branches that end by themselves.

`rutas.tokens.blocks` asks another question. There the whole route nests or it doesn't, by the token
rules, loops and losses among them: what hangs on a yes is exact. Here every step of any route gets an
answer, also where blocks overlap: which arrivals are waited for together when each link is walked once
and those back are left out, as a schedule asks (`slack`, the earliest ages) or what is held. Where
branches don't pair up, what comes together counts as alternatives.

References
----------
.. [1] Vanhatalo, J., Völzer, H., Koehler, J. (2009). The refined process structure tree.
   *Data & Knowledge Engineering* 68(9), 793-818. https://doi.org/10.1016/j.datak.2009.02.015
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.tokens.branch import Branch, Branches, Meet
from rutas.tokens.net import compile as compile_net
from rutas.tokens.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.model import Route

__all__ = ["Branch", "Branches", "Meet", "branches"]

_DEEPEST = 200
ROOT = 0
END = -1


@once
def branches(route: Route) -> Branches:
    """Find the branches of a route in one pass over its links.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": [{"to": "a"}],
    ...     "outcomes": {"fin": {"name": "Fin", "success": "yes"}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "next": {"all": ["b", "c"]}},
    ...         {"id": "b", "name": "B", "next": "d"},
    ...         {"id": "c", "name": "C", "next": "d"},
    ...         {"id": "d", "name": "D", "join": "all", "outcome": "fin"}]}]})
    >>> found = branches(route)
    >>> found.of, found.meets[3]
    ((0, 1, 2, 0), Meet(each=True, parts=(1, 2), left=((), ())))
    """
    return _Walk(route).result()


class _Walk:
    """One walk through a route, forward, with what it has found so far."""

    def __init__(self, route: Route) -> None:
        net = compile_net(route)
        self.after, self.heads = net.follows, net.heads
        self.before = net.before
        self.fork = net.parallel.tolist()
        self.join = net.join.tolist()
        self.joining = net.joining
        self.ends = (net.outcome >= 0).tolist()
        entries = net.starts
        self.order, self.back = net.order, net.back
        self.table = [Branch(ROOT, -1, frozenset(), 0)]
        self.number: dict[tuple[int, int, frozenset[int]], int] = {}
        self.of = [-1] * len(net)
        self.tangled = False
        self.arrivals: list[list[tuple[int, int]]] = [[] for _ in net.ids]
        for entry in entries:
            self.arrivals[entry].append((-1, ROOT))
        self.exits: dict[int, set[tuple[int, int]]] = defaultdict(set)
        self.forks_in: dict[int, set[int]] = defaultdict(set)

    def result(self) -> Branches:
        drafts: dict[int, _Draft] = {}
        nothing = Meet(each=False, parts=())
        meets = [nothing] * len(self.after)
        for i in self.order:
            arrivals = self.arrivals[i]
            if len(arrivals) == 1:
                source, self.of[i] = arrivals[0]
                meets[i] = Meet(each=False, parts=(source,))
            else:
                drafts[i] = self._arrive(i, arrivals)
            self._leave(i)
        end = self._meet([(i, self.of[i]) for i in self.order if self.ends[i]])
        self.tangled = self._tangled()
        for i, draft in drafts.items():
            meets[i] = self._finish(draft, i)
        return Branches(
            self.order,
            tuple(self.table),
            tuple(self.of),
            tuple(meets),
            self._finish(end, END),
            self.back,
        )

    def _arrive(self, i: int, arrivals: Sequence[tuple[int, int]]) -> _Draft:
        """Put a step into its branch."""
        if self.join[i]:
            draft = self._block(arrivals) or self._meet(arrivals)
        else:
            sources: list[int | _Draft] = [source for source, _ in arrivals]
            draft = _Draft(sources, self._common(arrivals))
        self.of[i] = draft.branch
        for _, branch in arrivals:
            if branch != draft.branch:
                self.exits[branch].add((i, draft.branch))
        return draft

    def _block(self, arrivals: Sequence[tuple[int, int]]) -> _Draft | None:
        """Let all branches of one fork meet where each comes by one link, as they mostly do."""
        first = self.table[arrivals[0][1]]
        together = [branch for _, branch in arrivals]
        if first.fork < 0 or not len(arrivals) == len(set(together)) == len(self.heads[first.fork]):
            return None
        for branch in together:
            one = self.table[branch]
            if one.fork != first.fork or one.parent != first.parent or len(one.links) > 1:
                return None
        return _Draft([source for source, _ in arrivals], first.parent, together)

    def _leave(self, i: int) -> None:
        """Hand a step's branch on along its links."""
        here, fork, back = self.of[i], self.fork[i], self.back
        if self.ends[i]:
            self.exits[here].add((END, ROOT))
        if fork:
            self.forks_in[here].add(i)
        for k, j in enumerate(self.after[i]):
            if back and (i, j) in back:
                continue
            # The exits of a fork come after its branches, and are taken instead of them.
            opens = fork and k < len(self.heads[i])
            branch = self._branch(here, i, frozenset([k])) if opens else here
            self.arrivals[j].append((i, branch))

    def _branch(self, parent: int, fork: int, links: frozenset[int]) -> int:
        key = (parent, fork, links)
        if key not in self.number:
            depth = self.table[parent].depth + 1
            if depth > _DEEPEST:
                return parent
            self.number[key] = len(self.table)
            self.table.append(Branch(parent, fork, links, depth))
        return self.number[key]

    def _common(self, arrivals: Sequence[tuple[int, int]]) -> int:
        """Return the innermost branch around several."""
        if len(arrivals) == 1:
            return arrivals[0][1]
        found = {branch for _, branch in arrivals}
        while len(found) > 1:
            deepest = max(found, key=lambda branch: self.table[branch].depth)
            found = (found - {deepest}) | {self.table[deepest].parent}
        return found.pop() if found else ROOT

    def _meet(self, arrivals: Iterable[tuple[int, int]]) -> _Draft:
        """Let branches meet, the innermost first."""
        open_: dict[int, list[int | _Draft]] = defaultdict(list)
        for source, branch in arrivals:
            open_[branch].append(source)
        while len(open_) > 1:
            table = self.table
            depth = max([table[branch].depth for branch in open_])
            inner = [branch for branch in open_ if table[branch].depth == depth]
            first = table[inner[0]]
            group = [
                b for b in inner if table[b].fork == first.fork and table[b].parent == first.parent
            ]
            parts = {branch: _alternatives(open_.pop(branch), branch) for branch in group}
            draft, branch = self._close(parts, first, alone=not open_)
            open_[branch].append(draft)
        for branch, found in open_.items():
            return _alternatives(found, branch)
        return _Draft([], ROOT)

    def _close(self, parts: dict[int, _Draft], first: Branch, *, alone: bool) -> tuple[_Draft, int]:
        """Let the branches of one fork meet."""
        links = [self.table[branch].links for branch in parts]
        union = links[0].union(*links)
        apart = sum(map(len, links)) == len(union)
        heads = self.heads[first.fork]
        # A branch that gets to no join at all is never waited for.
        whole = len(union) == len(heads) or all(
            k in union or head not in self.joining for k, head in enumerate(heads)
        )
        branch = first.parent
        if apart and not whole and alone:
            branch = self._branch(first.parent, first.fork, union)
        drafts: list[int | _Draft] = list(parts.values())
        if not apart:
            return _Draft(drafts, branch), branch
        together = list(parts) if len(parts) > 1 else []
        return _Draft(drafts, branch, together), branch

    def _tangled(self) -> bool:
        """Tell whether a link back leads from one branch into another beside it.

        It may lead within its own branch, or from around a branch into it again.
        """
        for i, j in self.back:
            inner = self.of[j]
            while self.table[inner].depth > self.table[self.of[i]].depth:
                inner = self.table[inner].parent
            if inner != self.of[i]:
                return True
        return False

    def _finish(self, draft: _Draft, step: int) -> Meet:
        parts = tuple(
            [
                _lone(self._finish(part, step)) if isinstance(part, _Draft) else part
                for part in draft.parts
            ]
        )
        if len(parts) == 1 and isinstance(parts[0], Meet):
            return parts[0]
        if not draft.together or self.tangled:
            return Meet(each=False, parts=parts)
        left = tuple(
            [
                () if self._certain(branch, step) else self._left(branch, step)
                for branch in draft.together
            ]
        )
        return Meet(each=True, parts=parts, left=left)

    def _left(self, branch: int, step: int) -> tuple[int, ...]:
        """Return the steps of a branch that still lead to a step, and also to where nothing does."""
        home = self.table[branch]
        found = {step}
        queue = [step]
        for j in queue:
            for i in self.before[j]:
                if i not in found and self._part_of(self.of[i], home):
                    found.add(i)
                    queue.append(i)
        return tuple(i for i in queue[1:] if any(j not in found for j in self.after[i]))

    def _part_of(self, branch: int, home: Branch) -> bool:
        while branch > ROOT:
            one = self.table[branch]
            if (one.parent, one.fork) == (home.parent, home.fork):
                return one.links <= home.links
            branch = one.parent
        return False

    def _certain(self, branch: int, step: int) -> bool:
        """Tell whether whoever entered a branch, or one of those that met in it, gets to a step."""
        home = self.table[branch]
        block = (home.parent, home.fork)
        if len(home.links) == 1:
            only = self.exits.get(branch, set())
            if branch not in self.forks_in and len(only) == 1 and min(only)[0] == step:
                return True
            return self._sure(branch, step, block, set())
        for link in home.links:
            number = self.number.get((*block, frozenset([link])))
            if number and self._sure(number, step, block, set()):
                return True
        return False

    def _sure(self, branch: int, step: int, home: tuple[int, int], seen: set[int]) -> bool:
        """Tell whether all ways on from a branch lead to a step, inside the fork's block."""
        seen.add(branch)
        for target, after in self.exits.get(branch, ()):
            if target == step or after in seen:
                continue
            if target == END or not self._within(after, home):
                return False
            if not self._sure(after, step, home, seen):
                return False
        forks = self.forks_in.get(branch, ())
        return all(self._sure_after(branch, fork, step, home, seen) for fork in forks)

    def _sure_after(
        self, branch: int, fork: int, step: int, home: tuple[int, int], seen: set[int]
    ) -> bool:
        """Tell whether some branch of a fork surely leads to a step."""
        for k in range(len(self.heads[fork])):
            number = self.number.get((branch, fork, frozenset([k])))
            if number and self._sure(number, step, home, set(seen)):
                return True
        return False

    def _within(self, branch: int, home: tuple[int, int]) -> bool:
        while branch != ROOT:
            if (self.table[branch].parent, self.table[branch].fork) == home:
                return True
            branch = self.table[branch].parent
        return False


@dataclass(slots=True)
class _Draft:
    """A meet before the whole route is known."""

    parts: list[int | _Draft]
    branch: int
    together: list[int] = field(default_factory=list)


def _lone(meet: Meet) -> int | Meet:
    """Take a meet of one for the one."""
    return meet.parts[0] if len(meet.parts) == 1 else meet


def _alternatives(parts: list[int | _Draft], branch: int) -> _Draft:
    if len(parts) == 1 and isinstance(parts[0], _Draft):
        return parts[0]
    return _Draft(parts, branch)
