"""Change a YAML text into one that says another tree, and touch nothing else of it.

The text is cut by the positions of libyaml's events: what is wanted as it is stays byte for byte, comments,
order, quotation marks and blank lines included. What was written is read again; where it doesn't say what was
wanted, the smallest block that does is written afresh.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from rutas.reading.entries import Entries, Entry
from rutas.reading.fresh import block, document, inline, item, quoted
from rutas.reading.nodes import Node, comments, compose
from rutas.reading.pairing import key_order, pairs, renamed_keys, stationary
from rutas.reading.syntax import parse_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Edited", "edit"]

Path = tuple[str | int, ...]
_Planned = tuple[Any, Entry | None, Any]  # the key, where it is, what it is to say
_MARKS = frozenset({"'", '"'})


@dataclass(frozen=True, slots=True)
class Edited:
    """A text that was changed.

    Attributes
    ----------
    text
        The text.
    lost
        The comments that went with what they were about.
    """

    text: str
    lost: tuple[str, ...] = ()


def edit(text: str, tree: Any) -> Edited:
    r"""Return a YAML text that says a tree, as near as can be to the one there is.

    Parameters
    ----------
    text
        YAML of one document; what is none is written afresh.
    tree
        Mappings, lists and texts, as `rutas.reading.parse` returns them.

    Raises
    ------
    ValueError
        If no text says the tree: a key of it is empty, or too long.

    Examples
    --------
    >>> before = "# una\nid: a   # su id\nages: {from: 0, to: 4}\n"
    >>> print(edit(before, {"id": "b", "ages": {"from": "0", "to": "5"}}).text)
    # una
    id: b   # su id
    ages: {from: 0, to: 5}
    <BLANKLINE>
    """
    if not text.strip():
        return Edited(document(tree))
    crlf = "\r\n" in text and text.count("\r\n") == text.count("\n")
    plain = text.replace("\r\n", "\n") if crlf else text
    try:
        root = compose(plain)
    except yaml.YAMLError:
        return Edited(document(tree))
    if root.value == tree:
        return Edited(text)
    said = (found for found in _attempts(plain, root, tree) if _says(found[0], tree))
    written, dropped = next(said, (None, False))
    if written is None:
        raise ValueError("a tree that no YAML text of ours says")
    lost = Counter(comments(plain)) - Counter(comments(written)) if dropped else Counter()
    return Edited(written.replace("\n", "\r\n") if crlf else written, tuple(lost.elements()))


def _attempts(text: str, root: Node, tree: Any) -> Iterator[tuple[str, bool]]:
    """Yield texts that should say the tree, each with whether comments may be missing in it."""
    writer = _Writer(text, root)
    yield writer.write(tree), writer.dropped
    if (
        "*" in text
    ):  # what an anchor says has perhaps changed, and is not to change wherever it is repeated
        text = _expanded(text, root)
        root = compose(text)
        yield _Writer(text, root).write(tree), True
    changed = _changed(root.value, tree)
    for depth in range(len(changed), 0, -1):
        yield _Writer(text, root, changed[:depth]).write(tree), True
    yield document(tree), True


def _says(text: str, tree: Any) -> bool:
    return bool(parse_text(text)[0].tree == tree)


def _expanded(text: str, root: Node) -> str:
    """Return a text in which every alias is replaced by what it repeats."""
    found: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.alias:
            found.append(node)
        else:
            waiting.extend(node.parts.values())
    for node in sorted(found, key=lambda one: -one.start):
        text = text[: node.start] + inline(node.value) + text[node.end :]
    return text


def _changed(old: Any, new: Any) -> Path:
    """Return the way to the deepest part that holds all that differs."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        differ: list[Any] = [key for key in old if old[key] != new[key]]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        differ = [i for i, part in enumerate(old) if part != new[i]]
    else:
        return ()
    if len(differ) != 1:
        return ()
    return (differ[0], *_changed(old[differ[0]], new[differ[0]]))


class _Writer:
    """Write one text into another tree's."""

    def __init__(self, text: str, root: Node, afresh: Path | None = None) -> None:
        self.text, self.root, self.afresh = "\n" + text, root, afresh
        self.entries = Entries(self.text)
        self.dropped = False  # whether anything was left out that may hold a comment
        self.elsewhere: dict[tuple[Path, str], tuple[Entry, int]] | None = None

    def write(self, tree: Any) -> str:
        """Return the text that says the tree."""
        if self.root.is_block and type(self.root.value) is type(tree):
            entries = self.entries.of(self.root)
            body = self._block(self.root, entries, tree, ())
            if body is not None:
                whole = self.text[: entries[0].begin] + body + self.text[entries[-1].end :]
                return whole[1:]
        self.dropped = True
        return document(tree)

    def _block(self, node: Node, entries: list[Entry], tree: Any, path: Path) -> str | None:
        """Return a block's new text, from its first part's beginning to its last part's end.

        Nothing, if it can't be kept.
        """
        if path == self.afresh or not tree:
            return None
        names = renamed_keys(node.value, tree) if isinstance(tree, dict) else {}
        entries = [
            replace(entry, key=names.get(key))
            for key, entry in zip(node.parts, entries, strict=True)
        ]
        by_key = {
            names.get(key, key): entry for key, entry in zip(node.parts, entries, strict=True)
        }
        if isinstance(tree, dict):
            order = key_order(list(by_key), tree)
            plan: list[_Planned] = [(key, by_key.get(key), tree[key]) for key in order]
        else:
            paired = pairs(node.value, tree)
            plan = [(i, by_key.get(paired[i]), part) for i, part in enumerate(tree)]
        first, now = entries[0], plan[0][1]
        on_its_line = first.begin == first.start and now is not first
        if on_its_line and (isinstance(tree, list) or now is None):
            return None
        if not any(entry for _, entry, _ in plan):
            return None
        return self._assembled(entries, plan, path)

    def _assembled(self, entries: list[Entry], plan: Sequence[_Planned], path: Path) -> str:
        text = self.text
        place = {id(entry): i for i, entry in enumerate(entries)}
        kept = [place[id(entry)] for _, entry, _ in plan if entry is not None]
        still = stationary(kept)
        self.dropped |= len(still) < len(entries)
        spaced = any(entry.foreign < entry.own for entry in entries[1:])
        first = entries[0]
        column = self.entries.column(first.start)
        out: list[str] = []
        reached = 0  # entries whose foreign lines are written
        for key, entry, value in plan:
            here = (*path, key)
            index = place[id(entry)] if entry is not None else -1
            if entry is not None and index in still:
                out += [text[one.begin : one.foreign] for one in entries[reached:index]]
                reached = index + 1
                lead = text[entry.begin : entry.start]
                if not out and first.begin == first.start:
                    lead = ""
                elif index == 0 and out and spaced:
                    lead = "\n" + lead
                out.append(lead + self._entry(entry, value, here))
            else:
                out.append("\n" if spaced and out else "")
                out.append(self._placed(entry, value, column, here))
        out += [text[one.begin : one.foreign] for one in entries[reached:]]
        return "".join(out)

    def _placed(self, entry: Entry | None, value: Any, column: int, path: Path) -> str:
        """Return the lines of a part that is new at its place."""
        pad = " " * column
        if isinstance(path[-1], str):
            if entry is None:
                head, body = block(value, column)
                return f"\n{pad}{quoted(path[-1])}:{' ' if head else ''}{head}{body}"
        else:
            was = column
            if entry is None:
                entry, was = self._found(path, value) or (None, column)
            if entry is None:
                return f"\n{pad}- {item(value, column)}"
            moved = self.text[entry.own : entry.start] + self._entry(entry, value, path)
            if entry.own == entry.start:
                moved = f"\n{' ' * was}{moved}"
            return _shifted(moved, column - was)
        return self.text[entry.own : entry.start] + self._entry(entry, value, path)

    def _found(self, path: Path, value: Any) -> tuple[Entry, int] | None:
        """Return where an item with an id stood in another list of its kind."""
        if not isinstance(value, dict) or not isinstance(value.get("id"), str):
            return None
        if self.elsewhere is None:
            self.elsewhere = {}
            waiting: list[tuple[Path, Node]] = [((), self.root)]
            while waiting:
                kind, node = waiting.pop()
                if not node.is_block:
                    continue
                is_list = isinstance(node.value, list)
                if is_list and any(isinstance(part, dict) and "id" in part for part in node.value):
                    for entry in self.entries.of(node):
                        given = entry.node.value
                        if isinstance(given, dict) and isinstance(given.get("id"), str):
                            place = entry, self.entries.column(entry.start)
                            self.elsewhere.setdefault((kind, given["id"]), place)
                waiting += [((*kind, "" if is_list else k), n) for k, n in node.parts.items()]
        kind = tuple("" if isinstance(part, int) else part for part in path[:-1])
        return self.elsewhere.get((kind, value["id"]))

    def _entry(self, entry: Entry, value: Any, path: Path) -> str:
        """Return a part's text from its key or dash on."""
        key = f"{quoted(entry.key)}:" if entry.key else self.text[entry.start : entry.value]
        return key + self._behind(entry, value, path)

    def _behind(self, entry: Entry, value: Any, path: Path) -> str:
        """Return a part's text behind its key or dash."""
        text, node = self.text, entry.node
        if node.value == value and path != self.afresh:
            return text[entry.value : entry.end]
        if node.is_block and not node.alias and type(node.value) is type(value):
            inner = self.entries.of(node)
            body = self._block(node, inner, value, path)
            if body is not None:
                return text[entry.value : inner[0].begin] + body
        column = self.entries.column(entry.start)
        rest = "" if node.is_block and not node.alias else text[node.end + 1 : entry.end]
        if not node.is_block and path != self.afresh:
            new = self._inline(node, value, path)
            if new is not None:
                return text[entry.value : node.start + 1] + new + rest
        self.dropped = True
        if isinstance(path[-1], int):
            return f" {item(value, column)}{rest}"
        head, body = block(value, column)
        return f"{' ' if head else ''}{head}{rest}{body}"

    def _inline(self, node: Node, value: Any, path: Path) -> str | None:
        """Return the new text of a value on its key's line; nothing, if it has to be written afresh."""
        if isinstance(value, str):
            if not isinstance(node.value, str) or node.style in {"|", ">"} or "\n" in value:
                return None
            return quoted(value, flow=False, mark=node.style if node.style in _MARKS else "")
        if node.style in {"{", "["} and node.parts and type(node.value) is type(value) and value:
            return self._flow(node, value, path)
        return None

    def _flow(self, node: Node, tree: Any, path: Path) -> str:
        """Return the new text of what stands in brackets."""
        text, is_map = self.text, isinstance(tree, dict)
        starts = {
            k: (node.keys[k][0] if is_map else part.start) + 1 for k, part in node.parts.items()
        }
        ends = {key: part.end + 1 for key, part in node.parts.items()}
        keys = list(node.parts)
        plan: list[tuple[Any, Any]]
        if is_map:
            plan = [(key, key if key in node.parts else None) for key in key_order(keys, tree)]
        else:
            paired = pairs(node.value, tree)
            plan = [(i, paired[i]) for i in range(len(tree))]
        gaps = [text[ends[one] : starts[other]] for one, other in zip(keys, keys[1:], strict=False)]
        same = [old for _, old in plan] == keys
        between = gaps if same else [_gap(gaps)] * (len(plan) - 1)
        self.dropped |= not same
        out = [text[node.start + 1 : starts[keys[0]]]]
        for (key, old), gap in zip(plan, [*between, ""], strict=True):
            if old is None:
                out.append(f"{quoted(key)}: {inline(tree[key])}" if is_map else inline(tree[key]))
            else:
                part = node.parts[old]
                out.append(text[starts[old] : part.start + 1])
                out.append(self._in_brackets(part, tree[key], (*path, key)))
            out.append(gap)
        return "".join([*out, text[ends[keys[-1]] : node.end + 1]])

    def _in_brackets(self, node: Node, value: Any, path: Path) -> str:
        if node.value == value:
            return self.text[node.start + 1 : node.end + 1]
        if isinstance(value, str):
            return quoted(value, mark=node.style if node.style in _MARKS else "")
        has_parts = node.style in {"{", "["} and node.parts and value
        if path != self.afresh and has_parts and type(node.value) is type(value):
            return self._flow(node, value, path)
        self.dropped = True
        return inline(value)


def _gap(gaps: Sequence[str]) -> str:
    plain = [gap for gap in gaps if "#" not in gap]
    return Counter(plain).most_common(1)[0][0] if plain else ", "


def _shifted(text: str, by: int) -> str:
    """Return lines moved to the right or left."""
    if by == 0:
        return text
    if by > 0:
        return re.sub(r"\n(?=[^\n])", "\n" + " " * by, text)
    return re.sub(rf"\n {{1,{-by}}}", "\n", text)
