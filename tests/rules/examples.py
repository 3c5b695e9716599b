"""Make a book from what a page's example shows: the rest is filled in with what offends no rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from rutas.book import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.book import Book

# What examples may name without saying more; only what an example names gets into its catalogue.
SHELF: dict[str, dict[str, dict[str, Any]]] = {
    "actors": {
        "familia": {"name": "Familia y comunidad", "institution": "Familia y comunidad", "sector": "comunidad", "level": "local"},
        "usf": {"name": "Unidad de Salud de la Familia", "institution": "Ministerio de Salud", "sector": "salud", "level": "local"},
        "hospital": {"name": "Hospital distrital", "institution": "Ministerio de Salud", "sector": "salud", "level": "district"},
        "registro-civil": {"name": "Registro del Estado Civil", "institution": "Ministerio de Justicia", "sector": "identidad", "level": "local"},
        "identificaciones": {"name": "Departamento de Identificaciones", "institution": "Policía Nacional", "sector": "identidad", "level": "department"},
        "escuela": {"name": "Escuela", "institution": "Ministerio de Educación", "sector": "educacion", "level": "local"},
        "codeni": {"name": "Consejería municipal", "institution": "Municipalidad", "sector": "proteccion", "level": "district"},
    },
    "channels": {
        "presencial": {"name": "Atención en el servicio", "kind": "in-person"},
        "visita-domiciliaria": {"name": "Visita al hogar", "kind": "home-visit"},
        "en-linea": {"name": "Sistema en línea", "kind": "online"},
    },
    "documents": {
        "certificado-nacido-vivo": {"name": "Certificado de nacido vivo", "issuer": "hospital"},
        "certificado-nacimiento": {"name": "Certificado de nacimiento", "issuer": "registro-civil"},
        "cedula": {"name": "Cédula de identidad", "issuer": "identificaciones"},
        "cedula-madre": {"name": "Documento de la madre"},
        "libreta-salud": {"name": "Libreta de salud", "issuer": "usf"},
        "hoja-referencia": {"name": "Hoja de referencia", "issuer": "usf"},
        "contrarreferencia": {"name": "Hoja de contrarreferencia", "issuer": "hospital"},
    },
    "services": {
        "control-prenatal": {"name": "Control prenatal", "actor": "usf"},
        "inscripcion-nacimiento": {"name": "Inscripción del nacimiento", "actor": "registro-civil"},
        "cedulacion": {"name": "Cédula de identidad", "actor": "identificaciones"},
        "vacunas": {"name": "Vacunación", "actor": "usf"},
    },
    "sources": {
        "ley-1266": {"title": "Ley 1266", "url": "https://example.org/ley", "date": "1987"},
        "encuesta-2020": {"title": "Encuesta", "url": "https://example.org/encuesta", "date": "2020"},
    },
}  # fmt: skip


WHOLE = {"criteria.yaml", "improvements.yaml"}  # what an example shows of it is all there is to say


def make(files: Mapping[str, str], folder: Path) -> Book:
    """Write an example's files into a folder, complete, and read them."""
    folder.mkdir(exist_ok=True)
    trees = {
        name: yaml.load(text, yaml.BaseLoader)  # noqa: S506  (all as text)
        for name, text in files.items()
    }
    catalogue = trees.pop("catalogue.yaml", {})
    others = {name: trees.pop(name) for name in list(trees) if "/" in name or name in WHOLE}
    for name, tree in others.items():
        (folder / name).parent.mkdir(exist_ok=True)
        if name.startswith("territories/"):
            others[name] = _territory(name, tree)
        _write(folder / name, others[name])
    routes = {name: _route(name, tree) for name, tree in trees.items()} or {
        "ejemplo.yaml": _route("ejemplo.yaml", {"steps": [_END]})
    }
    for name, tree in routes.items():
        _write(folder / name, tree)
        if "id" in trees.get(name, {}):  # whole already: what is shown is how it is written
            (folder / name).write_text(files[name], encoding="utf-8")
    _write(folder / "catalogue.yaml", _catalogue(catalogue, {**routes, **others}))
    book, problems = read(folder)
    assert book is not None, [str(problem) for problem in problems]
    assert list(map(str, [*book.territories.problems, *book.improvements.problems])) == []
    return book


def _territory(name: str, tree: dict[str, Any]) -> dict[str, Any]:
    """Fill in what points of a territory say; the calendar and the ficha are whole."""
    if Path(name).stem in {"calendar", "ficha"}:
        return tree
    place = next(iter(tree.get("places", {"centro": {}})))
    usual = {
        "name": "Puesto", "actor": "usf", "place": place, "hours": "lun-vie 7:00-13:00",
        "surveyed": {"on": date.today().isoformat()},  # noqa: DTZ011  (as the rules take it)
    }  # fmt: skip
    points = [usual | point for point in tree.get("points", [])]
    for point in points:  # an example shows that something is not said by leaving it empty
        for key in [key for key, value in point.items() if value == "null"]:
            del point[key]
    head = {
        "id": Path(name).stem,
        "name": "Distrito de ejemplo",
        "places": {place: {"name": "Centro"}},
    }
    return head | tree | {"points": points}


_END = {"id": "cierre", "name": "Cierre del caso", "outcome": "completa"}


def _route(name: str, tree: dict[str, Any]) -> dict[str, Any]:
    steps = tree.pop("steps", [])
    ids = [step["id"] for step in steps]
    route: dict[str, Any] = {
        "id": name.removesuffix(".yaml"),
        "name": "Ruta de ejemplo",
        "narrative": "La familia recorre la ruta.",
        "ways_in": [{"to": ids[0] if ids else "?"}],
        "outcomes": {"completa": {"name": "Paquete completo", "success": "true"}},
        "stages": [{"id": "ejemplo", "name": "Primer año", "steps": steps}],
    }
    return route | tree


def _catalogue(own: dict[str, Any], routes: dict[str, Any]) -> dict[str, Any]:
    """Take from the shelf what the routes, and what is taken, name."""
    found: dict[str, Any] = {section: dict(own.get(section, {})) for section in SHELF}
    words = set(_named([routes, own]))
    for section in ("documents", "services", "sources", "channels", "actors"):
        for name, entry in SHELF[section].items():
            if name in words and name not in found[section]:
                found[section][name] = entry
                words |= {entry.get("issuer", ""), entry.get("actor", "")}
    return found


_NAMING = {
    "actor", "channel", "requires", "produces", "service", "package", "holds", "law", "evidence",
    "issuer", "offers", "responsible", "who",
}  # fmt: skip


def _named(tree: Any, naming: bool = False) -> Iterator[str]:
    """Yield the ids that a tree names, and not the words in its texts."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _named(value, naming or key in _NAMING)
    elif isinstance(tree, list):
        for item in tree:
            yield from _named(item, naming)
    elif naming:
        yield tree


def _write(path: Path, tree: Any) -> None:
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
