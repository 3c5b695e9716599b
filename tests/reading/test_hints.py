"""A hint that is obeyed to the letter leads to what was meant, whatever slip was made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from yaml import YAMLError

from rutas.book import Book, read
from rutas.errors import Problem
from rutas.reading.diagnose import Fault, diagnose
from rutas.rules import check

CATALOGUE = """\
actors: {usf: {name: Unidad de salud}, oficina: {name: Oficina municipal}}
channels: {presencial: {name: Presencial, kind: in-person}}
documents: {cedula: {name: Cédula}, libreta: {name: Libreta de salud}}
services: {control: {name: Control prenatal}}
"""
ROUTE = """\
id: prueba
name: "Ruta: de prueba"
ages: {from: 18, to: 29}
revised: 2021-11-03
demand: 1500 per year
narrative: Texto
ways_in:
  - {to: inicio, name: "Por la tarde, o antes"}
outcomes:
  lista: {name: Termina, success: true}
  fuera: {name: Afuera, success: false}
stages:
  - id: etapa
    name: Etapa
    steps:
      - id: inicio
        name: "[Primero] de todos"
        actor: [usf, oficina]
        channel: presencial
        requires: [cedula, libreta]
        service: control
        takes: 20..40 min
        wait: 30 d
        dropout: 5 %
        cost: 25000 PYG
        within: 30 d
        repeat: {times: 3, every: 15 d}
        next: [inscripcion, fin]
      - id: inscripcion
        name: Inscripción del nacimiento
        actor: usf
        channel: presencial
        join: all
        next: fin
      - id: fin
        name: "D'Artagnan"
        outcome: lista
"""

# What is right, and what somebody writes in its place.
SLIPS = [
    # spaces, bullets, colons
    ("        takes: 20..40 min", "        takes:20..40 min"),
    ("        takes: 20..40 min", "        takes：20..40 min"),
    ("        takes: 20..40 min", "        takes:\u00a020..40 min"),
    ("        takes: 20..40 min", "\u00a0" * 8 + "takes: 20..40 min"),
    ("        takes: 20..40 min", "        takes = 20..40 min"),
    ("        takes: 20..40 min", "        takes; 20..40 min"),
    ("        takes: 20..40 min", "        takes 20..40 min"),
    ("      - id: fin", "      - id:fin"),
    ("      - id: fin", "      -id: fin"),
    ("      - id: inicio", "      -id: inicio"),
    ("  - id: etapa", "  -id: etapa"),
    ("      - id: fin", "      • id: fin"),
    ("      - id: fin", "      – id: fin"),
    ("      - id: fin", "      * id: fin"),
    ("      - id: fin", "      -\u00a0id: fin"),
    ('  - {to: inicio, name: "Por', '  • {to: inicio, name: "Por'),
    ("stages:", "stages"),
    ("        channel: presencial", "       channel: presencial"),
    ("        takes: 20..40 min", "          takes: 20..40 min"),
    ("        outcome: lista", "      outcome: lista"),
    ("      - id: fin", "     - id: fin"),
    ('name: "Ruta: de prueba"', ' name: "Ruta: de prueba"'),
    ("        outcome: lista", "        outcome:lista"),
    ("id: prueba", "id:prueba"),
    # quotes and commas
    ('name: "Ruta: de prueba"', "name: Ruta: de prueba"),
    ('name: "Ruta: de prueba"', "name: “Ruta: de prueba”"),
    ('name: "Ruta: de prueba"', "name: «Ruta: de prueba»"),
    ('name: "[Primero] de todos"', "name: [Primero] de todos"),
    ('''name: "D'Artagnan"''', "name: 'D'Artagnan'"),
    ('"Por la tarde, o antes"', "Por la tarde, o antes"),
    ("- {to: inicio,", "- {to:inicio,"),
    ("success: true}", "success:true}"),
    ("{from: 18, to: 29}", "{from: 18, to:29}"),
    ("{from: 18, to: 29}", "(from: 18, to: 29)"),
    ("ages: {from: 18, to: 29}", '"ages": {"from": 18, "to": 29},'),
    # keys
    ("        takes: 20..40 min", "        Takes: 20..40 min"),
    ("        takes: 20..40 min", "        duración: 20..40 min"),
    ("        within: 30 d", "        plazo: 30 d"),
    ("        dropout: 5 %", "        abandono: 5 %"),
    ("        requires: [", "        documentos: ["),
    ("        next: fin", "        siguiente: fin"),
    ("ways_in:", "vías de ingreso:"),
    ("ways_in:", "entradas:"),
    ("outcomes:", "resultados:"),
    ("ages:", "edades:"),
    ("      - id: fin", "      - ID: fin"),
    # ids
    ("        next: fin", "        next: Fin"),
    ("        next: fin", "        next: fin."),
    ("        next: fin", "        next: D'Artagnan"),
    ("        outcome: lista", "        outcome: Termina"),
    ("        service: control", "        service: Control prenatal"),
    ("actor: [usf, oficina]", "actor: usf, oficina"),
    ("actor: [usf, oficina]", "actor: usf y Oficina municipal"),
    ("actor: [usf, oficina]", "actor: usf / oficina"),
    ("requires: [cedula, libreta]", "requires:\n          -cedula\n          -libreta"),
    ("next: [inscripcion, fin]", "next: inscripcion o fin"),
    ("next: [inscripcion, fin]", "next: inscripcion, fin"),
    ("next: {all: [inscripcion, fin]}", "next: all: [inscripcion, fin]"),
    ('{to: inicio, name: "Por la tarde, o antes"}', '[to: inicio, name: "Por la tarde, o antes"]'),
    # amounts, dates, ages
    ("        wait: 30 d", "        wait: treinta días"),
    ("        cost: 25000 PYG", "        cost: 25.000 guaraníes"),
    ("        dropout: 5 %", "        dropout: cinco de cada 100"),
    ("demand: 1500 per year", "demand: 1500 personas por año"),
    ("revised: 2021-11-03", "revised: 03/11/2021"),
    ("revised: 2021-11-03", "revised: 3 de noviembre de 2021"),
    ("revised: 2021-11-03", "revised: 20211103"),
    ("ages: {from: 18, to: 29}", "ages: [18, 29]"),
    ("ages: {from: 18, to: 29}", "ages: 18 a 29 años"),
    ("{from: 18,", "{from: 18 años,"),
    ("repeat: {times: 3, every: 15 d}", "repeat: 3 veces, cada 15 días"),
]  # fmt: skip


def book_of(folder: Path, text: str) -> tuple[Book | None, list[Problem]]:
    (folder / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (folder / "prueba.yaml").write_text(text, encoding="utf-8")
    return read(folder)


def obeyed(text: str, problem: Problem) -> str:
    """Do what the problem says, as a person does who knows nothing of YAML."""
    lines = text.split("\n")
    line, start = lines[problem.line - 1], problem.column - 1
    if spaces := re.search(r"[Dd]eje (\d+) espacio", problem.hint):
        lines[problem.line - 1] = " " * int(spaces[1]) + line.lstrip()
        return "\n".join(lines)
    said = re.search(r"Quiso decir «(.+?)»", problem.message) or re.search(
        r"Escriba (?:«(.+?)»|(\{.+\})|.*: (\d+))(?: si | ?: |\.$|:)", problem.hint
    )
    assert said, problem.hint
    write = next(filter(None, said.groups()))
    if problem.rule.startswith("yaml-"):
        blank = re.match("[\\s\u00a0]*", line)
        assert blank
        lines[problem.line - 1] = " " * len(blank[0]) + write
    elif problem.rule == "unknown-key":
        lines[problem.line - 1] = re.sub(r"^[^:]*", write, line[start:]).join([line[:start], ""])
    else:
        last = problem.line
        while "-cedula" in line and lines[last].lstrip().startswith("-"):
            lines.pop(last)
        end = re.search("[,}]", line[start:]) if line.endswith("}") else None
        rest = line[start:][end.start() :] if end else ""
        lines[problem.line - 1] = line[:start] + write + rest
        if lines[problem.line - 1].strip() == write:  # the value stood below its key
            lines[problem.line - 2 : problem.line] = [f"{lines[problem.line - 2]} {write}"]
    return "\n".join(lines)


@pytest.mark.parametrize(("right", "wrong"), SLIPS)
def test_whoever_obeys_gets_what_was_meant(right: str, wrong: str, tmp_path: Path) -> None:
    whole = (
        ROUTE
        if "{all:" not in right
        else ROUTE.replace("[inscripcion, fin]", "{all: [inscripcion, fin]}")
    )
    assert right in whole
    book, problems = book_of(tmp_path, whole)
    assert book is not None, problems
    text = whole.replace(right, wrong, 1)
    _, (problem,) = book_of(tmp_path, text)
    mended, left = book_of(tmp_path, obeyed(text, problem))
    assert mended is not None, left
    assert mended["prueba"] == book["prueba"]


@pytest.mark.parametrize("name", ["Recepción #3", "#3"])
def test_a_comment_that_was_meant_as_a_text_is_never_lost_in_silence(
    name: str, tmp_path: Path
) -> None:
    text = ROUTE.replace("name: Etapa", f"name: {name}")
    book, problems = book_of(tmp_path, text)
    if book is None:
        (problem,) = problems
        assert problem.rule == "yaml-comment"
        mended, _ = book_of(tmp_path, obeyed(text, problem))
        assert mended is not None
        assert str(mended["prueba"].stages[0].name) == name


def test_what_no_parser_says_yet_is_told_in_general() -> None:
    assert diagnose(["a: b"], YAMLError("a new kind of mistake")) == Fault("yaml-syntax", 0, 0)


def test_a_step_that_only_follows_itself_is_told_and_no_lack_of_success(
    tmp_path: Path,
) -> None:
    text = ROUTE.replace("        next: [inscripcion, fin]", "        next: inicio")
    book, problems = book_of(tmp_path, text)
    assert book is not None, problems
    errors = [found for found in check(book) if found.level == "error"]
    told = {found.rule: found for found in errors}
    assert "R004" not in told
    assert "«next»" in told["R002"].hint


def test_answers_that_stand_as_keys_are_told_as_the_links_that_they_are(tmp_path: Path) -> None:
    answers = "next:\n          Sí: inscripcion\n          No: fin"
    _, problems = book_of(tmp_path, ROUTE.replace("next: [inscripcion, fin]", answers))
    assert [problem.rule for problem in problems] == ["answer-as-key"] * 2
    links = "".join(f"\n          {re.findall('«(.+?)»', p.hint)[0]}" for p in problems)
    book, left = book_of(tmp_path, ROUTE.replace("next: [inscripcion, fin]", f"next:{links}"))
    assert book is not None, left
    assert [(str(x.when), x.to) for x in book["prueba"].steps["inicio"].links] == [
        ("Sí", "inscripcion"), ("No", "fin"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("requires: [cedula, libreta]", "requires: {cedula}", "«[cedula]»"),
        ("{all: [inscripcion, fin]}", "{all: inscripcion, fin}", "«[inscripcion, fin]»"),
        ("narrative: Texto", "narrative: Texto\n  que sigue: así", "«narrative: |»"),
        ("    steps:\n", "", "«steps:»"),
        ("narrative: Texto", "profiles: {p: {name: P, set: {inicio.espera: 3 d}}}", "«wait»"),
    ],
)
def test_a_hint_names_what_is_to_be_written(old: str, new: str, said: str, tmp_path: Path) -> None:
    whole = ROUTE.replace("next: [inscripcion, fin]", "next: {all: [inscripcion, fin]}")
    assert old in whole
    _, (problem,) = book_of(tmp_path, whole.replace(old, new, 1))
    assert said in problem.message + problem.hint
