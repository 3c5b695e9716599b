"""Whoever writes for a technical table gets minutes fit to sign, a proposal, a newsletter, and no half file."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Cm

from tests.boards.table import SESSION, hold, small_book
from tests.repository import git

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")

SECOND = """\
date: 2021-11-10
number: 2
title: Segunda reunión
place: Sala grande
present: [{name: Ana Benítez, institution: MSPBS, role: Dirección}, {name: Luis Rojas}]
invited: {name: Rosa Vera, institution: UNICEF}
institutions: [MSPBS, MEC]
agreements:
  - {id: abrir, text: Abrir una ventanilla, responsible: [usf, registro-civil], due: 2021-12-01, concerns: 0-4/inscripcion}
validated: {0-4: 1.3}
next: {date: 2021-11-24, place: Sala chica}
"""
FAR = "profiles: {lejos: {name: Quienes viven lejos, share: 40 %, set: {inscripcion.dropout: 60 %}}}\n"
SOURCES = "sources: {encuesta: {title: Encuesta de hogares, date: 2020}}\n"


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book kept on the day of its first session, whose first route is another at the second."""
    book = small_book(tmp_path / "libro")
    edit(book / "catalogue.yaml", ("channels:", f"{SOURCES}channels:"))
    hold(book, SESSION)
    edit(book / "0-4.yaml", ("stages:", f"{FAR}stages:"))
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2021-11-03T18:00:00-03:00")
    git(tmp_path, "commit", "--message", "Primera")
    edit(
        book / "0-4.yaml",
        ("wait: 2 d, dropout: 20 %", "wait: 9 d, dropout: 30 %, evidence: {wait: encuesta}"),
        ("share: 70 %", "share: 60 %"),
    )
    hold(book, SECOND, "2021-11-10")
    monkeypatch.chdir(tmp_path)
    return book


def written(run: Run, *words: str) -> str:
    found = run("minutes", *words, "--book", "libro")
    assert (found.status, "Traceback" in found.err) == (0, False), found.err
    return found.out


def test_minutes_of_a_session_tell_what_changed_since_the_one_before_word_by_word(
    table: Path, run: Run, golden: Callable[[str, str], None]
) -> None:
    text = written(run, "--meeting", "2021-11-10")
    golden("minutes.md", re.sub(r"\b[0-9a-f]{10,12}\b", "0123456789", text))
    same = written(run, "--meeting", "2021-11-10")
    assert same == text
    english = written(run, "--meeting", "2021-11-10", "--lang", "en")
    assert not re.search(r"Qué|Acta|Firma|Motivo|ahora", english)


def texts(document: bytes) -> set[str]:
    page = Document(BytesIO(document))
    cells = {cell.text for found in page.tables for row in found.rows for cell in row.cells}
    return cells | {line.text for line in page.paragraphs}


def test_a_document_has_the_words_of_the_markdown_on_a4_with_numbered_pages(
    table: Path, run: Run
) -> None:
    written(run, "--meeting", "2021-11-10", "--out", "acta.docx")
    first = Path("acta.docx").read_bytes()
    assert (
        "Sin cambios"
        in run("minutes", "--meeting", "2021-11-10", "--book", "libro", "--out", "acta.docx").err
    )
    written(run, "--meeting", "2021-11-10", "--out", "acta.md")
    lines = Path("acta.md").read_text(encoding="utf-8").replace("\\", "").splitlines()
    said = texts(first)
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line[:1] == "|" else []
        heads = [line.lstrip("#").strip()] if line[:1] == "#" else []
        assert {one for one in cells if not re.fullmatch("-+:?", one)} <= said, line
        assert set(heads) <= said, line
    page = Document(BytesIO(first))
    assert [line.text for line in page.paragraphs if line.style.name == "Title"] == ["Acta n.º 2"]
    for found in page.tables:
        assert sum(cell.width for cell in found.rows[0].cells) <= Cm(17.01)
    whole, annex = page.sections
    assert (round(whole.page_width.cm), round(whole.page_height.cm)) == (21, 30)
    footer = whole.footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    assert "Página" not in annex.footer.paragraphs[0].text
    shown = page.inline_shapes[0]
    above, below = (
        max(margin, distance + own.paragraphs[0].paragraph_format.line_spacing)
        for margin, distance, own in (
            (annex.top_margin, annex.header_distance, annex.header),
            (annex.bottom_margin, annex.footer_distance, annex.footer),
        )
    )
    assert shown.height <= annex.page_height - above - below
    assert "0-4" in shown._inline.docPr.get("descr")
    assert page.core_properties.created.year == 2000
    assert {part.date_time[0] for part in ZipFile(BytesIO(first)).infolist()} == {2000}
    drawings = re.findall(r"\]\((acta-.+?\.svg)\)", "\n".join(lines))
    assert drawings
    assert all(Path(name).read_text(encoding="utf-8").startswith("<?xml") for name in drawings)


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("asked", ["HEAD:0-4", "HEAD"])
def test_no_level_of_headings_is_skipped(run: Run, asked: str) -> None:
    levels = [len(one) for one in re.findall(r"^#+", written(run, asked), re.MULTILINE)]
    assert 3 in levels
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_a_meeting_does_not_tell_stays_a_blank(table: Path, run: Run) -> None:
    Path("reunion.yaml").write_text("title: Reunión urgente\n", encoding="utf-8")
    text = written(run, "HEAD:0-4", "--meeting", "reunion.yaml")
    for label in ("Número", "Fecha", "Lugar"):
        assert re.search(rf"^\* \*\*{label}:\*\* _+$", text, re.MULTILINE), label
    assert "Reunión urgente" in text
    assert "| Presente |  |  |  |" in text
    assert "1. «" not in text
    assert text.count("Motivo: ___") == 4  # wait, drop-out, where it comes from, and a share


def test_a_meeting_that_is_wrong_is_told_at_its_place(table: Path, run: Run) -> None:
    Path("reunion.yaml").write_text(
        "date: 2021-11-31\nagreements: [{id: a, text: A, responsible: usff}]\n", encoding="utf-8"
    )
    found = run(
        "minutes", "HEAD:0-4", "--meeting", "reunion.yaml", "--book", "libro", "--out", "a.md"
    )
    assert found.status == 2
    assert "reunion.yaml:1:7" in found.err
    assert "¿Quiso decir «usf»?" in found.err
    assert not Path("a.md").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Diga qué se compara"),
        (["--meeting", "2021-11-11"], "¿Quiso decir «2021-11-10»?"),
        (["HEAD", "--out", "acta.pdf"], "ni en .md"),
        (["HEAD", "--kind", "acta"], "«acta»"),
        (["nada:0-4"], "«nada»"),
    ],
)
def test_what_is_asked_wrongly_is_one_sentence(
    words: list[str], said: str, table: Path, run: Run
) -> None:
    found = run("minutes", *words, "--book", "libro")
    assert (found.status, found.out) == (2, "")
    assert said in found.err


def test_without_its_library_a_document_is_refused_with_what_to_do(
    table: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rutas.cli.minutes.find_spec", lambda _: None)
    found = run("minutes", "HEAD", "--book", "libro", "--out", "acta.docx")
    assert (found.status, "rutas[minutes]" in found.err, "acta.md" in found.err) == (2, True, True)


def test_the_first_session_and_a_folder_without_git_have_nothing_to_compare(
    table: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run("minutes", "--meeting", "2021-11-03", "--book", "libro")
    assert "no tiene una sesión anterior" in found.err
    assert "No hay una versión anterior" in found.out
    assert "## 2\\. Acuerdos" in found.out
    hold(table, "date: 2021-10-01\n", "2021-10-01")
    found = run("minutes", "--meeting", "2021-11-03", "--book", "libro")
    assert "hasta el 1 de octubre de 2021" in found.err
    shutil.rmtree(".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    found = run("minutes", "--meeting", "2021-11-10", "--book", "libro")
    assert (found.status, "libro" in found.err) == (0, True)
    assert "Abrir una ventanilla" in found.out


def test_a_proposal_goes_out_before_anybody_came_or_signed(table: Path, run: Run) -> None:
    text = written(run, "HEAD", "--meeting", "2021-11-10", "--kind", "proposal")
    assert text.startswith("# Propuesta de cambios n.º 2\n")
    assert "Convocada el:** ___" in text
    for part in ("Firma", "Asist", "Abrir una ventanilla", "Ana"):
        assert part not in text, part
    assert "## 4\\. Qué descansa en estimaciones" in text


def test_a_newsletter_has_two_hundred_words_and_the_weightiest_of_them(
    table: Path, run: Run
) -> None:
    text = written(run, "--meeting", "2021-11-10", "--kind", "newsletter")
    assert "Lo demás está en el acta" not in text
    assert "lejos" not in text  # what is true of each population stands in the minutes
    more = "\n".join(
        f"  - {{id: a{k}, text: Otro acuerdo más de los muchos que se tomaron ese día}}"
        for k in range(40)
    )
    edit(table / "sessions" / "2021-11-10.yaml", ("validated:", f"{more}\nvalidated:"))
    text = written(run, "--meeting", "2021-11-10", "--kind", "newsletter")
    assert 150 < len(text.split()) <= 200
    assert text.rstrip().endswith("Próxima reunión: 24 de noviembre de 2021, Sala chica.")
    for weighty in ("Lo demás está en el acta", "Ruta 0-4, versión 1.3", "Esta versión hace que"):
        assert weighty in text
    same = written(run, "--kind", "newsletter", "0-4", "0-4")
    assert same.endswith("\nNada que decir: ninguna ruta cambia.\n")


def test_several_routes_are_numbered_through_and_one_that_is_gone_is_told(
    table: Path, run: Run
) -> None:
    edit(table / "5-13.yaml", ("wait: 2 d", "wait: 1 d"), ("id: 5-13", "id: 6-13"))
    (table / "5-13.yaml").rename(table / "6-13.yaml")
    hold(table, "date: 2021-11-03\n")
    text = written(run, "HEAD")
    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == ["1", "2", "3", "4", "5", "6"]
    assert "### Ruta 5-13" in text
    assert "5. Ruta nueva: Ruta 5-13" in text
    assert "6. Ya no está la ruta «Ruta 5-13»" in text
    assert (
        text.count("Ninguno aparece") == 1
    )  # of a route that came or is gone there is no before and after
    assert text.count("dropout.") == 3  # of the new route what the rules find is told too


def test_what_routes_share_is_numbered_once_and_a_new_name_is_no_other_actor(
    table: Path, run: Run
) -> None:
    edit(table / "catalogue.yaml", ("Registro Civil", "Registro del Estado Civil"))
    edit(table / "5-13.yaml", ("actor: registro-civil", "actor: [registro-civil, usf]"))
    text = written(run, "HEAD")
    name = "Registro del Estado Civil · nombre: de «Registro Civil» a «Registro del Estado Civil»"
    assert re.findall(rf"^(\d+)\. {name}", text, re.MULTILINE) == ["5"]
    assert "Vale también aquí el cambio 5." in text
    assert "6. Inscribir · actor: además: Unidad de Salud\\\n" in text
