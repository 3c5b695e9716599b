"""Books of a test's own, and workbooks that people changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from textwrap import dedent
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from rutas.exchange.arrival import Base
from rutas.exchange.home import Home, bring_home, put
from rutas.exchange.sheets import arrived, workbook
from rutas.exchange.sheets.raw import read_sheets

CATALOGUE = dedent("""\
    # el catálogo
    actors:
      usf: {name: {es: Unidad de Salud, gn: Tasyo}, sector: salud, level: local, capacity: 10 per day}
      registro:
        name: Registro Civil     # la oficina
        institution: MJ
    channels:
      presencial: {name: Presencial, kind: in-person}
      telefono: {name: Teléfono, kind: phone}
    documents:
      cedula: {name: Cédula, issuer: registro, valid: 10 y}
      acta: {name: Acta}
      libreta: {name: Libreta}
    services:
      inscripcion: {name: Inscripción, actor: registro}
    sources:
      ley-1: {title: Ley 1, url: 'https://example.org/a', date: 2020-01-02}
    """)

ROUTE = dedent("""\
    # cabeza
    id: r
    name: {es: Ruta, gn: Tape}
    ages: {from: 0, to: 4}
    status: borrador
    official: no
    revised: 2021-11-03
    version: 1.10
    narrative: |
      Una línea.
      Otra: línea.
    package: [inscripcion]
    demand: 100 per year
    holds: [cedula]
    evidence: {demand: estimate}
    ways_in:
      - {to: a, share: 60 %, at: -7 mo, name: Visita}
      - {to: b, name: 'Otra; vía'}
    outcomes:
      bien: {name: Bien, success: true}
      mal: {name: Mal, success: false}
    profiles:
      rural: {name: Rurales, share: 30 %, set: {a.wait: 3 d, b.takes: 5 min, actors.usf.capacity: 5 per day}}
    allow:
      R041: Se sabe
    stages:
      - id: uno
        name: Uno
        narrative: La primera
        steps:
          # de qué se trata
          - id: a
            name: {es: Paso a, gn: Peteĩ}
            narrative: =1+1 no es una fórmula
            actor: [usf, registro]
            channel: [presencial, telefono]
            service: inscripcion
            requires: [cedula, {any: [acta, libreta]}, {optional: libreta}]
            produces: acta
            wait: 1..15 d     # la espera
            takes: 20 min
            dropout: 5 %
            leaves: 1..3 % per wk
            capacity: 20 per day
            cost: 8500 PYG
            law: [ley-1]
            from: 2 mo
            by: 60 d
            late: c
            repeat: {times: 4..8, every: 1 mo}
            critical: Se pierde gente
            evidence: {wait: ley-1, dropout: {source: ley-1, proxy: lo que falta; o casi}, by: {norm: ley-1}}
            next: {all: [b, {to: c, handover: system, name: '@nota'}]}
            allow: {R080: 'motivo: uno', R081: otro}
          - id: b
            question: ¿Sí?
            next:
              - {to: d, when: Sí, share: 96..98 %, handover: referral, urgent: yes}
              - {to: d, when: No}
      - id: dos
        name: Dos
        steps:
          - id: c
            name: Paso c
            actor: usf
            channel: presencial
            urgent: true
            sensitive: sí
            custody: usf
            involvement: indirect
            next: d
          - id: d
            name: Fin
            join: all
            outcome: bien
    origin:
      file: r.bpmn
      format: bpmn
      ids:
        step-b: exclusiveGateway Gateway_1
        link-b--d.2: sequenceFlow Flow_1
        actor-usf: lane Lane_1
    """)


def a_book(folder: Path, route: str = ROUTE, catalogue: str = CATALOGUE) -> Path:
    """Write a book of one route."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.yaml").write_text(catalogue, encoding="utf-8", newline="")
    (folder / "r.yaml").write_text(route, encoding="utf-8", newline="")
    return folder


Rows = dict[str, list[list[Any]]]


def rows_of(folder: Path, *, source: bool = True) -> Rows:
    """Return the sheets of the workbook of a book's route, as lists that a test may change."""
    base = Base(*((folder / f"{name}.yaml").read_bytes().decode() for name in ("r", "catalogue")))
    path = folder / "left.xlsx"
    path.write_bytes(workbook(base, source=source))
    return {raw.name: [list(map(str, row)) for row in raw.rows] for raw in read_sheets(path)}


def saved(path: Path, rows: Rows) -> Path:
    """Write sheets as another program would, each value as what it is."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, table in rows.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(table):
                for j, value in enumerate(row):
                    if isinstance(value, tuple):
                        sheet.write_formula(i, j, value[0], None, value[1])
                    elif hasattr(value, "year"):
                        sheet.write_datetime(i, j, value, date)
                    elif isinstance(value, (int, float)):
                        sheet.write_number(i, j, value)
                    elif value:
                        sheet.write_string(i, j, value)
    return path


def cell(rows: Rows, sheet: str, column: str, row: str) -> tuple[list[Any], int]:
    """Return the row of an id, and the place of a column in it."""
    table = rows[sheet]
    at = table[0].index(column)
    keys = (
        [0]
        if sheet == "Ruta"
        else [i for i, name in enumerate(table[0]) if name in {"Id", "Regla"}]
    )
    return next(one for one in table[1:] if str(one[keys[0]]) == row), at


def put_in(rows: Rows, sheet: str, column: str, row: str, value: Any) -> None:
    """Write a value in a cell."""
    found, at = cell(rows, sheet, column, row)
    found[at] = value


def come_home(
    folder: Path, change: Callable[[Rows], Any], *, source: bool = True, **options: Any
) -> Home:
    """Let a route leave, be changed, and come home; what is not refused is written."""
    rows = rows_of(folder, source=source)
    change(rows)
    home = bring_home(arrived(saved(folder / "back.xlsx", rows)), folder, **options)
    if not home.is_refused:
        put(home)
    return home


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry == name else data)
    path.write_bytes(out.getvalue())
    return path


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_ODS_NOTE = (
    "<office:annotation><text:p>Ayuda</text:p><text:p>y más</text:p></office:annotation><text:p>"
)


def saved_as_ods(path: Path, rows: Rows) -> Path:
    """Write sheets as LibreOffice would: a paragraph a line, equal cells once, a note on the first."""
    sheets = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(
            "<table:table-row>"
            + "".join(_ods_cell(value, len(list(same))) for value, same in groupby(row))
            + "</table:table-row>"
            for row in table
        ).replace("<text:p>", _ODS_NOTE, 1)
        + '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        + "</table:table>"
        for name, table in rows.items()
    )
    return ods_of(path, sheets)


def ods_of(path: Path, tables: str) -> Path:
    """Write a workbook of OpenDocument of the XML of its tables."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _ODS_TYPE)
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
        archive.writestr("content.xml", _ODS.format(tables))
    return path


def _ods_cell(value: Any, times: int) -> str:
    said = str(value[1] if isinstance(value, tuple) else value)
    held = ' office:value-type="string"' if said else ""
    if isinstance(value, tuple):
        held = f" table:formula={quoteattr(f'of:{value[0]}')} " + (
            'calcext:value-type="error" office:value-type="string"' if said[:1] == "#" else held
        )
    elif isinstance(value, float):
        held = f' office:value-type="float" office:value="{value}"'
    inner = "".join(
        f"<text:p>{re.sub(' {2,}', _spaces, escape(line))}</text:p>" for line in said.split("\n")
    )
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    return f"<table:table-cell{repeated}{held}>{inner if said else ''}</table:table-cell>"


def _spaces(found: re.Match[str]) -> str:
    return f' <text:s text:c="{len(found[0]) - 1}"/>'
