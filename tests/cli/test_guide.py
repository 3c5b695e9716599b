"""Who attends where and when, asked on the command line: the percentages, the nearest door, what to bring."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run

ON = ("--on", "2026-11-30")
TUESDAY = [
    "guide",
    "villeta",
    "inscripcion-nacimiento",
    "--near",
    "tacuruty",
    "--at",
    "2026-12-01T08:00",
]


def test_the_four_percentages_come_from_one_command(run: Run) -> None:
    ran = run("guide")
    assert ran.status == 0
    for share in (
        "120 de 130 (92 %)",
        "45 de 46 (98 %)",
        "7 de 81 (9 %)",
        "54 de 68 (79 %)",
        "226 de 325 (70 %)",
    ):
        assert share in " ".join(ran.out.split())
    assert "0 de 130 puntos en el archivo" in ran.out


def test_where_to_inscribe_a_birth_on_a_tuesday_at_eight_and_what_to_bring(run: Run) -> None:
    found = json.loads(run(*TUESDAY, "--format", "json").out)
    (service,) = found["services"]
    doors = {door["point"]: door for door in service["doors"]}
    assert {name: door["minutes"] for name, door in doors.items()} == {
        "movil": 10, "registro-guazu-cora": 30, "registro-centro": 50,
    }  # fmt: skip
    # on Tuesdays from 8 to 11; in the centre the turns of that day are gone by then
    assert doors["registro-guazu-cora"]["next"] == {
        "point": "registro-guazu-cora", "date": "2026-12-01", "opens": "08:00", "closes": "11:00",
    }  # fmt: skip
    assert doors["registro-centro"]["next"]["date"] == "2026-12-02"
    assert service["next"]["point"] == "registro-guazu-cora"
    assert service["points"] == ["registro-guazu-cora", "registro-centro", "movil"]  # soonest first
    # the witnesses who one step asks for are one way to do what another asks
    assert service["bring"] == [["certificado-nacido-vivo", "testigos"], ["cedula-madre"]]
    said = " ".join(run(*TUESDAY).out.split())
    assert "Qué llevar: Certificado de nacido vivo o Declaración de dos testigos con cédula" in said


def test_the_guide_begins_with_the_answer_and_sends_nobody_to_a_door_that_cannot_attend(
    run: Run,
) -> None:
    said = " ".join(run(*TUESDAY).out.split())
    first, able = (
        said.index("lo primero que abre es Registro de Guazú Corá"),
        said.index("Sin falta conocida"),
    )
    assert first < able < said.index("Días y horas")
    assert (
        "8:00–11:00, a 30 minutos. Según la ficha del 10 de diciembre de 2021 no puede atender: falta Oficial"
        in said
    )
    assert "lo primero que abre es Operativo móvil, Tacuruty: mié 20 de enero de 2027" in said
    (service,) = json.loads(run(*TUESDAY, "--format", "json").out)["services"]
    doors = {door["point"]: (door["status"], door["missing"]) for door in service["doors"]}
    assert doors["registro-guazu-cora"] == ("unready", ["oficial"])
    assert doors["movil"] == ("unknown", [])


def test_what_a_first_visit_hands_over_is_brought_from_the_second_on(run: Run) -> None:
    (service,) = json.loads(
        run("guide", "villeta", "deteccion-neonatal", *ON, "--format", "json").out
    )["services"]
    assert not any("piecito" in paper for need in service["bring"] for paper in need)


def test_who_is_too_far_is_left_out(run: Run) -> None:
    args = (
        "guide",
        "villeta",
        "inscripcion-nacimiento",
        "--near",
        "tacuruty",
        "--within",
        "30min",
        *ON,
    )
    found = json.loads(run(*args, "--format", "json").out)
    assert found["services"][0]["points"] == ["registro-guazu-cora", "movil"]


def test_the_guide_is_that_of_the_contract(run: Run) -> None:
    found = json.loads(run("guide", "villeta", *ON, "--format", "json").out)
    assert found["survey"] == {
        "points": 46, "surveyed": 45, "share": pytest.approx(0.978, abs=1e-3), "percent": 98,
        "on": "2021-11-03", "source": "utgs-mesas-2021",
    }  # fmt: skip
    assert (found["territory"], found["on"], found["example"], found["listed"]) == (
        "villeta",
        "2026-11-30",
        True,
        12,
    )
    assert found["stale"] == {"points": 1, "undated": 11, "median_days": 1875}
    assert "atencion-temprana" in found["no_point"]
    service = next(one for one in found["services"] if one["service"] == "inscripcion-nacimiento")
    assert (round(service["hours_per_week"], 1), service["people_within"]) == (28.2, 1.0)
    point = found["points"][0]
    assert point["words"] == "lunes a viernes de 7:00 a 15:00"
    assert point["week"]["mon"] == [["07:00", "15:00"]]
    assert (point["irregular"], point["age_days"], point["stale"]) == (False, 1875, True)
