"""Fill a folder: what a build made there may be replaced and removed, and nothing else may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.errors import UsageError
from rutas.files import write
from rutas.locale import LANGUAGES, say
from rutas.publish.fingerprint import fingerprint, unchanged
from rutas.publish.manifest import NAME, Made, Manifest
from rutas.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

__all__ = ["INDEX", "PAGE", "Folder"]

PAGE = "README.md"
"""The contents page."""

INDEX = "index.html"
"""The page for telephones."""


class Folder:
    """A folder of diagrams, while a build fills it.

    Parameters
    ----------
    path
        The folder.
    force
        Whether whatever stands there may be replaced.
    page
        The file that one opens first, by which a folder of ours is known where its manifest is broken.

    Attributes
    ----------
    was
        What stood there before.
    tasks
        What stands there now, by the task that made it.
    written, removed
        The names of the files that were.
    """

    def __init__(self, path: Path, *, force: bool = False, page: str = PAGE) -> None:
        self.path = path
        self._page = page
        self.was = Manifest.load(path)
        self.tasks: dict[str, Made] = dict(self.was.tasks)
        self.written: list[str] = []
        self.removed: list[str] = []
        self._named = set(self.was.files)
        # without a manifest that can be read, its folder is known by its contents page
        self._all_ours = force or (not self._named and self._is_ours())

    def has(self, task: str, inputs: str) -> bool:
        """Tell whether what a task makes of its inputs stands there already."""
        made = self.tasks.get(task)
        return made is not None and made.inputs == inputs and unchanged(self.path, made.files)

    def open(self) -> None:
        """Make the folder.

        Raises
        ------
        UsageError
            If a contents page or a manifest stands there which no build made.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        if not self._all_ours and not self._named:
            self._refuse(name for name in (self._page, NAME) if (self.path / name).exists())

    def put(self, task: str, inputs: str, files: Mapping[str, bytes]) -> None:
        """Write the files that a task made.

        A new name is in the manifest before its file is in the folder: a build that is killed leaves
        nothing that the next one would take for somebody else's.

        Raises
        ------
        UsageError
            If a file of that name stands there which no build made.
        OSError
            If a file cannot be written.
        """
        sums = {name: fingerprint(raw) for name, raw in files.items()}
        new = set(files) - self._named
        if not self._all_ours:
            self._refuse(
                name for name in sorted(new)
                if (self.path / name).exists() and not unchanged(self.path, {name: sums[name]})
            )  # fmt: skip
        self.tasks[task] = Made(inputs, sums)
        if new:
            self._named |= new
            self.save()
        self.written += [name for name, raw in files.items() if write(self.path / name, raw)]

    def leave(self, tasks: Collection[str]) -> None:
        """Remove the files of all tasks but some, unless somebody has changed them since."""
        self.tasks = {task: made for task, made in self.tasks.items() if task in tasks}
        for name in self.left(tasks):
            (self.path / name).unlink(missing_ok=True)  # two builds may be at it
            self.removed.append(name)

    def left(self, tasks: Collection[str]) -> list[str]:
        """Return the files, as they were made, of tasks that are no more."""
        kept = {name for task in tasks if task in self.tasks for name in self.tasks[task].files}
        old = {name: was for name, was in self.was.files.items() if name not in kept}
        return [name for name, was in old.items() if unchanged(self.path, {name: was})]

    def save(self, inputs: str = "", findings: Mapping[str, int] | None = None) -> Manifest:
        """Write the manifest, and return it."""
        now = Manifest(__version__, inputs, findings or {}, dict(sorted(self.tasks.items())))
        if write(self.path / NAME, now.text()) and inputs:
            self.written.append(NAME)
        return now

    def _is_ours(self) -> bool:
        """Tell whether a build filled the folder, though its manifest cannot be read (any more)."""
        page, manifest = _text(self.path / self._page), _text(self.path / NAME)
        titles = [f"# {say('publish.title', lang)}\n" for lang in LANGUAGES]
        return page.startswith(tuple(titles)) or '"rutas"' in manifest or '"tasks"' in manifest

    def _refuse(self, names: Iterable[str]) -> None:
        found = ", ".join(names)
        if found:
            raise UsageError(say("publish.not-ours", files=found, folder=str(self.path)))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        return ""
