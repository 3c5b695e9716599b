"""Answer what the nesting of a route needs of plain graphs: orders, dominators, components.

Graphs are lists of successors by number, so that nothing heavy is imported and 100,000 steps are fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["components", "dominators", "postorder"]


def postorder(follows: Sequence[Sequence[int]], root: int) -> list[int]:
    """Return what can be reached from a root, every node after those first reached through it.

    >>> postorder([[1, 2], [3], [3], []], 0)
    [3, 1, 2, 0]
    """
    order: list[int] = []
    seen = {root}
    stack = [(root, iter(follows[root]))]
    while stack:
        node, rest = stack[-1]
        for following in rest:
            if following not in seen:
                seen.add(following)
                stack.append((following, iter(follows[following])))
                break
        else:
            order.append(node)
            stack.pop()
    return order


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
    back: dict[int, list[int]] = {node: [] for node in order}
    for node in order:
        for following in follows[node]:
            back[following].append(node)
    above = {root: root}
    changed = True
    while changed:
        changed = False
        for node in reversed(order[:-1]):
            new = -1
            for before in back[node]:
                if before in above:
                    new = before if new < 0 else _meet(before, new, above, number)
            if above.get(node) != new:
                above[node] = new
                changed = True
    return above


def _meet(one: int, other: int, above: dict[int, int], number: dict[int, int]) -> int:
    while one != other:
        while number[one] < number[other]:
            one = above[one]
        while number[other] < number[one]:
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
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    open_: list[int] = []
    found: list[list[int]] = []
    closed: set[int] = set()
    for start in sorted(wanted):
        if start in number:
            continue
        number[start] = low[start] = len(number)
        open_.append(start)
        stack = [(start, iter(follows[start]))]
        while stack:
            node, rest = stack[-1]
            for following in rest:
                if following not in wanted or following in closed:
                    continue
                if following not in number:
                    number[following] = low[following] = len(number)
                    open_.append(following)
                    stack.append((following, iter(follows[following])))
                    break
                low[node] = min(low[node], number[following])
            else:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[node])
                if low[node] == number[node]:
                    component: list[int] = []
                    while not component or component[-1] != node:
                        component.append(open_.pop())
                    closed.update(component)
                    found.append(component)
    return found
