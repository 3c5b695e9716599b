"""Write the graphs of a route for other programs, one format a file, and read them back.

To add a format, add a file with ``write`` (and ``read``, where it can be read without loss) and a row to
`FORMATS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from rutas.errors import UsageError, guessed, nearest
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FORMATS", "Format", "export", "read"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a graph can be written in.

    Attributes
    ----------
    module
        The file of this folder that knows it.
    readable
        Whether a graph comes back from it without loss.
    """

    module: str
    readable: bool = True

    @property
    def writer(self) -> Callable[[Any], str]:
        """The function that writes a graph."""
        write: Callable[[Any], str] = import_module(f"{__name__}.{self.module}").write
        return write


FORMATS: Mapping[str, Format] = {
    "dot": Format("dot"),
    "json": Format("node_link"),
    "graphml": Format("graphml"),
    "csv": Format("rows", readable=False),
}
"""The formats by the name that people write."""


def export(graph: Any, to: str) -> str:
    """Write a graph.

    Parameters
    ----------
    graph
        A view of a route (see `rutas.graph`).
    to
        One of `FORMATS`.

    Raises
    ------
    UsageError
        If there is no such format.

    Examples
    --------
    >>> import rutas
    >>> graph = rutas.flow(rutas.load("routes")["0-4"])
    >>> export(graph, "dot").splitlines()[0]
    'digraph "0-4 flow" {'
    >>> same = read(export(graph, "graphml"), "graphml")
    >>> same.nodes(data=True) == graph.nodes(data=True), same.adj == graph.adj
    (True, True)
    """
    return _format(to).writer(graph)


def read(text: str, format: str) -> Any:  # noqa: A002  (it is what the option is called)
    """Read a graph back from what `export` wrote.

    Parameters
    ----------
    text
        What was written.
    format
        The format that it was written in.

    Raises
    ------
    UsageError
        If there is no such format, or nothing can be read back from it.
    """
    known = _format(format)
    if not known.readable:
        raise UsageError(say("exchange.not-readable", given=format))
    return import_module(f"{__name__}.{known.module}").read(text)


def _format(name: str) -> Format:
    if name not in FORMATS:
        hint = guessed(nearest(name, FORMATS))
        raise UsageError(say("exchange.unknown", given=name, guess=hint, known=", ".join(FORMATS)))
    return FORMATS[name]
