"""Find the tests and the examples that a run left out without being asked to."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def uncollected(root: Path, asked: Iterable[Path], collected: set[str]) -> list[str]:
    """Return what stands below the asked files and folders and was not collected.

    A test file counts as collected if anything in it was; an example has to be itself.
    """
    files = {path.relative_to(root) for start in asked for path in _files(root / start)}
    seen = {name.partition("::")[0] for name in collected}
    tests = {file.as_posix() for file in files if file.match("test_*.py")} - seen
    examples = {name for file in files for name in _examples(root, file)} - collected
    return sorted(tests | examples)


def _files(start: Path) -> Iterator[Path]:
    for pattern in ("*.py", "*.md"):
        yield from start.rglob(pattern) if start.is_dir() else start.parent.glob(start.name)


def _examples(root: Path, file: Path) -> Iterator[str]:
    """Return the name, as pytest gives it, of every text of a file that holds an example."""
    text = (root / file).read_text(encoding="utf-8")
    if ">>> " not in text:
        return
    if file.suffix == ".md":
        yield f"{file.as_posix()}::{file.name}"
        return
    module = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
    yield from (f"{file.as_posix()}::{name}" for name in _documented(ast.parse(text), module))


def _documented(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, name: str
) -> Iterator[str]:
    if ">>> " in (ast.get_docstring(node) or ""):
        yield name
    for child in node.body:
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _documented(child, f"{name}.{child.name}")
