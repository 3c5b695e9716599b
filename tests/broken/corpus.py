"""Read the corpus: books with mistakes, and the problems planted in them.

A mistake is marked on its line: ``# <- CODE@COLUMN``, several with spaces between. Where YAML itself is
broken and a comment would not be one, the file's first lines say ``# expect LINE:COLUMN CODE``. What
is wrong with a folder is said in its file ``expect``.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

HERE = Path(__file__).parent

Planted = tuple[str, int, int, str]
"""File name, line, column, code."""

_MARK = re.compile(r"# <- (.+)$")
_HEAD = re.compile(r"# expect (\d+):(\d+) (\S+)$")


def planted(path: Path) -> list[Planted]:
    """Return the problems that a file says are planted in it."""
    found: list[Planted] = []
    for number, line in enumerate(re.split(r"\r\n|\n", path.read_text(encoding="utf-8")), 1):
        if mark := _MARK.search(line):
            for word in mark[1].split():
                code, _, column = word.partition("@")
                found.append((path.name, number, int(column), code))
        if head := _HEAD.fullmatch(line):
            found.append((path.name, int(head[1]), int(head[2]), head[3]))
    return found


def cases() -> list[Path]:
    """Return every broken file or folder of the corpus."""
    files = [path for kind in ("route", "catalogue", "criteria") for path in HERE.glob(f"{kind}/*")]
    return sorted([*files, *HERE.glob("book/*")])


def lay_out(case: Path, folder: Path) -> list[Planted]:
    """Make a book of a case, whole but for what the case breaks; return what is planted in it."""
    if case.is_dir():
        for path in case.iterdir():
            if path.name != "expect":
                shutil.copy(path, folder)
        said = case / "expect"
        codes = said.read_text(encoding="utf-8").split() if said.exists() else []
        whole: list[Planted] = []
        for word in codes:
            name, _, code = word.rpartition("/")
            whole.append((name or folder.name, 0, 0, code))
        return sorted([*whole, *(found for path in folder.iterdir() for found in planted(path))])
    shutil.copy(HERE / "shared" / "catalogue.yaml", folder)
    if case.parent.name == "route":
        shutil.copy(case, folder / "prueba.yaml")
        return [("prueba.yaml", *rest) for _, *rest in planted(case)]
    shutil.copy(HERE / "shared" / "prueba.yaml", folder)
    shutil.copy(case, folder / f"{case.parent.name}.yaml")
    return [(f"{case.parent.name}.yaml", *rest) for _, *rest in planted(case)]
