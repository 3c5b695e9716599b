"""The house rules hold: style, types, the floors, and what the project says of itself."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "floors": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tools_find_nothing(tool: str) -> None:
    name, *rest = TOOLS[tool]
    command = [str(Path(sys.executable).with_name(name)), *rest]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_too_long() -> None:
    """One idea a file."""
    longest = 350
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("rutas", "tests")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {path: count for path, count in lengths.items() if count > longest} == {}


def test_every_module_opens_with_its_duty() -> None:
    silent = [
        path.relative_to(ROOT)
        for path in (ROOT / "rutas").rglob("*.py")
        if not path.read_text(encoding="utf-8").lstrip().startswith(('"""', 'r"""'))
    ]
    assert silent == []


def test_every_library_has_a_lower_bound() -> None:
    """What the CI installs as the oldest set is read from here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["tests"]]
    assert [one for one in asked if one.count(">=") != 1 or set(one) & set(",;<=") != {"="}] == []


def test_no_module_imports_itself_by_a_detour() -> None:
    """Not even for its types: a circle is two rooms that should be divided otherwise."""
    import grimp
    import networkx as nx

    graph = grimp.build_graph("rutas", exclude_type_checking_imports=False)
    imports = nx.DiGraph(
        (module, other)
        for module in graph.modules
        for other in graph.find_modules_directly_imported_by(module)
    )
    assert [sorted(one) for one in nx.strongly_connected_components(imports) if len(one) > 1] == []
