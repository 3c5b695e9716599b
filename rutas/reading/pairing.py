"""Find out which item of a list became which of another, and which of them moved."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["identity", "key_order", "pairs", "renamed_keys", "stationary", "woven"]

_MOST = 200
_ALIKE = 0.5


def identity(item: Any) -> str:
    """Return what an item is known by: its id, the step that it leads to, or all it says.

    >>> identity({"id": "a", "name": "A"}), identity({"to": "b"}), identity("b")
    ('id a', 'b', 'b')
    """
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        if isinstance(item.get("id"), str):
            return f"id {item['id']}"
        if isinstance(item.get("to"), str):
            return str(item["to"])
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def pairs(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Return for each new item the index of the old one that it is, or nothing if it came.

    >>> pairs(["a", "b", "c"], ["c", "x", "a"])
    [2, 1, 0]
    >>> pairs([{"id": "a", "name": "A"}], [{"id": "n", "wait": "1 d"}, {"id": "b", "name": "A"}])
    [None, 0]
    """
    known = {key: i for i, key in enumerate(_keys(old))}
    found: list[int | None] = [known.get(key) for key in _keys(new)]
    left = sorted(set(known.values()) - set(found))
    came = [i for i, at in enumerate(found) if at is None]
    if not left or not came or max(len(left), len(came)) > _MOST:
        return found
    scores = sorted(
        (-alike, abs(i - j), i, j)
        for i in left
        for j in came
        if (alike := _alike(old[i], new[j])) >= _ALIKE
    )
    taken: set[int] = set()
    for _, _, i, j in scores:
        if i not in taken and found[j] is None:
            found[j] = i
            taken.add(i)
    return found


def renamed_keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Return which keys of a mapping are others now: what stands there is a mapping that is mostly the same.

    >>> renamed_keys({"a": {"name": "A", "level": "x"}, "b": {}}, {"c": {"name": "A", "level": "x"}})
    {'a': 'c'}
    """
    gone = [{**old[key], "id": key} for key in old if key not in new and isinstance(old[key], dict)]
    came = [{**new[key], "id": key} for key in new if key not in old and isinstance(new[key], dict)]
    found = zip(pairs(gone, came), came, strict=True)
    likely = [(gone[at], item) for at, item in found if at is not None]
    return {one["id"]: other["id"] for one, other in likely if _alike(one, other) > _ALIKE}


def _keys(items: Sequence[Any]) -> list[str]:
    seen: Counter[str] = Counter()
    keys = []
    for name in map(identity, items):
        keys.append(f"{name} {seen[name]}")
        seen[name] += 1
    return keys


def _alike(one: Any, other: Any) -> float:
    """Return how much of two items is the same, from 0 to 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = (one.keys() | other.keys()) - {"id", "to"}
        if not keys:
            return _ALIKE
        return float(sum(one.get(key) == other.get(key) for key in keys) / len(keys))
    return _ALIKE if isinstance(one, str) and isinstance(other, str) else 0.0


def stationary(places: Sequence[int]) -> frozenset[int]:
    """Return the places that need not move: the longest run that is in order already.

    >>> sorted(stationary([3, 0, 1, 2])), sorted(stationary([0, 2, 1]))
    ([0, 1, 2], [0, 1])
    """
    tails: list[int] = []
    at: list[int] = []  # the index of each tail in places
    before: list[int] = []
    for i, place in enumerate(places):
        k = bisect_left(tails, place)
        before.append(at[k - 1] if k else -1)
        tails[k : k + 1] = [place]
        at[k : k + 1] = [i]
    kept = []
    i = at[-1] if at else -1
    while i >= 0:
        kept.append(places[i])
        i = before[i]
    return frozenset(kept)


def woven(keys: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return keys in their order, and each of the others that is new behind the one before it.

    >>> woven(["a", "c"], ["b", "a", "d", "c"])
    ['b', 'a', 'd', 'c']
    """
    have = set(keys)
    behind: dict[str | None, list[str]] = {}
    last: str | None = None
    for key in others:
        if key in have:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    return [*behind.get(None, []), *(one for key in keys for one in (key, *behind.get(key, [])))]


def key_order(known: Sequence[str], wanted: dict[str, Any]) -> list[str]:
    """Return the keys of a mapping: the known ones as they are, each new one behind its neighbour.

    The first stays the first, for it may stand on the line of a dash.

    >>> key_order(["b", "a"], {"x": "", "a": "", "y": "", "b": ""})
    ['b', 'x', 'a', 'y']
    """
    kept = [key for key in known if key in wanted]
    return woven(kept, [*kept[:1], *(key for key in wanted if key not in kept[:1])])
