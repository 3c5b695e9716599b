"""Remember what was made from what, in ``contents.json`` beside what was made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a folder of diagrams.

    Attributes
    ----------
    rutas
        The version that made it.
    inputs
        The fingerprint of the whole book, the program and the settings.
    findings
        How many problems of each level the rules found.
    tasks
        What each task made, by its name.
    """

    rutas: str = ""
    inputs: str = ""
    findings: dict[str, int] = field(default_factory=dict)
    tasks: dict[str, Made] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder; one that is missing or broken is an empty one."""
        try:
            data = json.loads((folder / NAME).read_text(encoding="utf-8"))
            tasks = {name: Made(**made) for name, made in data.pop("tasks").items()}
            return cls(**data, tasks=tasks)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def text(self) -> str:
        """Write the manifest."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @property
    def files(self) -> dict[str, str]:
        """Every file and its fingerprint."""
        return {name: was for made in self.tasks.values() for name, was in made.files.items()}
