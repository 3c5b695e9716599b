"""Who reads the page has no terminal: nothing that it says sends her to one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rutas
from rutas.site.gather import gather
from rutas.site.render import data, page
from tests.site import book

# A population with figures of its own, and people who go round for ever: of both the terminal says where to ask.
CHANGES = (
    (
        "uno",
        "package: inscripcion\n",
        "package: inscripcion\nprofiles: {loma: {name: La loma, share: 30 %, set: {inscripcion.wait: 20 d}}}\n",
    ),
    (
        "dos",
        "next: fin}, {id: fin",
        (
            "next: sigue}, {id: sigue, question: '¿Sigue?', next: [{to: fin, when: Sí, share: 90 %}, {to: ida, when: 'No'}]},"
            " {id: ida, name: Ida, next: vuelta}, {id: vuelta, name: Vuelta, next: ida}, {id: fin"
        ),
    ),
)
COMMAND = re.compile(r"[«“`‘']rutas [a-z]+.{40}|(?<![\w-])--[a-z][a-z-]+(?! *:)")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_no_command_is_named(tmp_path: Path, lang: str) -> None:
    site = gather(rutas.load(book.written(tmp_path / "routes", *CHANGES)), lang)
    document = data(site)
    whole = re.sub(r"<style>.*?</style>", "", page(site), flags=re.DOTALL)
    for told in ("poblaci|populati", "No termina nunca|never end"):
        assert re.search(told, whole)
        assert re.search(told, document)
    assert COMMAND.findall(whole) + COMMAND.findall(document) == []
