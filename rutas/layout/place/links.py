"""Tell which links return to an earlier step, and what comes before and after each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Link", "back_links", "neighbours"]

Link = tuple[str, str]


def neighbours(links: Iterable[Link]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What follows each step, and what comes before it, without repetition.

    Examples
    --------
    >>> neighbours([("a", "b"), ("a", "b"), ("a", "c")])
    ({'a': ['b', 'c']}, {'b': ['a'], 'c': ['a']})
    """
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for source, target in dict.fromkeys(links):
        after.setdefault(source, []).append(target)
        before.setdefault(target, []).append(source)
    return after, before


def back_links(order: Sequence[str], links: Iterable[Link]) -> set[Link]:
    """The links that return to an earlier step: without them no step follows itself.

    Three candidates are weighed: the links of a loop that go against the file's order, those that
    close a loop in a walk from the ways in, and those against an order found greedily [1]_. Each is
    reduced until no link of it can be spared; the smallest wins, the file's order on a tie.

    Parameters
    ----------
    order
        The steps in the file's order.
    links
        Pairs of source and target among them.

    References
    ----------
    .. [1] Eades, P., Lin, X., Smyth, W. F. (1993). A fast and effective heuristic for the feedback arc
       set problem. *Information Processing Letters* 47(6), 319-323.
       https://doi.org/10.1016/0020-0190(93)90079-O

    Examples
    --------
    >>> sorted(back_links("abc", [("a", "b"), ("b", "c"), ("c", "a"), ("c", "c")]))
    [('c', 'a'), ('c', 'c')]
    """
    unique = list(dict.fromkeys(links))
    graph = nx.DiGraph(unique)
    loops = {n: k for k, part in enumerate(nx.strongly_connected_components(graph)) for n in part}
    inside = [(source, target) for source, target in unique if loops[source] == loops[target]]
    place = {name: index for index, name in enumerate(order)}
    candidates = (
        _against(place, inside),
        _closing(order, unique),
        _against(_greedy(order, inside), inside),
    )
    return min((_reduce(graph, found, place) for found in candidates), key=len)


def _against(place: Mapping[str, int], links: Iterable[Link]) -> set[Link]:
    """The links that go against an order, or nowhere."""
    return {(source, target) for source, target in links if place[target] <= place[source]}


def _greedy(order: Sequence[str], links: Iterable[Link]) -> dict[str, int]:
    """An order that few links go against: what nothing follows last, else what most follow first."""
    graph = nx.DiGraph(link for link in links if link[0] != link[1])
    left = [name for name in order if name in graph]
    first, last = [name for name in order if name not in graph], list[str]()
    while left:
        name = next((n for n in reversed(left) if not graph.out_degree(n)), None)
        if name is None:
            name = max(left, key=lambda n: graph.out_degree(n) - graph.in_degree(n))
            first.append(name)
        else:
            last.append(name)
        left.remove(name)
        graph.remove_node(name)
    return {name: index for index, name in enumerate([*first, *reversed(last)])}


def _closing(order: Sequence[str], links: Sequence[Link]) -> set[Link]:
    """The links that close a loop in a walk from the ways in, followed in the file's order."""
    after, before = neighbours(links)
    roots = [name for name in order if not before.get(name)]
    open_now: set[str] = set()
    seen: set[str] = set()
    closing: set[Link] = set()
    for root in [*roots, *order]:
        if root in seen:
            continue
        seen.add(root)
        open_now.add(root)
        stack = [(root, iter(after.get(root, ())))]
        while stack:
            name, rest = stack[-1]
            target = next(rest, None)
            if target is None:
                open_now.discard(name)
                stack.pop()
            elif target in open_now:
                closing.add((name, target))
            elif target not in seen:
                seen.add(target)
                open_now.add(target)
                stack.append((target, iter(after.get(target, ()))))
    return closing


def _reduce(graph: nx.DiGraph[str], back: set[Link], place: Mapping[str, int]) -> set[Link]:
    """Drop every link that closes no loop; those that go with the file's order first."""
    rest, kept = graph.copy(), set(back)
    rest.remove_edges_from(back)
    for source, target in sorted(back, key=lambda n: (place[n[0]] - place[n[1]], place[n[0]])):
        if source != target and not nx.has_path(rest, target, source):
            kept.discard((source, target))
            rest.add_edge(source, target)
    return kept
