"""A folder as a build leaves it, with a link out of it that no build made."""

from __future__ import annotations

from pathlib import Path

from rutas.publish.fingerprint import fingerprint
from rutas.publish.manifest import NAME, Made, Manifest

PAGE = "<!doctype html><title>Página</title><p id=a>uno</p>"


def put(folder: Path, page: str) -> None:
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "enlace.svg").unlink(missing_ok=True)
    (folder / "enlace.svg").symlink_to("../secreto.txt")
    made = Made("", {"index.html": fingerprint(page.encode()), "enlace.svg": "", "falta.svg": ""})
    (folder / NAME).write_text(Manifest(tasks={"site": made}).text(), encoding="utf-8")
