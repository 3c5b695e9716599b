"""Of a file that another program made each element is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rutas
from rutas.analysis.soundness import soundness
from rutas.errors import BookError, UsageError
from rutas.exchange.arrival import Arrival, Base
from rutas.exchange.bpmn import write
from rutas.exchange.bpmn.account import FATES, MODEL, Account, ElementProblem
from rutas.exchange.bpmn.xml import Tag
from rutas.exchange.home import bring_home, put
from rutas.exchange.normal import plain
from rutas.reading.fresh import document
from tests.effort import cases
from tests.exchange.bpmn_file import HEAD, back, edits, flows, foreign, rules, texts, valid


def test_a_plain_process_is_exact(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '<laneSet><lane id="l" name="Mesa"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
        '<startEvent id="s" name="Llega"/><userTask id="a" name="Pedir turno"><documentation>Por la '
        'mañana.</documentation></userTask><exclusiveGateway id="g" name="¿Hay lugar?"/>'
        '<endEvent id="e" name="Atendida"/><endEvent id="f" name="Vuelve"/>'
        + flows("s>a", "a>g", "g>e", "g>f"),
        '<collaboration><participant id="x" name="Hospital" processRef="p"/></collaboration>',
    )
    route = valid(home)
    assert list(route.steps) == ["pedir-turno", "hay-lugar", "atendida", "vuelve"]
    assert route.steps["pedir-turno"].actor == ("mesa",)
    assert home.catalogue["actors"]["mesa"] == {"name": "Mesa", "institution": "Hospital"}
    assert route.steps["hay-lugar"].question == "¿Hay lugar?"
    assert route.ways_in[0].name == "Llega"
    assert home.elements == {"exact": 11, "folded": 0, "approximated": 0, "dropped": 0}


def test_a_block_side_by_side_is_folded(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '<startEvent id="s"/><task id="a" name="A"/><parallelGateway id="f"/><task id="b" name="B"/>'
        '<task id="c" name="C"/><parallelGateway id="j"/><task id="d" name="D"/><endEvent id="e"/>'
        + flows("s>a", "a>f", "f>b", "f>c", "b>j", "c>j", "j>d", "d>e"),
    )
    route = valid(home)
    assert list(route.steps) == ["a", "b", "c", "d"]
    assert [link.to for link in route.steps["a"].next.all] == ["b", "c"]
    assert route.steps["d"].join == "all"
    assert route.steps["d"].outcome
    assert rules(home) == {"bpmn-split": "folded", "bpmn-join": "folded"}


@pytest.mark.parametrize(
    "told",
    [
        ("f>b", "f>c", "b>j", "c>h", "h>j", "h>j"),  # once more than the fork opens
        ("f>b", "f>c", "b>j", "c>h", "h>j", "h>x"),  # a way that leaves
        ("f>b", "f>c", "b>j", "b>c", "c>b", "c>j"),  # ways that become each other
        ("f>b", "f>c", "b>j", "c>j", "d>h", "h>c"),  # and one that comes from elsewhere
    ],
)
def test_a_join_that_closes_no_block_is_approximated(tmp_path: Path, told: tuple[str, ...]) -> None:
    home = foreign(
        tmp_path,
        '<startEvent id="s"/><task id="a" name="A"/><parallelGateway id="f"/><task id="b" name="B"/>'
        '<task id="c" name="C"/><exclusiveGateway id="h" name="¿H?"/><parallelGateway id="j"/>'
        '<task id="d" name="D"/><endEvent id="e"/><endEvent id="x" name="X"/>'
        + flows("s>a", "a>f", *told, "j>d", "d>e"),
    )
    assert valid(home).steps["d"].join == "all"
    assert rules(home)["bpmn-join-apart"] == "approximated"


def test_what_a_route_has_no_word_for_is_told_with_its_line(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '\n<startEvent id="s"/><callActivity id="a" name="A"/>\n<boundaryEvent id="t" attachedToRef="a">'
        "<timerEventDefinition/></boundaryEvent>\n<serviceTask id='b' name='B'/><endEvent id='e'>"
        "<terminateEventDefinition/></endEvent>\n<sequenceFlow id='q' sourceRef='a' targetRef='zzz'/>"
        "<task id='lost' name='Nunca'><extensionElements><x:y/><x:z/></extensionElements></task>"
        + flows("s>a", "a>b", "b>e", "t>e", "lost>lost"),
    )
    route = valid(home)
    assert route.steps["b"].involvement == "indirect"
    told = rules(home)
    assert told["bpmn-boundary"] == "approximated"
    assert told["bpmn-dangling"] == "dropped"
    assert told["bpmn-unreached"] == "dropped"
    assert told["bpmn-extension"] == "dropped"
    assert next(p.line for p in home.problems if p.rule == "bpmn-boundary") == 3


def test_a_sub_process_is_laid_open(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '<startEvent id="s"/><subProcess id="u" name="U"><startEvent id="s2"/><task id="a" name="A"/>'
        '<endEvent id="e2"/>'
        + flows("s2>a", "a>e2")
        + '</subProcess><task id="b" name="B"/><endEvent id="e"/>'
        + flows("s>u", "u>b", "b>e"),
    )
    assert [link.to for link in valid(home).steps["a"].links] == ["b"]
    assert rules(home) == {"bpmn-laid-open": "folded", "bpmn-at-border": "folded"}


def test_a_sub_process_that_starts_several_times_does_so_at_once_and_waits_at_its_end(
    tmp_path: Path,
) -> None:
    home = foreign(
        tmp_path,
        '<startEvent id="s"/><subProcess id="u" name="U"><task id="a" name="A"/><task id="b" name="B"/>'
        '</subProcess><task id="c" name="C"/><endEvent id="e"/>' + flows("s>u", "u>c", "c>e"),
    )
    route = valid(home)
    assert list(route.steps) == ["u", "a", "b", "c"]
    assert [link.to for link in route.steps["u"].next.all] == ["a", "b"]
    assert route.steps["c"].join == "all"
    assert rules(home)["bpmn-several-starts"] == "approximated"
    assert soundness(route).sound


def test_an_inclusive_split_is_a_question_for_each_way(tmp_path: Path) -> None:
    body = (
        '<startEvent id="s"/><task id="a" name="A"/><inclusiveGateway id="g" default="z"/>'
        '<task id="b" name="B"/><task id="c" name="C"/><task id="d" name="D"/>'
        '<task id="x" name="X"/><endEvent id="e"/>'
        '<sequenceFlow id="y" name="Tiene carnet" sourceRef="g" targetRef="b"/>'
        '<sequenceFlow id="z" sourceRef="g" targetRef="c"/>'
        '<sequenceFlow id="w" sourceRef="g" targetRef="d"/>'
    )
    meeting = '<inclusiveGateway id="j"/>' + flows("s>a", "a>g", "b>j", "c>j", "d>j", "j>x", "x>e")
    route = valid(home := foreign(tmp_path, body + meeting))
    asked = [link.to for link in route.steps["a"].next.all]
    assert asked == ["tiene-carnet", "nada-de-lo-otro", "d"]  # what nothing is asked of is taken
    carnet = route.steps["tiene-carnet"]
    assert carnet.question == "¿Tiene carnet?"
    assert [(link.to, link.when) for link in carnet.links] == [("b", "Sí"), ("x", "No")]
    assert route.steps["x"].join == "all"
    assert soundness(route).sound
    assert rules(home)["bpmn-asked"] == "approximated"
    assert not edits(
        back(tmp_path, write(route, base=Base(document(texts(plain(home.route))), "")))
    )

    apart = flows("s>a", "a>g", "b>e", "c>e", "d>e")  # and where they don't meet, all are taken
    assert [link.to for link in valid(foreign(tmp_path, body + apart)).steps["a"].next.all] == [
        "b", "c", "d",
    ]  # fmt: skip


def test_what_only_an_event_beside_a_task_leads_to_is_left_out(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '<startEvent id="s"/><task id="a" name="A"/><endEvent id="e"/><boundaryEvent id="t" attachedToRef="a" '
        'cancelActivity="false"><timerEventDefinition/></boundaryEvent><task id="b" name="B"/>'
        '<task id="u" name="Anular" isForCompensation="true"/>' + flows("s>a", "a>e", "t>b"),
    )
    assert list(valid(home).steps) == ["a"]
    assert [way.to for way in valid(home).ways_in] == ["a"]
    assert home.elements == {"exact": 5, "folded": 0, "approximated": 0, "dropped": 4}


@pytest.mark.parametrize(
    ("lasts", "wait"),
    [("P2D", "2 d"), ("PT30M", "30 min"), ("P1M", "1 mo"), ("P1DT2H", None), ("R3/P1D", None)],
)
def test_a_timer_is_a_wait_where_it_says_how_long(
    tmp_path: Path, lasts: str, wait: str | None
) -> None:
    home = foreign(
        tmp_path,
        '<intermediateCatchEvent id="a" name="Esperar"><timerEventDefinition><timeDuration>'
        f"{lasts}</timeDuration></timerEventDefinition></intermediateCatchEvent>",
    )
    assert home.route["steps"]["esperar"].get("wait") == wait
    assert valid(home)


def test_who_nothing_leads_to_is_a_way_in(tmp_path: Path) -> None:
    home = foreign(
        tmp_path,
        '<startEvent id="s"/><task id="a" name="A"/><task id="b" name="B"/><endEvent id="e"/>'
        + flows("s>a", "a>e", "b>e"),
    )
    assert [way.to for way in valid(home).ways_in] == ["a", "b"]
    assert rules(home) == {"bpmn-no-start": "approximated"}


def test_signs_that_nobody_sees_are_left_out_of_names(tmp_path: Path) -> None:
    home = foreign(tmp_path, '<task id="a" name="gro&#x9f;e\u200b Menge"/>')
    assert valid(home).steps["groe-menge"].name == "groe Menge"


def test_where_a_name_breaks_is_its_drawing(tmp_path: Path) -> None:
    home = foreign(tmp_path, '<task id="a" name="Pedir&#13;&#10;turno "/>')
    assert valid(home).steps["pedir-turno"].name == "Pedir turno"


TAGS = st.sampled_from(
    [
        "task",
        "userTask",
        "serviceTask",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "boundaryEvent",
        "callActivity",
    ]
)


@settings(max_examples=cases(150))
@given(data=st.data())
def test_any_process_is_a_route_or_has_no_steps(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    tags = data.draw(st.lists(TAGS, min_size=1, max_size=9))
    numbers = st.integers(0, len(tags) - 1)
    links = data.draw(st.lists(st.tuples(numbers, numbers), max_size=14))
    nodes = "".join(
        f'<{tag} id="n{i}" name="{data.draw(st.sampled_from(["", "Uno", "¿Dos?"]))}" attachedToRef="n0"/>'
        for i, tag in enumerate(tags)
    )
    lines = "".join(
        f'<sequenceFlow id="f{k}" sourceRef="n{a}" targetRef="n{b}"/>'
        for k, (a, b) in enumerate(links)
    )
    folder = tmp_path_factory.mktemp("bpmn")
    try:
        home = foreign(folder, nodes + lines)
    except BookError as error:
        refused = [problem.rule for problem in error.problems]
    else:
        refused = []
    assert refused in ([], ["bpmn-no-process"])
    if refused:
        return
    route = valid(home)
    assert home.elements
    assert sum(home.elements[fate] for fate in FATES) == len(tags) + len(links)
    told = Counter(problem.fate for problem in home.problems if isinstance(problem, ElementProblem))
    assert told["folded"] <= home.elements["folded"]
    assert told["approximated"] == home.elements["approximated"]
    assert told["dropped"] <= home.elements["dropped"]
    assert not edits(back(folder, write(route, base=Base(document(texts(plain(home.route))), ""))))


def two_processes(name: str = "Proceso {}") -> str:
    inner = (
        '<startEvent id="s{0}"/><task id="t{0}" name="Paso {0}"/><endEvent id="e{0}"/>'
        '<sequenceFlow id="a{0}" sourceRef="s{0}" targetRef="t{0}"/>'
        '<sequenceFlow id="b{0}" sourceRef="t{0}" targetRef="e{0}"/>'
    )
    return (
        f'{HEAD}<message id="m"/><error id="r"/><collaboration id="c">'
        '<participant id="x1" name="Uno" processRef="p1"/><participant id="x2" name="Uno" processRef="p2"/>'
        '<participant id="x3" name="Afuera"/><messageFlow id="f" messageRef="m" sourceRef="t1" targetRef="t2"/>'
        "</collaboration>"
        + "".join(
            f'<process id="p{n}" name="{name.format(n)}">{inner.format(n)}</process>'
            for n in (1, 2)
        )
        + "</definitions>"
    )


def test_each_process_is_a_route_of_one_book(tmp_path: Path) -> None:
    home = bring_home(back(tmp_path, two_processes("Trámite")), tmp_path / "book")
    assert home.routes == ["tramite", "tramite-2"]
    put(home)
    book = rutas.load(tmp_path / "book")
    assert {name: list(route.steps) for name, route in book.items()} == {
        "tramite": ["paso-1"], "tramite-2": ["paso-2"],
    }  # fmt: skip
    assert list(book.catalogue.actors) == ["uno"]  # who both pools are is added once
    assert not bring_home(back(tmp_path, two_processes("Trámite")), tmp_path / "book").changes
    with pytest.raises(UsageError, match="--process"):
        bring_home(back(tmp_path, two_processes()), tmp_path / "book", route="r")


def test_of_several_processes_nothing_is_written_where_one_is_refused(tmp_path: Path) -> None:
    came = back(tmp_path, two_processes())
    (other,) = came.others
    other.route["revised"] = "nunca"
    home = bring_home(came, tmp_path / "book")
    assert home.is_refused
    assert home.book is None


def test_one_of_several_processes_is_chosen_by_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Proceso 1, Proceso 2"):
        back(tmp_path, two_processes(), process="Otro")
    chosen = back(tmp_path, two_processes(), process="Proceso 2")
    assert list(valid(chosen).steps) == ["paso-2"]
    assert not chosen.others


def test_the_account_is_of_the_whole_file(tmp_path: Path) -> None:
    # Two pools and five parts in each; a pool without a process, a message between the two, an error
    # that nothing refers to. What the message flow says of its message goes with it.
    home = back(tmp_path, two_processes())
    assert home.elements == {"exact": 12, "folded": 0, "approximated": 0, "dropped": 3}
    assert sorted(told(home)) == ["error", "messageFlow", "participant"]
    for process in ("p1", "p2"):  # the other one, its pool and its parts are left out
        home = back(tmp_path, two_processes(), process=process)
        assert home.elements == {"exact": 6, "folded": 0, "approximated": 0, "dropped": 10}
        assert sorted(told(home)) == ["error", "messageFlow", "participant", "process"]


def told(home: Arrival) -> list[str]:
    return [p.element["tag"] for p in home.problems if isinstance(p, ElementProblem) and p.element]


def test_that_an_element_is_dropped_stands_over_what_was_told_of_it() -> None:
    tag = Tag(MODEL, "task", {"id": "a"}, 3, 5)
    account = Account("a.bpmn")
    for fate, rule in (
        ("folded", "merge"),
        ("dropped", "other"),
        ("dropped", "unreached"),
        ("exact", "merge"),
    ):
        account.say(tag, fate, rule)
    assert account.close(tag) == {"exact": 0, "folded": 0, "approximated": 0, "dropped": 1}
    assert [(problem.rule, problem.line) for problem in account.problems] == [("bpmn-task", 3)]
