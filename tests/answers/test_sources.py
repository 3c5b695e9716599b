"""Every source that a route cites is named with its date and address, and with what it is cited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.analysis import analyse
from rutas.answers.sources import cited, cited_for, source_words, sources_table
from rutas.prose.report import markdown
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route

CATALOGUE = {
    "actors": {"usf": {"name": "USF"}},
    "channels": {"oficina": {"name": "Oficina", "kind": "in-person"}},
    "sources": {
        "encuesta": {"title": "Encuesta de hogares", "date": "2020-05", "url": "https://e.org/a_b"},
        "ley": {"title": "Ley 1"},
        "nadie": {"title": "Que nadie cita"},
    },
}


def route() -> Route:
    return route_of(
        [
            {"id": "a", "actor": "usf", "channel": "oficina", "wait": "1 d", "dropout": "5 %", "law": "ley",
             "evidence": {"dropout": {"source": "encuesta", "proxy": "algo cercano"}, "wait": "estimate"},
             "next": [{"to": "b", "share": "60 %"}, "c"]},
            {"id": "b", "by": "60 d", "evidence": {"by": {"norm": "ley"}}, "outcome": "bien"},
            {"id": "c", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
        demand="9 per day",
        evidence={"demand": "encuesta"},
    )  # fmt: skip


def test_sources_are_named_with_what_they_are_cited_for() -> None:
    found = {source.id: source.figures for source in cited(route())}
    assert found == {"encuesta": ("demand", "a.dropout"), "ley": ("a.law", "b.by")}
    assert [source.id for source in cited(route(), {"b"})] == ["ley"]
    assert cited(route(), {"c"}) == ()


def test_a_source_reads_with_its_date_and_address() -> None:
    survey, law = cited(route())
    assert source_words(survey) == "Encuesta de hogares (2020-05). https://e.org/a_b"
    assert source_words(law) == "Ley 1"
    assert cited_for(route(), law) == "la norma de «A»; la edad límite de «B»"
    assert sources_table(route()).grid().cells[1][:2] == ["ley", "Ley 1"]


def test_the_report_ends_with_its_sources() -> None:
    section = markdown(analyse(route())).split("## Fuentes\n")[1]
    assert "##" not in section
    assert section.count("\n* ") == 2
    assert "Encuesta de hogares (2020-05)" in section
    assert "Que nadie cita" not in section
