"""What the rules take for printable is what the font of the drawings has, and nothing of the book lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

import rutas
from rutas.paper.fonts import WEIGHTS, face
from rutas.rules import report
from rutas.rules.engine.letters import PRINTED
from rutas.starter import start


def test_the_signs_are_those_of_every_weight_of_the_font() -> None:
    shared = set.intersection(*(set(face(weight).getBestCmap()) for weight in WEIGHTS))
    # what no text may hold, what breaks or sets off a line, and what is drawn by another sign
    others = {0xFEFF, ord("\n"), ord("\t"), 0x2010, 0x2011, 0xA78C}
    assert {ord(sign) for sign in PRINTED} ^ shared <= others


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Mitã moꞌã: G̃uahẽ — ¿está «lista»? 5 ≤ 10 ₲", None),
        ("Ruta 0‑4", None),
        ("Aviso ☎ 147 ► ☎", "☎ (U+260E), ► (U+25BA)"),
    ],
)
def test_a_sign_without_a_shape_is_named_with_its_code_and_its_step(
    name: str, told: str | None, tmp_path: Path
) -> None:
    _, path = start("prueba", tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Recepción de la solicitud", f"'{name}'"), encoding="utf-8")
    found = [p for p in report(rutas.load(tmp_path)).problems if p.rule == "R107"]
    assert [p.step for p in found] == ([] if told is None else ["solicitud"])
    assert told is None or told in found[0].message
