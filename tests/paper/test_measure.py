"""Texts are as wide here as in Graphviz, and lines are broken by that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutas.paper import engine, fonts, measure
from rutas.paper.fonts import drawable

SAMPLES = [
    "Unidad de Salud de la Familia · MSPBS",
    "¿Tiene la familia el certificado de nacido vivo?",
    "AVATAR To Ty LT PA. W. 1,5 %",
    "Tekoporã ãẽĩõũỹ g̃ ʼ ▲ 12 % «sí» — 1–15 días",
    "oficina afinado flujo",
]
SCALE = 20


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_widths_agree_with_graphviz(weight: str) -> None:
    nodes = " ".join(
        f'n{index} [shape=plain margin=0 width=0 height=0 fontname="{fonts.name(weight)}"'
        f' fontsize={7 * SCALE} label="{text}"]'
        for index, text in enumerate(SAMPLES)
    )
    answer = engine.render(f"digraph {{ {nodes} }}", "plain", layout="dot").decode()
    drawn = {
        int(row.split()[1][1:]): float(row.split()[4]) * 72 / SCALE
        for row in answer.splitlines()
        if row.startswith("node")
    }
    for index, text in enumerate(SAMPLES):
        assert measure.width(text, 7, weight) == pytest.approx(drawn[index], rel=0.005)


words = st.lists(st.text("abcáéñWilm", min_size=1, max_size=12), min_size=1, max_size=12)


@given(words, st.floats(30, 200))
def test_no_line_is_wider_than_its_room(found: list[str], room: float) -> None:
    for line in measure.wrap(" ".join(found), 7, room):
        assert measure.width(line, 7) <= room


@given(words, st.floats(60, 200))
def test_no_word_is_lost_on_the_way(found: list[str], room: float) -> None:
    lines = measure.wrap(" ".join(found), 7, room)
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(found)


def test_what_is_cut_says_so() -> None:
    (line,) = measure.fit("una frase que no entra de ninguna manera", 7, 60)
    assert line.endswith("…")
    assert measure.width(line, 7) <= 60


def test_a_figure_stays_with_its_percent_sign() -> None:
    assert not any(line.startswith("%") for line in measure.wrap("sube al 7,9 % por año", 7, 30))


def test_words_break_where_spanish_does():
    (first, *rest) = measure.wrap("acompañamiento", 10, 60)
    assert (drawable(first), rest) == ("acompaña-", ["miento"])


def test_what_is_bound_comes_apart_before_any_word_does():
    assert measure.wrap("desde\u00a017\u00a0años y 5 meses", 10, 45)[0] == "desde"
    assert "-" not in "".join(measure.wrap("hasta\u00a04\u00a0años", 10, 40))


@given(
    st.lists(st.sampled_from(["Caaguazú", "Luque", "Coronel Oviedo", "San Lorenzo"]), unique=True)
)
@pytest.mark.parametrize(("room", "lines"), [(110, 1), (110, 2), (60, 4)])
def test_names_that_differ_stay_different_when_they_are_cut(room, lines, places):
    names = [f"Consejería Municipal por los Derechos de la Niñez de {place}" for place in places]
    cut = [tuple(measure.fit(name, 8, room, lines=lines, beside=names)) for name in names]
    assert len(set(cut)) == len(names)
    assert all(measure.width(line, 8) <= room for one in cut for line in one)
