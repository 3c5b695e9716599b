"""The page is whole, harmless and the same each time, before any script runs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

import rutas
from rutas.book import Book
from rutas.paper.palette import THEMES, contrast
from rutas.site.data import schema
from rutas.site.gather import gather
from rutas.site.render import data, page
from tests.site import book

BOOK = Path(__file__).parents[1] / "routes"
CSS = Path(rutas.__file__).parent / "site" / "page" / "page.css"
HOSTILE = """'<script>alert(1)</script>"><img src=x onerror=alert(1)>'"""
VOID = {"meta", "input", "img", "br", "link"}


class Read(HTMLParser):
    """The elements of a page: their names, their attributes, and the texts of some."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts.setdefault(self.inside[-1], []).append(data)

    def all(self, name: str) -> list[str]:
        """Return the values of an attribute, of whatever has it."""
        return [
            value or ""
            for _, attributes in self.elements
            for key, value in attributes.items()
            if key == name
        ]


@pytest.fixture(scope="module")
def written() -> str:
    return page(gather(rutas.load(BOOK)))


@pytest.fixture(scope="module")
def read(written: str) -> Read:
    return Read(written)


def test_every_element_is_closed_and_every_id_is_the_only_one(read: Read) -> None:
    assert read.inside == []
    assert [name for name, count in Counter(read.all("id")).items() if count > 1] == []


def test_every_link_leads_to_a_place_of_the_page_or_to_a_telephone(read: Read) -> None:
    places = {f"#{one}" for one in read.all("id")}
    assert [
        link for link in read.all("href") if link not in places and not link.startswith("tel:")
    ] == []


def test_headings_go_down_one_by_one_from_one(read: Read) -> None:
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1] == []


def test_a_control_has_a_name(read: Read) -> None:
    named = set(read.all("for"))
    alone = [
        attributes for tag, attributes in read.elements
        if tag in {"select", "input", "textarea"} and attributes.get("type") != "checkbox" and attributes.get("id") not in named
    ]  # fmt: skip
    assert alone == []


def test_nothing_is_asked_of_anywhere(read: Read) -> None:
    assert [
        tag for tag, _ in read.elements if tag in {"link", "img", "iframe", "object", "base"}
    ] == []
    assert read.all("src") == []
    assert "http" not in " ".join(read.texts["style"]) + " ".join(read.texts["script"])


def test_only_what_the_policy_names_by_its_hash_may_run(written: str, read: Read) -> None:
    (policy,) = (one for one in read.all("content") if "default-src" in one)
    rules = dict(one.split(" ", 1) for one in policy.split("; "))
    assert (rules["default-src"], rules["base-uri"], rules["form-action"]) == ("'none'",) * 3
    for name, pattern in (
        ("style-src", r"<style>(.*?)</style>"),
        ("script-src", r"<script>(.*?)</script>"),
    ):
        (text,) = re.findall(pattern, written, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert read.all("style") == []
    assert [
        name for _, attributes in read.elements for name in attributes if name.startswith("on")
    ] == []


def test_steps_stand_in_their_order_under_their_numbers(read: Read) -> None:
    route = rutas.load(BOOK)["0-4"]
    numbers = [
        int(attributes["value"] or 0) for tag, attributes in read.elements
        if tag == "li" and (attributes.get("id") or "").startswith("ruta/0-4/")
    ]  # fmt: skip
    assert numbers == list(range(1, len(route.steps) + 1))


@pytest.fixture
def small(tmp_path: Path) -> Book:
    return rutas.load(book.written(tmp_path / "routes"))


def test_a_family_reads_of_no_sensitive_step_and_of_none_out_of_her_sight(small: Book) -> None:
    """Not even as the place where a paper is had."""
    whole = page(gather(small))
    family = whole[whole.index('<section id="familia"') : whole.index('<section id="rutas"')]
    told = {one for one in Read(whole).all("id") if one.startswith("paso/")}
    assert told == {"paso/uno/parto", "paso/uno/inscripcion", "paso/dos/control"}
    assert "Denuncia en la comisaría" not in family
    assert (
        "Denuncia en la comisaría" in whole
    )  # whoever looks at the whole route sees it, as on its drawings
    assert "Lo dan en el paso 1: Atención del parto" in family


def test_guarani_stands_beside_a_name_or_in_its_place_and_says_so(small: Book) -> None:
    spanish, guarani = (page(gather(small, lang)) for lang in ("es", "gn"))
    assert '<html lang="es"' in guarani
    assert 'Atención del parto <span class="beside" lang="gn">Heñói</span>' in spanish
    assert (
        '<span lang="gn">Heñói</span> <span class="beside" lang="es">Atención del parto</span>'
        in guarani
    )
    assert '<span lang="gn">Tesãirã Róga</span> (Salud)' in guarani


def test_english_marks_what_the_book_says_in_spanish(small: Book) -> None:
    asked = page(gather(small, "en"))
    assert '<html lang="en"' in asked
    assert '<span lang="es">Inscripción</span>' in asked


def test_the_document_keeps_to_its_schema_and_is_the_same_twice(small: Book) -> None:
    first, second = (data(gather(one)) for one in (small, rutas.load(small.path)))
    assert first == second
    jsonschema.validate(json.loads(first), schema())


def test_a_step_says_where_and_when_and_what_to_bring(small: Book) -> None:
    document = json.loads(data(gather(small)))
    step = next(one for one in document["routes"][0]["steps"] if one["id"] == "inscripcion")
    assert [
        (door["point"], door.get("tokens_at"), door.get("quota")) for door in step["doors"]["aldea"]
    ] == [("oficina", 390, 8), ("movil", None, None)]
    assert document["hours"][step["doors"]["aldea"][1]["hours"]]["lines"] == [
        {"times": [[480, 600]], "days": [1]}
    ]
    assert step["needs"] == [{"papers": ["certificado", "denuncia"], "optional": False}]
    assert step["keywords"] == [
        "Inscripción",
        "anotar, partida",
        "Inscripción del nacimiento",
        "Certificado de nacimiento",
        "Heñói",
    ]
    assert (step["takes"], step["window"], step["cost"]) == (
        30,
        {"opens": 0, "by": 60, "until": 60},
        "nada, es gratis",
    )
    assert document["territories"][0]["places"][1]["minutes"] == [40, 0]
    assert {one["id"]: one["made_by"] for one in document["papers"]}["partida"] == [
        "uno/inscripcion"
    ]


def test_a_decision_stands_with_its_answers_and_the_basis_of_each_figure(small: Book) -> None:
    whole = page(gather(small))
    item = whole[whole.index('id="ruta/uno/tiene"') : whole.index('id="ruta/uno/denuncia"')]
    assert "<strong>Sí</strong> (90 %): sigue en" in " ".join(item.split())
    item = whole[whole.index('id="ruta/uno/inscripcion"') : whole.index('id="ruta/uno/carga"')]
    assert 'Abandono: 10 % <span class="basis">estimación</span>' in item


def test_a_hostile_book_is_told_and_obeyed_in_nothing(tmp_path: Path) -> None:
    changes = [
        ("catalogue", "Registro Civil", HOSTILE), ("uno", "name: Inscripción,", f"name: {HOSTILE},"), ("uno", "when: Sí", f"when: {HOSTILE}"),
        ("territories/aldea", "Oficina de la plaza", HOSTILE), ("territories/aldea", "Lleve su número", HOSTILE), ("territories/aldea", "021 111", "'javascript:alert(1)'"),
    ]  # fmt: skip
    read = Read(page(gather(rutas.load(book.written(tmp_path / "routes", *changes)))))
    assert [tag for tag, _ in read.elements].count("script") == 2
    assert "img" not in {tag for tag, _ in read.elements}
    assert [link for link in read.all("href") if link.startswith("javascript")] == []
    for tag in ("h4", "h6", "a", "strong", "dd"):
        assert any("<script>alert(1)</script>" in text for text in read.texts[tag]), tag


def inks(dark: bool) -> dict[str, str]:
    """Return the colours of the page by day or by night."""
    blocks = re.findall(r":root \{(.*?)\}", CSS.read_text(encoding="utf-8"), re.DOTALL)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[int(dark)]))


@pytest.mark.parametrize("dark", [False, True])
def test_every_ink_can_be_read_on_its_ground(dark: bool) -> None:
    """Texts at 4.5 to 1 (WCAG 2.2, 1.4.3), borders at 3 to 1 (1.4.11)."""
    found = inks(dark)
    for ground in (found["ground"], found["band"]):
        for name in ("text", "muted", "link", "good", "warn", "critical"):
            assert contrast(found[name], ground) >= 4.5, (name, ground)
        assert contrast(found["rule"], ground) >= 3
    assert contrast(found["head-text"], found["head"]) >= 4.5


def test_by_day_the_inks_are_those_of_the_drawings() -> None:
    theme, found = THEMES["colour"], inks(dark=False)
    assert (found["text"], found["muted"], found["critical"], found["link"]) == (
        theme.text,
        theme.muted,
        theme.critical,
        theme.returns,
    )
    assert (found["good"], found["head"], found["light"]) == (
        theme.added,
        theme.stage,
        theme.highlight,
    )
