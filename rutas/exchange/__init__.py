"""Write a route, or its graphs, for other programs, one format a file, and read graphs back.

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
    """A format that a graph, or a route as a whole, can be written in.

    Attributes
    ----------
    module
        The file of this folder that knows it.
    readable
        Whether a graph comes back from it without loss.
    whole
        Whether the route itself is written, and not one of its graphs.
    """

    module: str
    readable: bool = True
    whole: bool = False

    @property
    def writer(self) -> Callable[..., str]:
        """The function that writes a graph, or a route."""
        write: Callable[..., str] = import_module(f"{__name__}.{self.module}").write
        return write


FORMATS: Mapping[str, Format] = {
    "dot": Format("dot"),
    "json": Format("node_link"),
    "graphml": Format("graphml"),
    "csv": Format("rows", readable=False),
    "mermaid": Format("mermaid", readable=False, whole=True),
    "visio": Format("visio", readable=False, whole=True),
}
"""The formats by the name that people write."""


def export(source: Any, to: str, **options: Any) -> str:
    """Write a graph, or a route.

    Parameters
    ----------
    source
        A view of a route (see `rutas.graph`), or the route where the format is of a whole one.
    to
        One of `FORMATS`.
    options
        What its writer takes besides.

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
    return _format(to).writer(source, **options)


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
