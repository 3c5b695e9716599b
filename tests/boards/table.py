"""A small book whose technical table meets: two routes, two actors, and room for sessions."""

from __future__ import annotations

from pathlib import Path

CATALOGUE = """\
actors:
  usf: {name: Unidad de Salud, institution: MSPBS, sector: salud, level: local}
  registro-civil: {name: Registro Civil, institution: Justicia, sector: identidad, level: local}
channels: {presencial: {name: En el servicio, kind: in-person}}
"""
ROUTE = """\
id: ROUTE
name: Ruta ROUTE
ways_in: {to: tiene-papel}
outcomes: {completa: {name: Completa, success: yes}}
stages:
  - id: identidad
    name: Identidad
    steps:
      - id: tiene-papel
        question: ¿Tiene el papel?
        next: [{to: inscripcion, when: 'Sí', share: 70 %}, {to: fin, when: 'No'}]
      - {id: inscripcion, name: Inscribir, actor: registro-civil, channel: presencial, wait: 2 d, dropout: 20 %, next: fin}
      - {id: fin, name: Fin, outcome: completa}
"""
SESSION = """\
date: 2021-11-03
called: 2021-10-29
institutions: [MSPBS, MEC]
agenda: Rutas de servicios
agreements:
  - id: rutas
    text: Avanzar en las rutas
    responsible: usf
    due: 2021-11-24
    concerns: [0-4, 5-13/inscripcion]
  - id: acta
    text: Firmar el acta
    responsible: [usf, registro-civil]
    due: 2021-11-10
    concerns: 0-4/inscripcion
    done: 2021-11-09
commitments:
  - {id: fichas, text: Relevar las fichas, responsible: registro-civil, due: 2021-11-12, concerns: 0-4/inscripcion}
validated: {0-4: 1.2}
next: 2021-11-10
"""


def small_book(folder: Path) -> Path:
    """Write the book into a folder, with no session yet."""
    (folder / "sessions").mkdir(parents=True)
    (folder / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    for route in ("0-4", "5-13"):
        (folder / f"{route}.yaml").write_text(ROUTE.replace("ROUTE", route), encoding="utf-8")
    return folder


def hold(book: Path, text: str = SESSION, day: str = "2021-11-03") -> Path:
    """Write the file of a session."""
    path = book / "sessions" / f"{day}.yaml"
    path.write_text(text, encoding="utf-8")
    return path
