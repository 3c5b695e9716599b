"""What is found is said in its place and language, and what is allowed is set aside and listed."""

from __future__ import annotations

import sys

import pytest

import rutas
from rutas.locale import speaking
from rutas.rules import check, report
from tests.rules.examples import make

NO_CHANNEL = """\
steps:
  - {{id: control, name: Control, actor: usf, outcome: completa{allow}}}
"""


def written(tmp_path, text):
    return make({"ejemplo.yaml": text}, tmp_path / "libro")


def codes(problems, level=("error", "warning")):
    return [problem.rule for problem in problems if problem.level in level]


def test_a_finding_stands_at_its_field_and_shows_the_line(tmp_path):
    folder = tmp_path / "libro"
    make({"ejemplo.yaml": NO_CHANNEL.format(allow="")}, folder)
    text = (folder / "ejemplo.yaml").read_text(encoding="utf-8")
    (problem,) = [p for p in rutas.check(rutas.load(folder)) if p.rule == "R064"]
    line = text.split("\n")[problem.line - 1]
    assert line[problem.column - 1 :] == "usf"
    assert problem.excerpt == f"{line}\n{' ' * (problem.column - 1)}^"
    assert (problem.route, problem.step, problem.level) == ("ejemplo", "control", "warning")


@pytest.mark.parametrize(
    ("links", "word"),
    [
        ("next: [{to: a, when: Sí}, {to: b, when: si}]", "si}"),
        ("next:\n      - {to: a, when: Sí}\n      - to: b\n        when: si", "si"),
    ],
)
def test_a_link_is_found_however_links_are_written(tmp_path, links, word):
    (tmp_path / "catalogue.yaml").write_text("actors: {}\n", encoding="utf-8")
    (tmp_path / "r.yaml").write_text(
        "id: r\nname: R\nways_in: [{to: q}]\noutcomes: {c: {name: C, success: true}}\n"
        "stages:\n  - id: e\n    name: Etapa\n    steps:\n"
        f"    - id: q\n      question: '¿Va?'\n      {links}\n"
        "    - {id: a, name: A, outcome: c}\n    - {id: b, name: B, outcome: c}\n",
        encoding="utf-8",
    )
    (problem,) = [p for p in check(rutas.load(tmp_path)) if p.rule == "R021"]
    line = (tmp_path / "r.yaml").read_text(encoding="utf-8").split("\n")[problem.line - 1]
    assert line[problem.column - 1 :].startswith(word)


@pytest.mark.parametrize("word", ["R064", "no-channel"])
def test_a_step_may_break_a_rule_for_a_reason(tmp_path, word):
    allow = f", allow: {{{word}: Se acuerda en la Mesa}}"
    found = report(written(tmp_path, NO_CHANNEL.format(allow=allow)))
    assert codes(found.problems) == []
    (silenced,) = found.silenced
    assert (silenced.problem.rule, silenced.reason) == ("R064", "Se acuerda en la Mesa")


def test_a_route_may_break_a_rule_at_all_of_its_steps(tmp_path):
    text = "allow: {R064: Se acuerda en la Mesa}\n" + NO_CHANNEL.format(allow="")
    found = report(written(tmp_path, text))
    assert codes(found.problems) == []
    assert len(found.silenced) == 1


def test_an_allowance_of_another_step_silences_nothing(tmp_path):
    text = """\
steps:
  - {id: control, name: Control, actor: usf, next: cierre}
  - {id: cierre, name: Cierre, outcome: completa, allow: {R064: No es aquí}}
"""
    assert codes(check(written(tmp_path, text))) == ["R064", "R111"]


def test_an_unknown_rule_names_the_nearest(tmp_path):
    text = NO_CHANNEL.format(allow=", channel: presencial, allow: {no-chanel: x}")
    (problem,) = [p for p in check(written(tmp_path, text)) if p.rule == "R110"]
    assert "«no-channel»" in problem.message


def test_problems_speak_the_language_that_is_asked_for(tmp_path):
    found = written(tmp_path, NO_CHANNEL.format(allow=""))
    with speaking("en"):
        (problem,) = [p for p in check(found) if p.rule == "R064"]
    assert problem.message.startswith("Nothing says how people are attended at “Control”")


def test_one_route_is_looked_at_without_the_others_and_the_catalogue(tmp_path):
    steps = NO_CHANNEL.format(allow="")
    files = {
        "uno.yaml": steps,
        "dos.yaml": steps,
        "catalogue.yaml": "channels: {c: {name: C, kind: mail}}",
    }
    found = make(files, tmp_path / "libro")
    assert {p.route for p in check(found)} == {"uno", "dos", None}
    only = report(found, ["dos"])
    assert {p.route for p in only.problems} == {"dos"}
    assert only.sound == {"dos": True}


def test_the_real_routes_are_sound_and_without_errors(book):
    found = report(book)
    assert [str(problem) for problem in found.problems if problem.level == "error"] == []
    assert set(found.sound.values()) == {True}


def many_routes(count, folder):
    documents = "".join(
        f"  {kind}{k}: {{name: Papel {kind}{k}}}\n" for kind in "pqs" for k in range(count)
    )
    route = (
        "id: r{k}\nname: Ruta {k}\nages: {{from: {k}, to: {k}}}\nholds: [p{k}]\nways_in: {{to: a}}\n"
        "outcomes: {{fin: {{name: Fin, success: true}}}}\nstages:\n- id: e\n  name: Etapa\n  steps:\n"
        "  - {{id: a, name: Pedir, actor: usf, produces: q{k}, next: b, allow: {{no-narrative: Breve}}}}\n"
        "  - {{id: b, name: Dar, actor: usf, requires: s{k}, outcome: fin}}\n"
    )
    files = {f"r{k}.yaml": route.format(k=k) for k in range(count)}
    files["catalogue.yaml"] = f"actors: {{usf: {{name: USF}}}}\ndocuments:\n{documents}"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return rutas.load(folder)


def lines_run(work):
    """Count the lines of the program that some work runs, each round of a loop anew."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_a_book_of_twice_as_many_routes_is_twice_as_much_work(tmp_path):
    books = [many_routes(count, tmp_path / str(count)) for count in (8, 16, 32)]
    report(many_routes(2, tmp_path / "first"))  # what is imported is no part of the work
    few, more, most = (lines_run(lambda book=book: report(book)) for book in books)
    assert most - more == pytest.approx(2 * (more - few), rel=0.02)


def test_the_catalogue_allows_for_an_entry_and_for_all_of_it(tmp_path):
    catalogue = (
        "actors: {usf: {name: USF}, una: {name: Una}}\n"
        "documents: {acta: {name: Acta, allow: {unused-entry: Falta, R071: x}}}\n"
    )
    folder = tmp_path / "libro"
    make({"ejemplo.yaml": NO_CHANNEL.format(allow="")}, folder)
    for allow, told, silenced in [
        ("", ["R070", "R111"], 1),
        ("allow: {R070: Se usará, R999: x}\n", ["R111", "R110"], 2),
    ]:
        (folder / "catalogue.yaml").write_text(catalogue + allow, encoding="utf-8")
        found = report(rutas.load(folder))
        problems = [p for p in found.problems if p.rule in {"R070", "R110", "R111"}]
        assert [p.rule for p in problems] == told
        assert {p.step for p in problems} == {None}
        assert sum(s.problem.rule == "R070" for s in found.silenced) == silenced
        assert report(rutas.load(folder), ["ejemplo"]).silenced == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rh +", "Rh -", False), ("< 18 años", "≥ 18 años", False), ("+", "-", False),
        ("Sí", "¡si!", True), ("Más de  dos", "mas de dos.", True),
    ],
)  # fmt: skip
def test_signs_tell_texts_apart_and_their_dress_does_not(one, other, same, tmp_path):
    text = (
        f"ways_in: [{{to: q, name: '{one}'}}, {{to: q, name: '{other}'}}]\n"
        "steps:\n"
        f"  - {{id: q, question: '¿Cuál?', next: [{{to: a, when: '{one}'}}, {{to: b, when: '{other}'}}]}}\n"
        f"  - {{id: a, name: '{one}', next: b}}\n"
        f"  - {{id: b, name: '{other}', outcome: completa}}\n"
    )
    found = {p.rule for p in report(written(tmp_path, text)).problems}
    assert found & {"R009", "R021", "R072"} == ({"R009", "R021", "R072"} if same else set())


EXITS = """\
package: [inscripcion-nacimiento]
outcomes: {{completa: {{name: Completa, success: true}}}}
steps:
  - {{id: a, name: Aviso, next: {{all: [b, c]}}, within: 3 d, late: {late}}}
  - {{id: b, name: Inscripción, actor: registro-civil, channel: presencial, service: inscripcion-nacimiento, next: d}}
  - {{id: c, name: Vacunación, next: d}}
  - {{id: d, name: Cierre, join: all, next: e}}
  - {{id: e, name: Fin, outcome: completa}}
  - {{id: f, name: Espera, next: g}}
  - {{id: g, name: Vuelta, next: [f, h]}}
  - {{id: h, name: Desvío, next: {out}}}
"""


def test_an_exit_that_leads_past_a_service_is_an_answer_that_does(tmp_path):
    (told,) = [
        p
        for p in report(written(tmp_path, EXITS.format(late="f", out="e"))).problems
        if p.rule == "R042"
    ]
    assert "Aviso" in told.message
    assert told.story[:2] == ("a", "f")


def test_an_exit_to_where_the_route_cannot_end_leads_nowhere(tmp_path):
    found = report(
        written(tmp_path, EXITS.format(late="f", out="i") + "  - {id: i, name: Nada, next: i}\n")
    )
    told = [(p.step, p.story) for p in found.problems if p.rule == "R003"]
    assert told == [("a", ("a", "f"))]
