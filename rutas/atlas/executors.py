"""Open what does the work: the cores of this machine, or a cluster of `dask.distributed`."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from rutas.errors import UsageError
from rutas.locale import say
from rutas.processes import processes as start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    Opened = Callable[[], AbstractContextManager[Executor]]

__all__ = ["executor", "processes"]

_SECONDS = 10


def executor(text: str) -> Opened:
    """Return what opens an executor that is named: ``processes``, ``processes=COUNT`` or ``dask=ADDRESS``.

    Raises
    ------
    UsageError
        If it is none of these.

    Examples
    --------
    >>> with executor("processes=1")() as pool:
    ...     pool.submit(abs, -2).result()
    2
    """
    if text == "processes":
        return processes()
    name, _, given = text.partition("=")
    if name == "processes" and given.isdecimal() and int(given):
        return processes(int(given))
    if name == "dask" and given:
        return partial(_dask, given)
    raise UsageError(say("atlas.no-executor", given=text))


def processes(count: int | None = None) -> Opened:
    """Return what opens processes of this machine, as many as it has cores where nothing is said."""
    return partial(start, count)


@contextmanager
def _dask(address: str) -> Iterator[Any]:
    """Open the executor of a cluster whose scheduler is at an address."""
    try:
        from distributed import Client  # noqa: PLC0415  (an extra of the program's, and heavy)
    except ImportError:
        raise UsageError(say("atlas.no-dask")) from None
    try:
        client: Any = Client(address, timeout=_SECONDS)  # type: ignore[no-untyped-call]  # a library without types
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(say("atlas.no-cluster", given=address, error=str(error))) from None
    with client, client.get_executor() as found:
        yield found
