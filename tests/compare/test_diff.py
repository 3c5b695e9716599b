"""Two versions in one object: effects, figures that are told, points, findings, and what a sentence says of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rutas.answers.diff_summary import summary
from rutas.book import Book
from rutas.compare.diff import Diff, Spot, Version
from rutas.compare.figures import Change
from rutas.model import Catalogue, Route, apply
from rutas.reading import File, parse_text, validate
from rutas.tokens.common_random_numbers import CommonRandomNumbers

if TYPE_CHECKING:
    from collections.abc import Iterator

YAML = """\
id: ruta
name: Ruta
ways_in: {to: aviso}
outcomes: {bien: {name: Bien, success: yes}}
profiles:
  rural: {name: Familias rurales, share: 40 %, set: {control.dropout: 50 %}}
stages:
  - id: e
    name: Etapa
    steps:
      - {id: aviso, name: Aviso, actor: usf, wait: 2..9 d, next: {all: [control, registro]}}
      - {id: control, name: Control, actor: usf, wait: 1..5 d, dropout: 10 %, next: cierre}
      - {id: registro, name: Registro, actor: registro, wait: 1..20 d, dropout: 5 %, next: cierre}
      - {id: cierre, name: Cierre, actor: usf, join: all, outcome: bien}
"""


CATALOGUE = Catalogue.model_validate(
    {"actors": {"usf": {"name": "USF"}, "registro": {"name": "Registro Civil"}}}
)


def version(text: str = YAML, source: str = "a.yaml") -> Version:
    file, problems = parse_text(text, source)
    route, more = validate(file, Route)
    assert route is not None, [*problems, *more]
    return of(route.model_copy(update={"catalogue": CATALOGUE}), source, file)


def of(route: Route, source: str = "a.yaml", file: File | None = None) -> Version:
    files = {route.id: file} if file else {}
    return Version(
        source, Book(Path(), route.catalogue, route.criteria, {route.id: route}, files), route
    )


def between(old: Version, changes: dict[str, Any]) -> Diff:
    return Diff(old, of(apply(old.route, changes), "b.yaml"))


def test_versions_that_say_the_same_differ_in_nothing() -> None:
    found = Diff(version(), version(YAML.replace("2..9 d", "48..216 h")))
    assert (found.edits, found.changes, found.gravest) == ([], [], None)
    assert not [name for name, one in found.figures.items() if one.told]
    assert (found.appear, found.vanish, found.found, found.mended) == ((), (), [], [])
    assert summary(found) == "Las dos versiones dicen lo mismo."


def test_a_change_is_graded_and_placed_in_each_version() -> None:
    new = version("# una línea más\n" + YAML.replace("dropout: 10 %", "dropout: 30 %"), "b.yaml")
    found = Diff(version(), new)
    (one,) = found.changes
    assert (one.edit.id, one.edit.field, one.effect, one.rule) == (
        "control", "dropout", "worse", "D014",
    )  # fmt: skip
    assert found.spots(one.edit) == (Spot("a.yaml", 12), Spot("b.yaml", 13))
    assert found.gravest == "worse"


def test_a_renamed_step_walks_the_same_random_journeys() -> None:
    text = YAML.replace("id: registro", "id: inscripcion").replace(
        "control, registro]", "control, inscripcion]"
    )
    found = Diff(version(), version(text, "b.yaml"))
    assert [(one.edit.how, one.edit.was, one.effect) for one in found.changes] == [
        ("renamed", "registro", "neutral")
    ]
    moved = {name: one for name, one in found.figures.items() if one.difference}
    assert moved == {}
    assert {point.step for point in found.stay} == {
        point.step for point in found.whole.after.points
    }


def test_a_population_is_compared_with_itself() -> None:
    found = between(version(), {"control.dropout": "0 %"})
    assert found.figures["completion"].told
    assert not found.profiles["rural"]["completion"].told  # its own figure stands
    assert summary(found).startswith("Esta versión hace que completen")
    assert "rurales" not in summary(found)
    # of all: 60 % complete as written, 40 % as in the country; the whole moves as those do
    assert found.completion.difference == pytest.approx(0.6 * 0.95 * 0.1)


def test_points_and_findings_come_and_go() -> None:
    found = between(version(), {"registro.dropout": "0 %", "control.dropout": "0 %"})
    lost = {reason.reason for point in found.vanish for reason in point.reasons}
    assert "loss" in lost
    assert not found.appear
    other = Diff(
        version(),
        version(
            YAML.replace("next: cierre}\n      - {id: cierre", "next: aviso}\n      - {id: cierre"),
            "b.yaml",
        ),
    )
    assert {one.rule for one in other.found} - {one.rule for one in other.mended}
    assert other.sound == (True, False)
    assert "D004" in {one.rule for one in other.changes}


def test_each_link_is_graded_by_itself_behind_a_question_too_and_the_sentence_counts_them() -> None:
    text = (
        YAML.replace("next: {all: [control, registro]}", "next: duda")
        .replace(
            "      - {id: control,",
            "      - {id: duda, question: '¿Va sola?', next: [{to: registro, when: Sí}, "
            "{to: control, when: No}]}\n      - {id: control,",
        )
        .replace("next: cierre}\n      - {id: registro", "next: registro}\n      - {id: registro")
        .replace("join: all, ", "")
    )
    new = text.replace("{to: registro, when: Sí}", "{to: registro, when: Sí, handover: referral}")
    new = new.replace("next: registro}", "next: {to: registro, handover: accompanied}}")
    found = Diff(version(text), version(new, "b.yaml"))
    assert {(one.edit.id, one.effect, one.rule) for one in found.changes} == {
        ("duda->registro", "better", "D016"), ("control->registro", "better", "D016"),
    }  # fmt: skip
    assert summary(found).startswith("Esta versión deja 1 traspaso menos por cuenta de la familia")


def test_what_breaks_is_said_first() -> None:
    text = YAML.replace("bien: {name: Bien, success: yes}", "bien: {name: Bien, success: no}")
    told = summary(Diff(version(), version(text, "b.yaml")))
    assert told.startswith("Esta versión pierde el buen final «Bien»")


def test_a_time_that_nobody_told_before_is_not_said_to_grow() -> None:
    silent = re.sub(r" wait: [^,]*,", "", YAML)
    told = summary(Diff(version(silent), version(source="b.yaml")))
    assert "camino" not in told


@pytest.fixture(params=[1, 2])
def other_seed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Walk other random journeys."""
    make = CommonRandomNumbers.__init__

    def reseeded(self: CommonRandomNumbers, seed: int, ids: Any) -> None:
        make(self, seed + request.param, ids)

    with monkeypatch.context() as patch:
        patch.setattr(CommonRandomNumbers, "__init__", reseeded)
        yield


CHANGES = [
    {"aviso.wait": "3..9 d"},
    {"registro.wait": "1..19 d"},
    {"control.wait": "1..4 d", "registro.dropout": "6 %"},
    {"cierre.wait": "0..1 d"},
    {"control.dropout": "12 %"},
]


def told(changes: dict[str, Any]) -> dict[str, Change]:
    found = between(version(), changes)
    figures = {f"{name}.{key}": one for name, own in {"": found.figures, **found.profiles}.items()
               for key, one in own.items()}  # fmt: skip
    return {name: one for name, one in figures.items() if one.told}


FIRST = [told(changes) for changes in CHANGES]


@pytest.mark.usefixtures("other_seed")
@pytest.mark.parametrize("place", range(len(CHANGES)))
def test_no_figure_is_told_that_other_journeys_take_back(place: int) -> None:
    found = between(version(), CHANGES[place])
    for name, one in FIRST[place].items():
        profile, _, figure = name.partition(".")
        again = (found.profiles[profile] if profile else found.figures)[figure]
        assert again.difference is not None
        assert one.difference is not None
        assert not (again.told and again.difference * one.difference < 0), name


def test_a_step_that_came_shifts_no_figure_of_the_others() -> None:
    first = "      - {id: aviso, name: Aviso, actor: usf, wait: 2..9 d, next: {all: [control, registro]}}"
    came = "      - {id: antes, name: Antes, actor: usf, dropout: 40 %, next: aviso}\n"
    text = YAML.replace("{to: aviso}", "{to: antes}").replace(first, came + first)
    found = Diff(version(), version(text, "b.yaml"))
    assert [point.step for point in found.appear] == ["antes"]
    assert found.whole.steps["control"]["reach"].before == pytest.approx(1)
    assert found.whole.steps["control"]["reach"].after == pytest.approx(0.6)
    assert found.whole.steps.keys() <= {"aviso", "control", "registro", "cierre"}
