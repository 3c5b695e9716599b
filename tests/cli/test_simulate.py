"""A district, day by day, asked on the command line: what it says, compares, and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from rutas.answers.published import schema
from rutas.simulation import run as running
from tests.cli.conftest import Run

FEW = ("--years", "1", "--start", "2027-01-01", "--max", "3")


@pytest.fixture
def busy(small: Path) -> Path:
    """Let four people a day come to a door that attends 4.5."""
    for name in ("catalogue", "uno"):
        file = small / f"{name}.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("9 per day", "4.5 per day").replace("2 per day", "4 per day"),
            encoding="utf-8",
        )
    return small


def asked(run: Run, book: Path, *more: str) -> dict:
    ran = run("simulate", *more, *FEW, "--book", str(book), "--format", "json")
    assert ran.status == 0, ran.err
    found = json.loads(ran.out)
    jsonschema.validate(found, schema("simulate"))
    return found


def test_the_document_holds_what_the_contract_names(run: Run, small: Path) -> None:
    found = asked(run, small, "uno")
    assert [found[key] for key in ("routes", "seed", "start", "years", "replications")] == [
        ["uno"], 1, "2027-01-01", 1, 3,
    ]  # fmt: skip
    completion = found["totals"]["completion"]
    assert completion["low"] <= completion["mean"] <= completion["high"]
    assert found["totals"]["journey_days"]["p50"].keys() == {"mean", "low", "high"}
    (door,) = found["services"]
    assert (door["resource"], door["steps"], door["capacity"]) == ("actor:usf", ["control"], 9)
    assert door["wait_days"]["simulated"].keys() >= {"mean", "p50", "p90", "low", "high"}
    assert (door["wait_days"]["declared"], door["growth_per_year"]) == (3.0, 0)
    assert door["queue"].keys() == {"mean", "most", "end"}
    others, rural = found["totals"]["populations"]
    assert (others["id"], rural["id"]) == (None, "rural")
    received = [one["coverage"]["control"]["mean"] for one in (rural, found["totals"], others)]
    assert received == sorted(received)
    assert received[0] < received[2] - 0.1
    assert found["against"] is None


def test_a_queue_that_grows_shorter_lets_more_complete_than_enter(run: Run, busy: Path) -> None:
    shock = ("--shock", "uno: -90 % demand 2027-02-01..2027-12-31")
    completion = asked(run, busy, "uno", "--set", "aviso.wait=200 d", *shock)["totals"][
        "completion"
    ]
    assert 1 < completion["low"] <= completion["mean"] <= completion["high"]


def test_the_same_seed_gives_the_same_bytes_and_another_other_people(run: Run, small: Path) -> None:
    args = ("simulate", "uno", *FEW, "--book", str(small), "--format", "json", "--seed")
    first, again, other = (run(*args, seed).out for seed in ("7", "7", "8"))
    assert first == again != other
    assert "semilla 7" in run(*args[:-3], "--seed", "7").out.replace("\n", " ")
    assert "7" in run(*args[:-2], "csv", "--seed", "7").err


def test_several_routes_share_what_they_share(run: Run, small: Path) -> None:
    found = asked(run, small)
    (door,) = found["services"]
    assert set(door["steps"]) == {"dos/control", "uno/control"}
    assert [one["step"] for one in door["by_step"]] == door["steps"]
    assert [one["route"] for one in found["by_route"]] == found["routes"]
    alone = asked(run, small, "uno")["services"][0]
    assert door["utilisation"]["mean"] == pytest.approx(2 * alone["utilisation"]["mean"], rel=0.1)


def test_a_change_is_told_against_what_would_have_been(run: Run, busy: Path) -> None:
    found = asked(run, busy, "uno", "--set", "actors.usf.capacity=20 per day", "--against")
    told = {one["figure"]: one for one in found["against"]}
    wait = told["actor:usf.wait.mean"]
    assert wait["told"]
    assert wait["difference"]["high"] < 0
    assert wait["after"] - wait["before"] == pytest.approx(wait["difference"]["mean"])
    same = asked(run, busy, "uno", "--set", "actors.usf.capacity=4.5 per day", "--against")
    assert not any(one["told"] for one in same["against"])
    assert {one["difference"]["mean"] for one in same["against"]} == {0}
    words = run(
        "simulate", "uno", *FEW, "--book", str(busy), "--set", "control.name=Otro", "--against"
    )
    assert "No se distingue ninguna diferencia." in words.out


def test_a_difference_is_told_where_its_interval_does_not_hold_nothing(
    run: Run, small: Path
) -> None:
    found = asked(run, small, "uno", "--set", "aviso.wait=4 d", "--against")
    bounds = {one["figure"]: one["difference"] for one in found["against"]}
    assert {one["figure"] for one in found["against"] if one["told"]} == {
        name for name, one in bounds.items() if not one["low"] <= 0 <= one["high"]
    }  # fmt: skip
    assert any(one["low"] < 0 < one["high"] for one in bounds.values())


def test_a_queue_without_an_end_has_no_mean_wait_and_tells_how_it_grows(
    run: Run, busy: Path
) -> None:
    more = ("--set", "actors.usf.capacity=2 per day")
    found = asked(run, busy, *more)
    (door,) = found["services"]
    assert door["grows"] == 1
    assert door["growth_per_year"] > 300
    assert len(door["year_end_waits"]) == 1
    assert door["wait_days"]["why"][0] == "growth"
    assert {
        door["wait_days"]["simulated"]["mean"],
        *(one["wait_days"]["mean"] for one in door["by_step"]),
    } == {None}
    assert not found["settled"]
    words = run("simulate", *FEW, *more, "--book", str(busy)).out
    assert "crece" in words
    assert "la cola crece en" in " ".join(words.split())


def test_a_route_is_changed_as_far_as_a_change_is_of_it(run: Run, small: Path) -> None:
    file = small / "dos.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("aviso", "cita"), encoding="utf-8")
    found = asked(run, small, "--close", "cita")
    lost = {one["route"]: one["completion"]["mean"] for one in found["by_route"]}
    assert lost["dos"] < lost["uno"] - 0.2
    ran = run("simulate", "--close", "nada", *FEW, "--book", str(small))
    assert ran.status == 2
    assert "nada" in ran.err


def test_a_population_alone_is_the_change(run: Run, small: Path) -> None:
    found = asked(run, small, "uno", "--profile", "rural", "--against")
    told = {one["figure"]: one for one in found["against"]}["completion"]
    assert told["after"] < told["before"] - 0.1
    assert told["told"]


def test_a_closed_fortnight_is_felt_for_a_while(run: Run, busy: Path) -> None:
    shock = "usf: cerrado 2027-03-01..2027-03-14"
    found = asked(run, busy, "uno", "--set", "actors.usf.capacity=6 per day", "--shock", shock)
    (told,) = found["shocks"]
    assert (told["text"], told["first"], told["last"]) == (shock, "2027-03-01", "2027-03-14")
    (felt,) = told["recovery"]
    assert felt["resource"] == "actor:usf"
    assert 20 < felt["most"] < 60
    assert 0 < felt["days"] < 100


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        (("--against",), 2, "--set"),
        (("--shock", "usf: cloosed"), 2, "signo 6"),
        (("--shock", "registro: closed in may"), 2, "no tiene capacidad"),
        (("--precision", "0"), 2, "5%"),
        (("--start", "3027-01-01"), 2, "2200"),
        (("--years", "101"), 2, "100 años"),
        (("--profile", "rurall"), 2, "rural"),
        (("--set", "control.capacity=mucho"), 2, "mucho"),
        (("--set", "demand=900000 per day"), 2, "--force"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_what_was_expected(
    run: Run, small: Path, more, status, said
) -> None:
    ran = run("simulate", "uno", *FEW, *more, "--book", str(small))
    assert ran.status == status
    assert said in " ".join(ran.err.split())
    assert not ran.out


def test_routes_without_a_demand_are_told_at_once_with_their_lines(run: Run, small: Path) -> None:
    for name in ("uno", "dos"):
        file = small / f"{name}.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("demand: 2 per day\n", ""), encoding="utf-8")
    ran = run("simulate", *FEW, "--book", str(small))
    assert ran.status == 2
    assert "uno.yaml:5:1" in ran.err
    assert "dos.yaml:5:1" in ran.err
    assert "demand:" in ran.err
    path = str(small / "uno.yaml")
    assert f"{path}:5:1" in run("simulate", path, *FEW, "--book", str(small)).err


def test_a_loop_that_nobody_leaves_is_told_as_a_story(run: Run, small: Path) -> None:
    file = small / "uno.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("dropout: 10 %, next: control", "next: vuelta")
    text = text.replace(
        "      - {id: control,",
        "      - {id: vuelta, name: Vuelta, next: aviso}\n      - {id: control,",
    )
    file.write_text(text, encoding="utf-8")
    ran = run("simulate", "uno", *FEW, "--book", str(small))
    assert ran.status == 2
    assert "no sale nunca" in " ".join(ran.err.split())
    assert "Vuelta" in ran.err


def test_what_is_known_is_told_when_it_is_interrupted(run: Run, small: Path, monkeypatch) -> None:
    play, calls = running.play, []

    def stopped(*given):
        calls.append(given)
        if len(calls) > 2:
            raise KeyboardInterrupt
        return play(*given)

    monkeypatch.setattr(running, "play", stopped)
    monkeypatch.setattr(running, "_PIECE", 1.0)  # a replication a piece
    ran = run("simulate", "uno", *FEW, "--book", str(small), "--format", "json")
    found = json.loads(ran.out)
    assert ran.status == 130
    assert (found["interrupted"], found["replications"], found["reached"]) == (True, 2, False)
    calls[:] = [None] * 3
    nothing = run("simulate", "uno", *FEW, "--book", str(small))
    assert (nothing.status, nothing.out) == (130, "")


def test_nobody_queues_where_nothing_has_a_capacity(run: Run, small: Path) -> None:
    file = small / "catalogue.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(", capacity: 9 per day", ""), encoding="utf-8")
    words = " ".join(run("simulate", "uno", *FEW, "--book", str(small)).out.split())
    assert "nadie hace cola" in words
    assert asked(run, small, "uno")["services"] == []
