"""Write a graph in Graphviz's language, every attribute kept, and read it back.

In a DOT string only the quotation mark is escaped, and a backslash at its end or before a quotation mark
would swallow it; so every backslash is written twice, as Graphviz itself does for labels.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rutas.exchange.attributes import empty, from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["read", "write"]

_STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(rf"{_STRING}|->|[{{}}\[\]=;,]|[A-Za-z_]\w*|\s+", re.DOTALL)


def write(graph: Any) -> str:
    """Write a graph as DOT; ``label`` repeats the name, so that any Graphviz shows something."""
    title = f"{graph.graph.get('route', '')} {graph.graph.get('view', '')}"
    lines = [f"digraph {_quote(title)} {{", f"  graph {_list(graph.graph)};"]
    lines.append('  node ["shape"="box"];')
    for name, data in graph.nodes(data=True):
        lines.append(
            f"  {_quote(name)} {_list({**data, 'label': _label(data.get('name', name))})};"
        )
    for start, end, key, data in _links(graph):
        shown = {
            **data,
            "key": str(key),
            "label": _label(data.get("when", data.get("document", ""))),
        }
        lines.append(f"  {_quote(start)} -> {_quote(end)} {_list(shown)};")
    return "\n".join([*lines, "}"]) + "\n"


def _label(text: Any) -> str:
    """Write a text so that Graphviz, which decodes entities in a label, draws it as it is."""
    return to_text(text).replace("&", "&amp;")


def _links(graph: Any) -> Iterator[tuple[str, str, int, Mapping[str, Any]]]:
    if graph.is_multigraph():
        yield from graph.edges(keys=True, data=True)
    else:
        yield from ((start, end, 0, data) for start, end, data in graph.edges(data=True))


def _list(attributes: Mapping[str, Any]) -> str:
    pairs = (f"{_quote(key)}={_quote(to_text(value))}" for key, value in attributes.items())
    return f"[{', '.join(pairs)}]"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unquote(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL)


def read(text: str) -> Any:
    """Read a graph back from what `write` wrote (it is no reader of other DOT files).

    Raises
    ------
    ValueError
        If the text is not of that form.
    """
    tokens = _tokens(text)
    graph_data: dict[str, Any] = {}
    nodes: dict[str, dict[str, Any]] = {}
    links: list[tuple[str, str, int, dict[str, Any]]] = []
    for head, attributes in _statements(tokens):
        if head == ["graph"]:
            graph_data = {key: from_text("graph", key, value) for key, value in attributes.items()}
        elif head == ["node"]:
            continue
        elif len(head) == 1:
            del attributes["label"]
            typed = {key: from_text("node", key, value) for key, value in attributes.items()}
            nodes[_unquote(head[0])] = typed
        else:
            key = int(attributes.pop("key"))
            del attributes["label"]
            typed = {name: from_text("link", name, value) for name, value in attributes.items()}
            links.append((_unquote(head[0]), _unquote(head[2]), key, typed))
    graph = empty(str(graph_data.get("view", "flow")))
    graph.graph.update(graph_data)
    for name, data in nodes.items():
        graph.add_node(name, **data)
    for start, end, key, data in links:
        ends = (start, end, key) if graph.is_multigraph() else (start, end)
        graph.add_edge(*ends, **data)
    return graph


def _tokens(text: str) -> list[str]:
    tokens = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"not DOT as rutas writes it, at character {place}")
        place = match.end()
        if not match[0].isspace():
            tokens.append(match[0])
    return tokens


def _statements(tokens: list[str]) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Yield each statement as what stands before its brackets, and the attributes in them."""
    head: list[str] = []
    waiting = iter(tokens[3:-1])  # digraph, its name and the brace; the last brace
    for piece in waiting:
        if piece == ";":
            head = []
        elif piece == "[":
            inside = []
            for inner in waiting:
                if inner == "]":
                    break
                if inner not in {"=", ","}:
                    inside.append(_unquote(inner))
            yield head, dict(zip(inside[::2], inside[1::2], strict=True))
        else:
            head.append(piece)
