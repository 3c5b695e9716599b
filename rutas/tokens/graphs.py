"""Answer what the nesting of a route needs of plain graphs: orders, dominators, components.

Graphs are lists of successors by number, so that nothing heavy is imported and 100,000 steps are fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["components", "dominators", "forward_order", "postorder"]


def postorder(follows: Sequence[Sequence[int]], root: int) -> list[int]:
    """Return what can be reached from a root, every node after those first reached through it.

    >>> postorder([[1, 2], [3], [3], []], 0)
    [3, 1, 2, 0]
    """
    order: list[int] = []
    seen = bytearray(len(follows))
    seen[root] = 1
    stack = [(root, iter(follows[root]))]
    while stack:
        node, rest = stack[-1]
        for following in rest:
            if not seen[following]:
                seen[following] = 1
                stack.append((following, iter(follows[following])))
                break
        else:
            order.append(node)
            stack.pop()
    return order


def forward_order(
    follows: Sequence[Sequence[int]], entries: Iterable[int]
) -> tuple[list[int], frozenset[tuple[int, int]]]:
    """Return the nodes in an order that every link but those back follows, and those back.

    The order is the reverse of a depth-first search's finishing order; a link back leads to a node
    from which the search came. What stands first comes first.

    >>> forward_order([[1, 2], [3], [3], [1]], [0])
    ([0, 2, 3, 1], frozenset({(1, 3)}))
    """
    state = bytearray(len(follows))
    done: list[int] = []
    back: set[tuple[int, int]] = set()
    for entry in reversed(list(entries)):
        if state[entry]:
            continue
        state[entry] = 1
        stack = [(entry, iter(follows[entry][::-1]))]
        while stack:
            i, rest = stack[-1]
            for j in rest:
                if state[j] == 0:
                    state[j] = 1
                    stack.append((j, iter(follows[j][::-1])))
                    break
                if state[j] == 1:
                    back.add((i, j))
            else:
                state[i] = 2
                done.append(i)
                stack.pop()
    return done[::-1], frozenset(back)


def dominators(follows: Sequence[Sequence[int]], root: int) -> dict[int, int]:
    """Return the immediate dominator of every node that the root reaches; the root is its own.

    Examples
    --------
    >>> dominators([[1, 2], [3], [3], []], 0)
    {0: 0, 2: 0, 1: 0, 3: 0}

    References
    ----------
    .. [1] Cooper, K. D., Harvey, T. J., Kennedy, K. (2001). A simple, fast dominance algorithm. Rice
       University, CS Technical Report 06-33870. https://hdl.handle.net/1911/96345. Quadratic at worst,
       on loops entered from many sides; linear in practice.
    """
    order = postorder(follows, root)
    number = {node: i for i, node in enumerate(order)}
    back: list[list[int]] = [[] for _ in order]
    loops = False
    for i, node in enumerate(order):
        for following in follows[node]:
            j = number[following]
            back[j].append(i)
            loops = loops or j >= i
    last = len(order) - 1
    above = [-1] * last + [last]
    changed = True
    while changed:
        changed = False
        for j in range(last - 1, -1, -1):
            new = -1
            for i in back[j]:
                if above[i] >= 0:
                    new = i if new < 0 else _meet(i, new, above)
            if above[j] != new:
                above[j] = new
                changed = loops
    return {order[j]: order[above[j]] for j in range(last, -1, -1)}


def _meet(one: int, other: int, above: list[int]) -> int:
    while one != other:
        while one < other:
            one = above[one]
        while other < one:
            other = above[other]
    return one


def components(nodes: Iterable[int], follows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components among some nodes, those that come after first.

    Links to other nodes are left aside.

    Examples
    --------
    >>> components([0, 1, 2], [[1], [2, 0], []])
    [[2], [1, 0]]

    References
    ----------
    .. [1] Tarjan, R. (1972). Depth-first search and linear graph algorithms. *SIAM Journal on Computing*
       1(2), 146-160. https://doi.org/10.1137/0201010
    """
    wanted = set(nodes)
    low: dict[int, int] = {}
    open_: list[int] = []
    found: list[list[int]] = []
    closed = len(wanted)  # higher than any number
    for start in sorted(wanted):
        if start in low:
            continue
        low[start] = len(low)
        open_.append(start)
        stack = [(start, low[start], iter(follows[start]))]
        while stack:
            node, number, rest = stack[-1]
            for following in rest:
                if following not in wanted:
                    continue
                seen = low.get(following)
                if seen is None:
                    count = low[following] = len(low)
                    open_.append(following)
                    stack.append((following, count, iter(follows[following])))
                    break
                low[node] = min(low[node], seen)
            else:
                stack.pop()
                least = low[node]
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], least)
                if least == number:
                    found.append(_popped(open_, node))
                    low |= dict.fromkeys(found[-1], closed)
    return found


def _popped(stack: list[int], last: int) -> list[int]:
    popped = [stack.pop()]
    while popped[-1] != last:
        popped.append(stack.pop())
    return popped
