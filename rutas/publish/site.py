"""Write the page of a book, with the drawings of a build beside it, and only where something changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rutas.locale import language
from rutas.publish import fingerprint as prints
from rutas.publish.folder import INDEX, Folder
from rutas.publish.make import Built
from rutas.publish.manifest import Manifest
from rutas.reading.revision import commit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["publish_site"]

_SITE, _DRAWINGS = "site", "drawings"  # what is made here


def publish_site(
    book: str | Path = "routes", out: str | Path = "site", *,
    territories: Sequence[str] | None = None, names: str | None = None,
    drawings: str | Path = "diagrams", since: str | None = None, force: bool = False,
) -> Built:  # fmt: skip
    """Write the page of a book, and copy the drawings that a build made of its routes beside it.

    Parameters
    ----------
    book, out
        The folder of the book, and that of the page.
    territories
        Ids of the territories whose points it tells; all that list some where left out.
    names
        The language of the book's texts: ours, or one that the book has; the language that is spoken
        where left out.
    drawings
        The folder of the drawings; where it has none, the page links to none.
    since
        A revision of git: what changed since then is told of each route.
    force
        Whether files that were not made here may be replaced.

    Raises
    ------
    BookError
        If the book cannot be read.
    UsageError
        If there is no such territory or revision, or somebody else's file would be replaced.
    OSError
        If a file cannot be written.
    """
    source, target = Path(book), Folder(Path(out), force=force)
    made = Manifest.load(Path(drawings)).tasks if target.path != Path(drawings) else {}
    inputs = prints.fingerprint(
        prints.code(), names or language(), language(), repr(territories), repr(made),
        repr(prints.files(source) if source.is_dir() else {}),
        repr(commit_of(since, source) if since else None),
    )  # fmt: skip
    if inputs == target.was.inputs and prints.unchanged(target.path, target.was.files):
        return Built(same=len(target.was.files))
    from rutas.book import load  # noqa: PLC0415  (an unchanged book is not even read)
    from rutas.publish.site_files import drawings_of, site_files  # noqa: PLC0415  (as above)

    loaded = load(source)
    shown = drawings_of(loaded, made)
    copied = {
        name: Path(drawings, name).read_bytes()
        for kinds in shown.values()
        for files in kinds.values()
        for name in files
    }
    page = site_files(INDEX, loaded, names or language(), territories, shown, since)
    target.open()
    target.put(_SITE, inputs, page)
    target.put(_DRAWINGS, inputs, copied)
    target.leave([_SITE, _DRAWINGS])
    now = target.save(inputs)
    same = len(now.files.keys() - set(target.written))
    return Built(tuple(target.written), tuple(target.removed), same)
