"""What is no BPMN that can be read is one error, in little time and room."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from rutas.errors import BookError
from rutas.exchange.bpmn import arrived
from tests.exchange.bpmn_file import HEAD, back, flows, valid


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("", "bpmn-not-xml", 1),
        ("<a>\n<b>", "bpmn-not-xml", 2),
        ("<a/>", "bpmn-not-bpmn", 1),
        (HEAD + "</definitions>", "bpmn-no-process", 0),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "bpmn-doctype", 1),
        ("<a>" * 300, "bpmn-too-deep", 1),
        ('<?xml version="1.0" encoding="marciano"?><a/>', "bpmn-not-xml", 1),
    ],
)
def test_a_file_that_cannot_be_read_is_one_error(
    tmp_path: Path, text: str, rule: str, line: int
) -> None:
    with pytest.raises(BookError) as found:
        back(tmp_path, text)
    assert [(problem.rule, problem.line) for problem in found.value.problems] == [(rule, line)]


HOSTILE = {
    "laughs": '<!DOCTYPE a [<!ENTITY b "ja"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>',
    "outside": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    "included": '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></a>',
    "deep": "<a>" * 500_000,
    "deep in the diagram": f'{HEAD}<d:a xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI">' + "<b>" * 200_000,
    "attributes": "<a " + " ".join(f'a{n}=""' for n in range(50_000)) + "/>",
    "large": HEAD + " " * (64 * 2**20),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_little_time_and_room(tmp_path: Path, name: str) -> None:
    tracemalloc.start()
    start = time.process_time()
    try:
        with pytest.raises(BookError) as found:
            back(tmp_path, HOSTILE[name])
        assert tracemalloc.get_traced_memory()[1] < 2**28
    finally:
        tracemalloc.stop()
    assert time.process_time() - start < 10
    assert len(found.value.problems) == 1


def test_of_many_elements_each_takes_as_long_as_of_few(tmp_path: Path) -> None:
    def seconds(size: int) -> float:
        nodes = "".join(f'<task id="t{n}" name="T{n}"/>' for n in range(size))
        lines = flows(*(f"t{n}>t{n + 1}" for n in range(size - 1)))
        path = tmp_path / "many.bpmn"
        path.write_text(
            f'{HEAD}<process id="p">{nodes}{lines}</process></definitions>', encoding="utf-8"
        )
        start = time.process_time()
        assert sum((arrived(path).elements or {}).values()) == 2 * size - 1
        return time.process_time() - start

    assert seconds(4_000) < 16 * seconds(500)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    name = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{name}"?>{HEAD}<process id="p"><task id="a" name="Señal"/></process></definitions>'
    path = tmp_path / "a.bpmn"
    path.write_bytes(text.encode(encoding))
    assert valid(arrived(path)).steps["senal"].name == "Señal"
