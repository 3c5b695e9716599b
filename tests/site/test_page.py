"""The page is whole, harmless and the same each time, before any script runs."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

import rutas
from rutas.paper.palette import THEMES, contrast
from rutas.site.data import schema
from rutas.site.gather import gather
from rutas.site.render import data, page

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


def test_a_family_reads_of_no_sensitive_step(read: Read, tmp_path: Path) -> None:
    """Not even as the place where a paper is had."""
    book = Path(shutil.copytree(BOOK, tmp_path / "routes"))
    path = book / "0-4.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "- id: reposicion\n",
            "- id: reposicion\n        sensitive: true\n        custody: registro-civil\n",
        ),
        encoding="utf-8",
    )
    whole = page(gather(rutas.load(book)))
    family = whole[whole.index('<section id="familia"') : whole.index('<section id="rutas"')]
    name = "Reposición del certificado de nacido vivo"
    assert "paso/0-4/reposicion" in read.all("id")
    assert "paso/0-4/reposicion" not in Read(whole).all("id")
    assert name not in family
    assert name in whole  # whoever looks at the whole route sees it, as on its drawings


def test_guarani_stands_where_the_book_has_it_and_says_so(read: Read) -> None:
    asked = page(gather(rutas.load(BOOK), "gn"))
    assert '<span lang="gn">Heñói</span>' in asked
    assert '<html lang="es"' in asked
    assert "gn" not in {
        attributes.get("lang") for tag, attributes in read.elements if tag == "html"
    }


def test_english_marks_what_the_book_says_in_spanish() -> None:
    asked = page(gather(rutas.load(BOOK), "en"))
    assert '<html lang="en"' in asked
    assert '<span lang="es">Inscripción del nacimiento</span>' in asked


def test_the_document_keeps_to_its_schema_and_is_the_same_twice() -> None:
    texts = {data(gather(rutas.load(BOOK))) for _ in range(2)}
    (text,) = texts
    jsonschema.validate(json.loads(text), schema())


def test_it_is_light(written: str) -> None:
    """With a territory of 130 points: tests/benchmarks."""
    assert len(written.encode()) < 900_000
    assert len(gzip.compress(written.encode())) < 200_000
    (script,) = re.findall(r"<script>(.*?)</script>", written, re.DOTALL)
    assert len(script.encode()) < 30_000


def test_a_hostile_book_is_told_and_obeyed_in_nothing(tmp_path: Path) -> None:
    book = Path(shutil.copytree(BOOK, tmp_path / "routes"))
    for name, old in (
        ("0-4", "Inscripción del nacimiento"),
        ("catalogue", "Registro del Estado Civil"),
        ("territories/villeta", "Registro de Guazú Corá"),
    ):
        path = book / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert f"name: {old}" in text
        path.write_text(text.replace(f"name: {old}", f"name: {HOSTILE}"), encoding="utf-8")
    path = book / "territories" / "villeta.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "phone: '021 000000'", "phone: 'javascript:alert(1)'"
        ),
        encoding="utf-8",
    )
    read = Read(page(gather(rutas.load(book))))
    assert [tag for tag, _ in read.elements].count("script") == 2
    assert "img" not in {tag for tag, _ in read.elements}
    assert [link for link in read.all("href") if link.startswith("javascript")] == []
    assert any("<script>alert(1)</script>" in text for text in read.texts["h4"])


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
