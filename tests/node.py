"""Ask packages of npm what they make of what is written here, where they are installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

__all__ = ["ask"]


def ask(script: str, given: Any, *packages: str) -> Any:
    """Return what a script for Node answers; skip the test where Node or a package is absent.

    Parameters
    ----------
    script
        A module that reads JSON from its standard input and writes JSON.
    given
        What it reads.
    packages
        What it imports, from the folder that NODE_PATH names.
    """
    program, modules = shutil.which("node"), Path(os.environ.get("NODE_PATH", ""))
    missing = [name for name in packages if not (modules / name).is_dir()]
    if program is None or modules.name != "node_modules" or missing:
        pytest.skip(f"Node with {', '.join(packages)} in NODE_PATH")
    done = subprocess.run(
        [program, "--input-type=module", "--eval", script], input=json.dumps(given), text=True, encoding="utf-8",
        capture_output=True, cwd=modules.parent, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
