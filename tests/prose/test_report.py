"""The report reads well, in both languages, and is the same every time."""

from __future__ import annotations

import re
from typing import Any

import pytest

from rutas.analysis.whole import Analysis
from rutas.prose.report import markdown
from tests.answers.routes import CATALOGUE, dead, full
from tests.strategies import route_of


@pytest.mark.parametrize("make", [full, dead])
@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_report_reads_well(make: Any, lang: str) -> None:
    text = markdown(Analysis(make(), journeys=500, draws=50), lang)
    assert text.startswith("# Ruta")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.findall(r"\b(?:nan|inf|None)\b|[{}]", text)
    for block in text.split("\n\n"):
        lines = block.splitlines()
        if lines[0].startswith("|"):
            bars = {line.replace("\\|", "").count("|") for line in lines}
            assert len(bars) == 1


def test_the_report_is_the_same_every_time() -> None:
    texts = {markdown(Analysis(full(), journeys=500, draws=50)) for _ in range(2)}
    assert len(texts) == 1


def test_the_report_tells_points_documents_and_populations() -> None:
    text = markdown(Analysis(full(), journeys=500, draws=50))
    assert "Quienes hicieron la ruta lo señalan: Está lejos." in text
    assert "pide X, que nadie puede tener al llegar" in text
    assert "| Rural | 40 % |" in text
    assert "Fin \\| final" in text
    points = text.split("## Puntos críticos")[1].split("## ")[0]
    assert "`" not in points  # names, not paths
    said = [line for line in points.splitlines() if "* " in line and "**" not in line]
    assert said
    assert all(line.startswith("    * ") for line in said)  # a list within the tenth point too


def test_the_report_tells_who_falls_behind_and_what_is_reserved() -> None:
    route = route_of(
        [
            {"id": "a", "name": "Anotar", "actor": "usf", "channel": "oficina", "wait": "9 d", "by": "60 d",
             "leaves": "3 % per wk", "late": "t", "produces": "cnv", "next": {"all": ["b", "d"]}},
            {"id": "b", "next": "j"},
            {"id": "d", "name": "Denunciar", "urgent": True, "sensitive": True, "custody": "usf",
             "next": "j"},
            {"id": "j", "name": "Juntar", "join": "all", "missing": "m", "next": "z"},
            {"id": "m", "name": "Buscar", "next": "z"},
            {"id": "t", "name": "Anotar tarde", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ],
        catalogue={**CATALOGUE, "documents": {"cnv": {"name": "Certificado", "valid": "6 mo"}}},
        official=False,
    )  # fmt: skip
    text = markdown(Analysis(route, journeys=200, draws=20))
    section = text.split("## Quien queda atrás")[1].split("\n## ")[0]
    for said in (
        "«Anotar»: Quien no termina a tiempo va al paso 6, «Anotar tarde».",
        "De quienes esperan abandona 3 % por semana.",
        "«Juntar»: A quien perdió una rama en el camino se la busca: va al paso 5, «Buscar».",
        "«Denunciar»: Es urgente",
        "Guarda el registro: USF.",
        "Certificado: vale 6 meses desde que se entrega.",
    ):
        assert said in section
    plain = markdown(Analysis(full(), journeys=200, draws=20))
    assert "Quien queda atrás" not in plain
    assert "**Reconstrucción, no oficial.**" in text
    assert "sin que nadie las vuelva a buscar" in text
    assert "Reconstrucción" not in plain
