"""Say which version this is: in one place, below all that writes it into what it makes."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
