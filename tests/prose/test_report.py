"""Documents keep to their schemas, hold nothing but plain values, and the report reads well."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from rutas import answers as report
from rutas.analysis.whole import Analysis
from rutas.compare.whatif import profiles, whatif
from rutas.errors import UsageError
from rutas.prose.report import markdown
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route

CATALOGUE = {
    "actors": {
        "usf": {"name": "USF", "institution": "MSPBS", "level": "local"},
        "registro": {"name": "Registro", "institution": "MJ", "level": "local"},
    },
    "channels": {"oficina": {"name": "Oficina", "kind": "in-person"}},
    "documents": {"cnv": {"name": "Certificado"}, "x": {"name": "X"}},
    "services": {"inscripcion": {"name": "Inscripción"}},
}


def full() -> Route:
    return route_of(
        [
            {
                "id": "a", "actor": "usf", "channel": "oficina", "dropout": "5..20 %",
                "wait": "1..9 d", "takes": "30 min", "within": "4 d", "produces": "cnv",
                "capacity": "3 per day", "next": [{"to": "b", "share": "70 %"}, {"to": "c"}],
            },
            {"id": "b", "actor": "registro", "channel": "oficina", "service": "inscripcion",
             "requires": ["cnv", "x"], "cost": "1000 PYG", "wait": "3 d", "dropout": "10 %",
             "critical": "Está lejos", "next": "c"},
            {"id": "c", "name": "Fin | final", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
        demand="2 per day",
        package=["inscripcion"],
        profiles={"rural": {"name": "Rural", "share": "40 %", "set": {"a.dropout": "60 %"}}},
    )  # fmt: skip


def dead() -> Route:
    """A route that says nothing, and that nobody completes."""
    return route_of([{"id": "a", "actor": "usf", "dropout": "100 %", "outcome": "mal"}])


def endless() -> Route:
    """Half of the people go round for ever."""
    return route_of(
        [
            {"id": "a", "actor": "usf", "capacity": "2 per day", "next": ["b", "z"]},
            {"id": "b", "actor": "usf", "capacity": "1 per day", "wait": "1 d", "next": "c"},
            {"id": "c", "actor": "registro", "next": "b"},
            {"id": "z", "actor": "registro", "capacity": "1 per day", "outcome": "bien"},
        ],
        demand="1 per day",
    )


def documents(route: Route) -> dict[str, dict[str, Any]]:
    found = Analysis(route, journeys=500, draws=50)
    first = next(iter(route.steps))
    return {
        "steps": report.steps_document(found),
        "critical": report.critical_document(found),
        "bottlenecks": report.bottlenecks_document(found),
        "documents": report.documents_document(found),
        "actors": report.actors_document(found),
        "path": report.path_document(found, first, list(route.steps)[-1]),
        "whatif": report.whatif_document(whatif(route, {f"{first}.wait": "1 d"}, close=[first])),
        "compare": report.compare_document(profiles(route)),
        "report": report.report_document(found),
    }


@pytest.mark.parametrize("make", [full, dead, endless])
def test_every_document_keeps_to_its_schema(make: Any) -> None:
    found = documents(make())
    assert set(found) == set(report.NAMES)
    for name, document in found.items():
        shape = report.schema(name)
        jsonschema.Draft202012Validator.check_schema(shape)
        jsonschema.validate(document, shape)
        assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_a_schema_forbids_what_it_does_not_name() -> None:
    document = documents(full())["critical"]
    document["points"][0]["more"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, report.schema("critical"))


def test_the_steps_document_is_that_of_the_contract() -> None:
    document = documents(full())["steps"]
    assert set(document) - {"error"} == {
        "rutas", "route", "method", "totals", "coverage", "steps",
    }  # fmt: skip
    assert set(document["totals"]) == {
        "completion", "journey_days", "throughput", "bottleneck", "independent_paths", "handovers",
        "outcomes", "lost",
    }  # fmt: skip
    assert set(document["totals"]["handovers"]) == {"self", "referral", "accompanied", "system"}


def test_steps_and_points_can_be_selected() -> None:
    found = Analysis(full(), journeys=500, draws=50)
    assert [row["id"] for row in report.steps_document(found, {"b"})["steps"]] == ["b"]
    points = report.critical_document(found)["points"]
    assert len(report.critical_document(found, top=1)["points"]) == 1
    only = report.critical_document(found, reasons={"declared"})["points"]
    assert [point["step"] for point in only] == ["b"]
    chosen = report.critical_document(found, {points[-1]["step"]})["points"]
    assert [point["rank"] for point in chosen] == [len(points)]


def test_an_unknown_document_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="critical"):
        report.schema("critica")


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
    assert "pide X: nadie puede tenerlo al llegar" in text
    assert "| Rural | 40 % |" in text
    assert "Fin \\| final" in text
    points = text.split("## Puntos críticos")[1].split("## ")[0]
    assert "`" not in points  # names, not paths
    said = [line for line in points.splitlines() if "* " in line and "**" not in line]
    assert said
    assert all(line.startswith("    * ") for line in said)  # a list within the tenth point too
