"""What a route lacks, analysis by analysis, and what one more figure would allow."""

from __future__ import annotations

from rutas.locale import keys, speaking
from rutas.rules.engine.missing import ANALYSES, missing
from tests.rules.examples import make

ROUTE = """\
demand: 100 per year
steps:
  - id: control
    name: Control
    actor: usf
    channel: presencial
    service: control-prenatal
    wait: 3 d
    dropout: 5 %
    evidence: {wait: encuesta-2020}
    next: [{to: parto, when: Sí, share: 60 %}, {to: traslado, when: 'No'}]
  - {id: traslado, name: Traslado, next: parto}
  - {id: parto, name: Parto, actor: hospital, channel: presencial, takes: 1 d, capacity: 2 per day, outcome: completa}
"""


def accounts(tmp_path, text=ROUTE):
    route = make({"ejemplo.yaml": text}, tmp_path / "libro")["ejemplo"]
    return {account.analysis: account for account in missing(route)}


def paths(quantities):
    return [quantity.path for quantity in quantities]


def test_every_analysis_is_told_apart(tmp_path):
    found = accounts(tmp_path)
    assert tuple(found) == ANALYSES
    people, time, capacity, documents, interactions = found.values()
    assert paths(people.estimates) == ["control.dropout", "control.next"]
    assert paths(people.missing) == ["parto.dropout"]
    assert (time.measured, paths(time.estimates)) == (1, ["parto.takes"])
    assert set(paths(time.missing)) == {"control.takes", "parto.wait"}
    assert set(paths(capacity.estimates)) == {"demand", "parto.capacity"}
    assert paths(capacity.missing) == ["control.capacity"]
    assert paths(documents.missing) == ["control.requires"]
    assert paths(interactions.missing) == ["control.next.parto.handover"]


def test_what_nobody_gets_round_comes_first(tmp_path):
    steps = """\
steps:
  - {id: a, name: Alta, next: [{to: b, when: Sí, share: 60 %}, {to: c, when: 'No'}]}
  - {id: b, name: Baja, actor: usf, channel: presencial, wait: 1 d, takes: 1 d, next: c}
  - {id: c, name: Cierre, actor: usf, channel: presencial, wait: 1 d, takes: 1 d, outcome: completa}
"""
    people = accounts(tmp_path, steps)["people"]
    assert paths(people.missing) == ["c.dropout", "b.dropout"]
    assert people.first.path == "c.dropout"
    assert "«Cierre»" in people.first.allows


def test_the_least_certain_length_of_time_comes_first(tmp_path):
    steps = """\
steps:
  - {id: a, name: Alta, actor: usf, channel: presencial, wait: 1..2 d, takes: 1 h, next: [{to: b, when: Sí}, {to: c, when: 'No'}]}
  - {id: b, name: Baja, actor: usf, channel: presencial, wait: 1..9 d, takes: 1 h, next: c}
  - {id: c, name: Cierre, actor: usf, channel: presencial, wait: 1..3 d, takes: 1 h, outcome: completa}
"""
    time = accounts(tmp_path, steps)["time"]
    assert paths(time.estimates)[:3] == ["b.wait", "c.wait", "a.wait"]


def test_a_wait_that_never_sets_the_length_comes_last(tmp_path):
    steps = """\
steps:
  - {id: a, name: Alta, actor: usf, channel: presencial, wait: 1 d, takes: 1 h, next: {all: [b, c]}}
  - {id: b, name: Baja, actor: usf, channel: presencial, wait: 1..9 d, takes: 1 h, next: e}
  - {id: c, name: Cierre, actor: usf, channel: presencial, wait: 20..22 d, takes: 1 h, next: e}
  - {id: e, name: Fin, join: all, actor: usf, channel: presencial, wait: 1..2 d, takes: 1 h, outcome: completa}
"""
    estimates = paths(accounts(tmp_path, steps)["time"].estimates)
    assert estimates[:2] == ["c.wait", "e.wait"]
    assert estimates[-2:] == ["b.wait", "b.takes"]


def test_nothing_is_asked_where_all_is_known(tmp_path):
    steps = """\
steps:
  - id: control
    name: Control
    actor: usf
    channel: presencial
    wait: 3 d
    takes: 1 h
    dropout: 5 %
    evidence: {wait: encuesta-2020, takes: encuesta-2020, dropout: encuesta-2020}
    outcome: completa
"""
    found = accounts(tmp_path, steps)
    assert found["people"].first is found["time"].first is None
    assert found["people"].measured == 1


def test_every_sentence_can_be_said_in_both_languages(book):
    for lang in ("es", "en"):
        with speaking(lang):
            for route in book.values():
                for account in missing(route):
                    for quantity in account.estimates + account.missing:
                        assert quantity.allows.endswith(".")
    assert {f"analysis-{name}" for name in ANALYSES} <= set(keys("missing"))


def test_what_a_figure_rests_on_is_told_apart(tmp_path):
    steps = """\
steps:
  - {id: a, name: Alta, actor: usf, channel: presencial, dropout: 5 %, wait: 1 d, takes: 1 h, next: c,
     evidence: {dropout: {source: encuesta-2020, proxy: midió otra cosa}, wait: {norm: encuesta-2020}, takes: encuesta-2020}}
  - {id: c, name: Cierre, outcome: completa}
"""
    found = accounts(tmp_path, steps)
    people, time = found["people"], found["time"]
    assert (people.measured, paths(people.proxies), paths(people.estimates)) == (
        0,
        ["a.dropout"],
        [],
    )
    assert (time.measured, paths(time.norms), paths(time.estimates)) == (1, ["a.wait"], [])
    assert "es una aproximación" in people.first.allows
    assert "es una norma, no una medición" in time.first.allows


def test_a_way_in_that_gets_the_rest_is_not_told_as_an_even_split(tmp_path):
    steps = """\
ways_in: [{to: a, name: Casa, share: 60 %}, {to: b, name: Hospital}]
steps:
  - {id: a, name: Alta, next: c}
  - {id: b, name: Baja, next: c}
  - {id: c, name: Cierre, outcome: completa}
"""
    people = accounts(tmp_path, steps)["people"]
    rest = next(one for one in people.estimates if one.path == "ways_in.b")
    assert "«Hospital» son el resto" in rest.allows
    even = accounts(tmp_path, steps.replace(", share: 60 %", ""))["people"]
    assert {"ways_in.a", "ways_in.b"} <= set(paths(even.missing))
    assert "se reparte por igual" in even.first.allows
