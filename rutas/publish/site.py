"""Write the page of a book, with the drawings of a build beside it, and only where something changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rutas.collector import collector_off
from rutas.errors import UsageError
from rutas.locale import language, say
from rutas.publish import fingerprint as prints
from rutas.publish.folder import INDEX, PAGE, Folder
from rutas.publish.make import Built
from rutas.publish.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["publish_site"]

_SITE = "site"  # what is made here, all at once


@collector_off()
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
        If there is no such territory, revision or drawing, or what others made would be replaced.
    OSError
        If a file cannot be written.
    """
    source, target = Path(book), Folder(Path(out), force=force, page=INDEX)
    if PAGE in target.was.files:  # else all of it but the page would go
        raise UsageError(say("publish.of-build", folder=out))
    made = Manifest.load(Path(drawings)).tasks
    inputs = prints.fingerprint(
        prints.code(), names or language(), language(), repr(territories), repr(made),
        repr(prints.files(source) if source.is_dir() else {}), _revision(since, source),
    )  # fmt: skip
    if inputs == target.was.inputs and prints.unchanged(target.path, target.was.files):
        return Built(same=len(target.was.files))
    from rutas.book import load  # noqa: PLC0415  (an unchanged book is not even read)
    from rutas.publish.site_files import drawings_of, site_files  # noqa: PLC0415  (as above)

    loaded = load(source)
    shown = drawings_of(loaded, made)
    copied = _copied(Path(drawings), shown)
    page = site_files(INDEX, loaded, names or language(), territories, shown, since)
    target.open()
    target.put(_SITE, inputs, {**page, **copied})
    target.leave([_SITE])
    now = target.save(inputs)
    same = len(now.files.keys() - set(target.written))
    return Built(tuple(target.written), tuple(target.removed), same)


def _revision(since: str | None, book: Path) -> str:
    """Return which commit a revision means today."""
    if since is None:
        return ""
    from rutas.reading.revision import commit_of  # noqa: PLC0415  (an unchanged book is not even read)

    return f"{since} {commit_of(since, book)}"


def _copied(folder: Path, shown: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, bytes]:
    """Read the drawings that the page shows."""
    names = [name for kinds in shown.values() for files in kinds.values() for name in files]
    try:
        return {name: (folder / name).read_bytes() for name in names}
    except FileNotFoundError as error:
        raise UsageError(say("publish.no-drawing", file=error.filename)) from None
