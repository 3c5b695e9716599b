"""Run the program as ``python -m rutas``."""

from __future__ import annotations

import sys

from rutas.cli import main

if __name__ == "__main__":
    sys.exit(main())
