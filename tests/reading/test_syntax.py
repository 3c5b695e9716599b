"""YAML as people write it: every value a text, every text with its place, nothing lost in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rutas.reading import File, parse
from tests.effort import cases

SURPRISES = """\
no: on
yes: off
time: 17:00
zeros: 0571
version: 1.10
number: 1e3
nothing: ~
null: null
date: 2021-11-03
hexadecimal: 0x1F
octal: 0o17
sixty: 190:20:30
float: .5
infinite: .inf
binary: 0b11
thousands: 1_000
merge: <<
equal: =
"""


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read_text(text: str | bytes) -> tuple[File, list[str]]:
        path = tmp_path / "a.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        file, problems = parse(path)
        return file, [problem.rule for problem in problems]

    return read_text


def test_everything_means_what_was_written(read: Any) -> None:
    file, problems = read(SURPRISES)
    assert not problems
    expected = dict(line.split(": ") for line in SURPRISES.splitlines())
    assert file.tree == expected


def test_styles_of_texts(read: Any) -> None:
    file, problems = read(
        "plain: uno dos\n"
        "single: 'it''s'\n"
        'double: "a\\tb"\n'
        "empty: ''\n"
        "folded: >\n  uno\n  dos\n"
        "literal: |\n  uno\n  \tdos\n"
        "several: uno\n  dos\n"
        "'quoted key': x\n"
        "plain_tag: ! x\n"
    )
    assert not problems
    assert file.tree == {
        "plain": "uno dos",
        "single": "it's",
        "double": "a\tb",
        "empty": "",
        "folded": "uno dos\n",
        "literal": "uno\n\tdos\n",
        "several": "uno dos",
        "quoted key": "x",
        "plain_tag": "x",
    }


def test_the_place_of_everything(read: Any) -> None:
    file, _ = read(
        "a: uno\n"  # 1
        "b:\n"  # 2
        "  - dos\n"  # 3
        "  - {c: tres, d: [cuatro, ñandú]}\n"  # 4
        "'e': >\n"  # 5
        "  cinco\n"
    )
    assert file.find(()) == (1, 1)
    assert file.find(("a",)) == (1, 4)
    assert file.find(("a",), key=True) == (1, 1)
    assert file.find(("b",)) == (3, 3)
    assert file.find(("b",), key=True) == (2, 1)
    assert file.find(("b", 0)) == (3, 5)
    assert file.find(("b", 1, "c")) == (4, 9)
    assert file.find(("b", 1, "d"), key=True) == (4, 15)
    assert file.find(("b", 1, "d", 1)) == (4, 27)
    assert file.find(("e",)) == (5, 6)
    assert file.find(("b", "any", 1, "tag", "d", 0)) == (4, 19), "what the file has not is skipped"
    assert file.find(("b", 7)) == (3, 3), "and so is what it has no more of"


def test_the_line_with_its_caret(read: Any) -> None:
    file, _ = read("a: uno\n\tb: dos\n")
    assert file.excerpt(1, 4) == "a: uno\n   ^"
    assert file.excerpt(2, 2) == " b: dos\n ^"
    assert file.excerpt(0, 0) == file.excerpt(99, 1) == ""
    long = File("a", "x" * 500)
    line, caret = long.excerpt(1, 400).split("\n")
    assert len(line) <= 96
    assert line[len(caret) - 1] == "x"


def test_the_same_place_whatever_ends_the_lines(read: Any) -> None:
    text = "a: uno\nb: dos\nc: tres\n"
    places = {
        end: [read(text.replace("\n", end))[0].find((key,)) for key in "abc"]
        for end in ("\n", "\r\n", "\r", "\x85")
    }
    assert set(map(tuple, places.values())) == {((1, 4), (2, 4), (3, 4))}


@pytest.mark.parametrize("sign", ["\u2028", "\u2029"])
def test_an_end_of_line_that_no_editor_shows_is_told_at_its_place(
    tmp_path: Path, sign: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"a: uno\nb: dos{sign}tres\nc: x", encoding="utf-8")
    file, problems = parse(path)
    assert file.tree == {"a": "uno", "b": "dos tres", "c": "x"}
    (told,) = problems
    assert (told.rule, told.line, told.column) == ("invisible-character", 2, 7)
    assert f"U+{ord(sign):04X}" in told.message
    assert sign not in told.excerpt


def test_a_mark_of_byte_order_is_no_text(read: Any) -> None:
    file, problems = read(b"\xef\xbb\xbfid: a\n")
    assert not problems
    assert file.tree == {"id": "a"}
    assert file.find(("id",)) == (1, 5)


def test_aliases_stand_for_what_they_name_at_its_place(read: Any) -> None:
    file, problems = read("a: &x {b: uno}\nc: *x\nd: [*x, *x]\ne: &y dos\n*y : tres\n")
    assert not problems
    assert file.tree["c"] == file.tree["d"][1] == {"b": "uno"}
    assert file.tree["dos"] == "tres"
    assert file.find(("c", "b")) == (1, 11)


def test_a_repeated_key_keeps_the_first_and_loses_nothing(read: Any) -> None:
    file, problems = read("a: 1\na: 2\nb: {c: 1}\nb: {c: 2, d: 3}\ne: [{id: x}]\ne: [{id: y}]\n")
    assert problems == ["duplicate-key"] * 3
    assert file.tree == {"a": "1", "b": {"c": "1", "d": "3"}, "e": [{"id": "x"}, {"id": "y"}]}
    assert file.find(("b", "d")) == (4, 14)
    assert file.find(("e", 1, "id")) == (6, 10)


def test_an_empty_value_is_not_an_empty_text(read: Any) -> None:
    file, problems = read("a:\nb: ''\nc: [x, '']\nd:\n  -\n  - x\n")
    assert problems == ["empty-value", "empty-item"]
    assert file.tree == {"b": "", "c": ["x", ""], "d": ["x"]}


def test_two_documents_are_one_file_that_was_cut(read: Any) -> None:
    assert read("a: 1\n---\nb: 2\n")[0].tree == {"a": "1", "b": "2"}
    assert read("a: 1\n---\na: 2\n")[0].tree == {"a": "1"}
    assert read("a: 1\n...\n---\n[x]\n")[1] == ["yaml-documents"]


TREES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1),
    lambda inside: (
        st.lists(inside, min_size=1, max_size=4)
        | st.dictionaries(
            st.text("abcñ-_ :#", min_size=1, max_size=6), inside, min_size=1, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=cases(60))
@given(st.dictionaries(st.text("abc", min_size=1), TREES, min_size=1), st.booleans())
def test_any_tree_is_read_as_it_was_written(tree: dict[str, Any], flow: bool) -> None:
    import tempfile

    text = yaml.dump(
        tree, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=flow, width=60
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_bytes(text.encode())
        file, problems = parse(path)
    assert not problems
    assert file.tree == yaml.load(text, yaml.BaseLoader)  # noqa: S506  (texts only)
    check_places(file, file.tree, ())


def check_places(file: File, value: Any, loc: tuple[str | int, ...]) -> None:
    """Check that at every place that is told, what stands there begins."""
    line, column = file.find(loc)
    here = file.lines[line - 1][column - 1 :]
    if isinstance(value, dict):
        for key, inside in value.items():
            key_line, key_column = file.find((*loc, key), key=True)
            there = file.lines[key_line - 1][key_column - 1 :]
            assert there[:1] in {key[:1], "'", '"', "?"}
            check_places(file, inside, (*loc, key))
    elif isinstance(value, list):
        assert here[:1] in {"-", "["}
        for i, inside in enumerate(value):
            check_places(file, inside, (*loc, i))
    else:
        assert here[:1] in {value[:1], "'", '"', "|", ">"}
