"""Remember what was made from what, in ``contents.json`` beside what was made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["NAME", "Made", "Manifest"]

NAME = "contents.json"


@dataclass(frozen=True, slots=True)
class Made:
    """What one task made.

    Attributes
    ----------
    inputs
        The fingerprint of all that it was made from.
    files
        The fingerprints of the files, by name.
    """

    inputs: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a folder of diagrams.

    Attributes
    ----------
    rutas
        The version that made it.
    inputs
        The fingerprint of the whole book, the program and the settings; nothing while it is made.
    findings
        How many problems of each level the rules found.
    tasks
        What each task made, by its name.
    """

    rutas: str = ""
    inputs: str = ""
    findings: Mapping[str, int] = field(default_factory=dict)
    tasks: Mapping[str, Made] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder; one that is missing or broken is an empty one.

        It stands among files that anybody may change, and says what may be replaced and removed: so one
        that names anything but plain files of its own folder is broken.
        """
        path = folder / NAME
        try:
            if not path.is_file():  # a pipe would never end
                return cls()
            return _manifest(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls()

    def text(self) -> str:
        """Write the manifest."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @property
    def files(self) -> dict[str, str]:
        """Every file and its fingerprint."""
        return {name: was for made in self.tasks.values() for name, was in made.files.items()}


def _manifest(data: dict[str, Any]) -> Manifest:
    tasks = {name: Made(**made) for name, made in data.pop("tasks").items()}
    found = Manifest(**data, tasks=tasks)
    texts = [
        found.rutas,
        found.inputs,
        *found.files.values(),
        *(made.inputs for made in tasks.values()),
    ]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a fingerprint is a text")
    if not all(type(count) is int for count in found.findings.values()):
        raise TypeError("problems are counted")
    if not all(map(_plain, found.files)):
        raise ValueError("a file of another folder")
    return found


def _plain(name: str) -> bool:
    """Tell whether a name is that of a file of the folder itself, on every system.

    >>> [_plain(name) for name in ("0-4-flow-a4.svg", "../keep.txt", "/keep.txt", "C:keep.txt", "", "..")]
    [True, False, False, False, False, False]
    """
    alone = PurePath(name).name == name == PureWindowsPath(name).name
    return alone and name not in {"", ".", "..", NAME} and "\0" not in name
