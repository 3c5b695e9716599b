"""Tell which links return, in which order steps come, and how far each is from the beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Link", "back_links", "neighbours", "ranks"]

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

    Two candidates are weighed: the links of a loop that go against the file's order, and those that
    close a loop in a walk from the ways in. Each is reduced until no link of it can be spared; the
    smaller wins, the file's order on a tie.

    Parameters
    ----------
    order
        The steps in the file's order.
    links
        Pairs of source and target among them.

    Examples
    --------
    >>> sorted(back_links("abc", [("a", "b"), ("b", "c"), ("c", "a"), ("c", "c")]))
    [('c', 'a'), ('c', 'c')]
    """
    unique = list(dict.fromkeys(links))
    place = {name: index for index, name in enumerate(order)}
    loops = _loop_of(order, unique)
    by_file = {(s, t) for s, t in unique if loops[s] == loops[t] and place[t] <= place[s]}
    by_walk = _closing(order, unique)
    reduced = [_reduce(unique, found, place) for found in (by_file, by_walk)]
    return min(reduced, key=len)


def ranks(order: Sequence[str], links: Iterable[Link]) -> dict[str, int]:
    """The longest way to each step from a beginning; the links must not form a loop.

    Examples
    --------
    >>> ranks("abcd", [("a", "b"), ("b", "d"), ("a", "d"), ("a", "c")])
    {'a': 0, 'b': 1, 'c': 1, 'd': 2}
    """
    after, before = neighbours(links)
    missing = {name: len(before.get(name, ())) for name in order}
    rank = dict.fromkeys(order, 0)
    ready = [name for name in order if not missing[name]]
    for name in ready:
        for target in after.get(name, ()):
            rank[target] = max(rank[target], rank[name] + 1)
            missing[target] -= 1
            if not missing[target]:
                ready.append(target)
    if len(ready) < len(rank):
        raise ValueError("the links form a loop: leave out the returns")
    return rank


def _loop_of(order: Sequence[str], links: Sequence[Link]) -> dict[str, int]:
    """The number of the strongly connected component of each step (Kosaraju's two walks)."""
    after, before = neighbours(links)
    finished: list[str] = []
    seen: set[str] = set()
    for root in order:
        finished += _walk(root, after, seen)
    component: dict[str, int] = {}
    seen = set()
    for number, root in enumerate(reversed(finished)):
        for name in _walk(root, before, seen):
            component[name] = number
    return component


def _walk(root: str, after: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """The steps that a depth-first walk reaches anew, in the order in which it leaves them."""
    if root in seen:
        return []
    seen.add(root)
    left: list[str] = []
    stack = [(root, iter(after.get(root, ())))]
    while stack:
        name, rest = stack[-1]
        target = next((t for t in rest if t not in seen), None)
        if target is None:
            left.append(name)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(after.get(target, ()))))
    return left


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


def _reduce(links: Sequence[Link], back: set[Link], place: Mapping[str, int]) -> set[Link]:
    """Drop every link that closes no loop; those that go with the file's order first."""
    after, _ = neighbours(link for link in links if link not in back)
    kept = set(back)
    for source, target in sorted(back, key=lambda n: (place[n[0]] - place[n[1]], place[n[0]])):
        if source != target and source not in set(_walk(target, after, set())):
            kept.discard((source, target))
            after.setdefault(source, []).append(target)
    return kept
