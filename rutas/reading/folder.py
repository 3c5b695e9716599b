"""Read a file that holds one thing of a kind, and tell all that is wrong with it, in the file's order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from rutas.reading.places import File
from rutas.reading.syntax import parse
from rutas.reading.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from pydantic import BaseModel

    from rutas.errors import Problem
    from rutas.model.base import Known
    from rutas.model.flaws import Flaw

    Flaws = Callable[[Mapping[str, Any]], Iterable[Flaw]]

__all__ = ["as_mapping", "parse_mapping", "read_file", "read_parsed"]

_Model = TypeVar("_Model", bound="BaseModel")


def parse_mapping(path: Path) -> tuple[File, list[Problem]]:
    """Read a YAML file that must hold keys; one that holds something else has no tree."""
    return as_mapping(*parse(path))


def as_mapping(file: File, problems: list[Problem]) -> tuple[File, list[Problem]]:
    """Return a file that was parsed, and what is wrong with it, as `parse_mapping` does."""
    if file.tree is not None and not isinstance(file.tree, dict):
        problems.append(file.problem("not-a-mapping", *file.find(())))
        file = File(file.path, file.text)
    return file, problems


def read_file(
    path: Path, kind: type[_Model], known: Known, flaws: Flaws = lambda _: ()
) -> tuple[File, _Model | None, list[Problem]]:
    """Read one thing from its file.

    Parameters
    ----------
    path
        The file.
    kind
        What it holds.
    known
        The ids that it may name.
    flaws
        What yields that which is wrong with it as a whole.

    Returns
    -------
    The file; what it holds, or ``None`` where it has problems; and the problems.
    """
    file, problems = parse_mapping(path)
    return file, *read_parsed(file, problems, kind, known, flaws)


def read_parsed(
    file: File, problems: Iterable[Problem], kind: type[_Model], known: Known,
    flaws: Flaws = lambda _: (),
) -> tuple[_Model | None, list[Problem]]:  # fmt: skip
    """Read one thing from a file that was parsed, as `read_file` does; `problems` are those found so far."""
    if file.tree is None:
        return None, [*problems]
    found, wrong = validate(file, kind, known)
    told = [*problems, *wrong, *(_told(file, flaw) for flaw in flaws(file.tree))]
    told.sort(key=lambda one: (one.line, one.column))
    return None if told else found, told


def _told(file: File, flaw: Flaw) -> Problem:
    """Say a flaw at its place, a key where it is one of a change set; and the line that it contradicts."""
    values: dict[str, Any] = {"given": "", "guess": "", **flaw.values}
    if "at" in values:
        values["line"] = file.find(values.pop("at"), key=True)[0]
    return file.problem(flaw.code, *file.find(flaw.loc, key="set" in flaw.loc), **values)
