"""Write a route, or its graphs, for other programs, one format a file, and read graphs back.

To add a format, add a file with ``write`` (and ``read``, where it can be read without loss) and a row to
`FORMATS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from rutas.errors import UsageError, no_such
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from rutas.exchange.arrival import Arrival, Base

__all__ = ["ARRIVING", "FORMATS", "LEAVING", "Format", "arrive", "export", "leave", "read"]


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
    "bpmn": Format("bpmn", readable=False, whole=True),
    "mermaid": Format("mermaid", readable=False, whole=True),
    "visio": Format("visio", readable=False, whole=True),
}
"""The formats by the name that people write."""

LEAVING: Mapping[str, str] = {
    "xlsx": "rutas.exchange.sheets:workbook",
    "sheets": "rutas.exchange.sheets:folder",
}
"""What writes a route from its files' texts so that it can come home: bytes, or texts by file name."""

ARRIVING: Mapping[str, str] = {
    ".xlsx": "rutas.exchange.sheets:arrived",
    ".xlsm": "rutas.exchange.sheets:arrived",
    ".ods": "rutas.exchange.sheets:arrived",
    "": "rutas.exchange.sheets:arrived",
    ".bpmn": "rutas.exchange.bpmn:arrived",
}
"""What reads a route that comes home, by the ending of the file's name; of a folder, no ending."""


def leave(base: Base, to: str, **options: Any) -> bytes | dict[str, str]:
    """Write a route so that it can come home.

    Parameters
    ----------
    base
        The texts of the route's file and of its catalogue's.
    to
        One of `LEAVING`.
    options
        What its writer takes besides: ``source``.
    """
    written: bytes | dict[str, str] = resolve_name(LEAVING[to])(base, **options)
    return written


def arrive(path: Path, **options: Any) -> Arrival:
    """Read a route that comes home.

    Parameters
    ----------
    path
        A file or a folder.
    options
        What its reader takes besides.

    Raises
    ------
    UsageError
        If nothing here reads it, or it is not there.
    """
    ending = "" if path.is_dir() else path.suffix.lower()
    if ending not in ARRIVING or not path.exists():
        code = "no-arrival" if path.exists() else "no-such-file"
        known = ", ".join(filter(None, ARRIVING))
        raise UsageError(say(f"exchange.{code}", given=path, known=known))
    if options and ending != ".bpmn":
        raise UsageError(say("exchange.no-process", given=path))
    found: Arrival = resolve_name(ARRIVING[ending])(path, **options)
    return found


def export(source: Any, to: str, /, **options: Any) -> str:
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
        raise no_such("exchange.unknown", name, FORMATS)
    return FORMATS[name]
