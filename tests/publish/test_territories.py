"""Building a book with territories: their sheets, the page that lists them, and what a change makes again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rutas.publish import build, tasks
from rutas.publish.folder import PAGE

if TYPE_CHECKING:
    from pathlib import Path

ROUTE = """id: uno
name: Ruta uno
ways_in: [{to: a}]
outcomes: {fin: {name: Fin, success: true}}
stages: [{id: e, name: Etapa, steps: [
  {id: a, name: Aviso, actor: usf, channel: oficina, next: b},
  {id: b, name: Cierre, actor: usf, channel: oficina, outcome: fin}]}]
"""
TERRITORY = """id: distrito
name: Distrito
status: example
demand: {uno: 10 per year}
places: {centro: {name: Centro}}
points: [{id: puerta, name: Puerta, actor: usf, place: centro, source: example, hours: {lun-vie: 7:00-13:00}}]
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of one route, a territory with a point, and one without; three kinds are drawn."""
    kept = {name: tasks.KINDS[name] for name in ("actors", "map", "plan")}
    monkeypatch.setattr(tasks, "KINDS", kept)
    book = tmp_path / "libro"
    (book / "territories").mkdir(parents=True)
    catalogue = (
        "actors: {usf: {name: USF}}\nchannels: {oficina: {name: Oficina, kind: in-person}}\n"
    )
    (book / "catalogue.yaml").write_text(catalogue, "utf-8")
    (book / "uno.yaml").write_text(ROUTE, "utf-8")
    (book / "territories" / "distrito.yaml").write_text(TERRITORY, "utf-8")
    (book / "territories" / "vacio.yaml").write_text("id: vacio\nname: Vacío\n", "utf-8")
    return book


def test_each_territory_with_points_has_its_sheets_on_the_page(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "salida"
    assert build(book, out).failed == {}
    names = {path.name for path in out.iterdir()}
    assert {"distrito-map-a4.svg", "distrito-map-a4.pdf", "distrito-uno-plan-a4.pdf"} <= names
    assert not any(name.startswith("vacio") for name in names)
    page = (out / PAGE).read_text("utf-8")
    route, _, local = page.partition("## Distrito")
    assert "distrito-" not in route
    assert (
        "- **Mapa** (A4, 1 hoja): [PDF](distrito-map-a4.pdf), [SVG](distrito-map-a4.svg)" in local
    )
    assert "### Ruta uno" in local
    assert "[PDF](distrito-uno-plan-a4.pdf)" in local
    assert "EJEMPLO: datos inventados" in (out / "distrito-map-a4.svg").read_text("utf-8")


def test_what_changes_in_a_territory_is_drawn_again_and_nothing_else(book: Path, tmp_path: Path) -> None:  # fmt: skip
    out = tmp_path / "salida"
    build(book, out)
    before = {path.name: path.read_bytes() for path in out.glob("*.svg")}
    path = book / "territories" / "distrito.yaml"
    path.write_text(TERRITORY.replace("name: Puerta", "name: Portal"), "utf-8")
    build(book, out)
    changed = {one.name for one in out.glob("*.svg") if before[one.name] != one.read_bytes()}
    assert "distrito-map-a4.svg" in changed
    assert not any(name.startswith("uno") for name in changed)
    path.unlink()
    build(book, out)
    assert not list(out.glob("distrito-*"))
