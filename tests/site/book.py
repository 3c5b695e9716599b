"""A book that is read and measured at once: two routes, a decision, a sensitive step, Guaraní, a village of two points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = """
actors:
  usf: {name: {es: Unidad de Salud, gn: Tesãirã Róga}, institution: Salud, sector: salud, level: local}
  registro: {name: Registro Civil, institution: Justicia, sector: identidad, level: district}
channels: {presencial: {name: En persona, kind: in-person}}
documents:
  certificado: {name: Certificado de nacido vivo, issuer: usf}
  partida: {name: {es: Certificado de nacimiento, gn: Heñói}}
  denuncia: {name: Copia de la denuncia}
services: {inscripcion: {name: Inscripción del nacimiento, actor: registro}}
"""
UNO = """
id: uno
name: {es: Del nacimiento al primer año, gn: Heñói guive}
ages: {from: 0, to: 1}
narrative: La familia registra el nacimiento.
package: inscripcion
ways_in: {to: parto, at: 0 d}
outcomes: {completa: {name: Inscripta, success: true, continues: dos}}
stages:
  - id: nacimiento
    name: Nacimiento
    steps:
      - {id: parto, name: {es: Atención del parto, gn: Heñói}, narrative: Nace en el servicio., actor: usf, channel: presencial, produces: certificado, next: tiene}
      - {id: tiene, question: '¿Tiene el certificado?', next: [{to: inscripcion, when: Sí, share: 90 %}, {to: denuncia, when: 'No'}]}
      - {id: denuncia, name: Denuncia en la comisaría, actor: registro, channel: presencial, sensitive: true, custody: registro, produces: denuncia, next: inscripcion}
      - {id: inscripcion, name: Inscripción, narrative: La familia va al Registro., keywords: "anotar, partida", actor: registro, channel: presencial, service: inscripcion,
         requires: [{any: [certificado, denuncia]}], produces: partida, wait: 10 d, takes: 30 min, dropout: 10 %, by: 60 d, cost: 0 PYG, next: carga}
      - {id: carga, name: Carga en el sistema, actor: registro, involvement: indirect, next: fin}
      - {id: fin, outcome: completa}
"""
DOS = """
id: dos
name: De los dos años en adelante
ages: {from: 2, to: 4}
narrative: Cada año un control.
holds: partida
ways_in: {to: control, at: 2 y, continues: uno}
outcomes: {sana: {name: Controles al día, success: true}}
stages: [{id: controles, name: Controles, steps: [{id: control, name: Control anual, actor: usf, channel: presencial, requires: partida, next: fin}, {id: fin, outcome: sana}]}]
"""
ALDEA = """
id: aldea
name: Aldea
places: {plaza: {name: La Plaza, people: 900}, loma: {name: La Loma, people: 100}}
travel: [{from: plaza, to: loma, takes: 40 min}]
points:
  - {id: oficina, name: Oficina de la plaza, actor: registro, place: plaza, phone: 021 111, hours: 'lun-vie 7:00-13:00', offers: {inscripcion: {quota: 8, tokens_at: '6:30', note: Lleve su número}}}
  - {id: movil, name: Puesto de la loma, actor: registro, place: loma, serves: loma, surveyed: {on: 2026-01-10}, hours: 'mar 8:00-10:00', offers: [inscripcion]}
"""
FILES = {"catalogue": CATALOGUE, "uno": UNO, "dos": DOS, "territories/aldea": ALDEA}


def written(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Write the book, with some texts changed: in which file, which, and to what."""
    files = dict(FILES)
    for file, old, new in changes:
        assert old in files[file]
        files[file] = files[file].replace(old, new)
    (folder / "territories").mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
