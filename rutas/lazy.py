"""Let a package name what its rooms hold, and import each room when something of it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["attach"]


def attach(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """Return a package's ``__getattr__`` (PEP 562): a command pays for what it uses alone.

    Parameters
    ----------
    package
        Its name.
    homes
        The names that each of its modules holds. A name that is also a module's would be the module as
        soon as that is imported, and does not do.

    Examples
    --------
    >>> enter = attach("rutas", {"errors": ("nearest",)})
    >>> enter("nearest").__name__
    'nearest'
    >>> enter("farthest")
    Traceback (most recent call last):
    AttributeError: module 'rutas' has no attribute 'farthest'
    """
    home = {name: module for module, names in homes.items() for name in names}

    def enter(name: str) -> Any:
        if name in home:
            return getattr(import_module(f"{package}.{home[name]}"), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return enter
