"""Whatever stands in a file, only problems come out of it, and soon."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rutas.book import read
from rutas.locale import LANGUAGES, speaking
from tests.effort import cases

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "ejemplo"
FILES = {
    name: (EXAMPLE / f"{name}.yaml").read_text(encoding="utf-8")
    for name in ("nacer", "catalogue", "criteria")
}
CHANGES = ["insert", "delete", "replace", "cut", "twice", "swap", "indent"]
SIGNS = ":-#[]{},&*!|>'\"%@`?\t\n\r\\ \x00\u2028\ufeffñ0~"


def only_problems(contents: dict[str, bytes], language: str = "es") -> None:
    """Read a book of some files, and check that what comes out is a book or problems well said."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stem, content in contents.items():
            (folder / f"{stem}.yaml").write_bytes(content)
        with speaking(language):
            book, problems = read(folder)
    assert (book is None) == bool(problems)
    for problem in problems:
        assert problem.message
        assert "\n" not in problem.message
        lines = contents.get(Path(problem.path).stem, b"").splitlines()
        assert 0 <= problem.line <= len(lines) + 1
        assert (problem.column > 0) == (problem.line > 0)
        assert problem.rule


@st.composite
def mutants(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw the example with one file spoiled a little: signs, pieces or lines put in or taken out."""
    victim = draw(st.sampled_from(sorted(FILES)))
    text = FILES[victim]
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at = draw(st.integers(0, max(0, len(text) - 1)))
        line = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(CHANGES))
        if change == "insert":
            text = text[:at] + draw(st.text(SIGNS, min_size=1, max_size=3)) + text[at:]
        elif change == "delete":
            text = text[:at] + text[at + draw(st.integers(1, 9)) :]
        elif change == "replace":
            text = text[:at] + draw(st.sampled_from(SIGNS)) + text[at + 1 :]
        elif change == "cut":
            text = "\n".join(lines[:line] + lines[line + 1 :])
        elif change == "twice":
            text = "\n".join([*lines[:other], lines[line], *lines[other:]])
        elif change == "swap":
            lines[line], lines[other] = lines[other], lines[line]
            text = "\n".join(lines)
        else:
            lines[line] = draw(st.sampled_from([" ", "  ", "\t", "- "])) + lines[line]
            text = "\n".join(lines)
    contents = {name: source.encode() for name, source in FILES.items()}
    contents[victim] = text.encode()
    return contents


@settings(max_examples=cases(200), suppress_health_check=[HealthCheck.too_slow])
@given(mutants(), st.sampled_from(LANGUAGES))
def test_a_file_that_is_a_little_spoiled(contents: dict[str, bytes], language: str) -> None:
    only_problems(contents, language)


@settings(max_examples=cases(100))
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=200))
@example("nacer", b"\xef\xbb\xbf\xef\xbb\xbfid: a")
@example("nacer", b"? [a]\n: b")
@example("nacer", b"a: &a [*a]")
@example("catalogue", b"a: !!python/object/apply:os.system ['echo']")
def test_bytes_of_any_kind(victim: str, content: bytes) -> None:
    only_problems({**{name: text.encode() for name, text in FILES.items()}, victim: content})


def keys_of(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        return set(tree).union(*map(keys_of, tree.values()))
    return set().union(*map(keys_of, tree)) if isinstance(tree, list) else set()


def texts_of(tree: Any) -> set[str]:
    if isinstance(tree, (dict, list)):
        return set().union(*map(texts_of, tree.values() if isinstance(tree, dict) else tree))
    return {str(tree)}


GOOD = {name: yaml.load(text, yaml.BaseLoader) for name, text in FILES.items()}  # noqa: S506  (the plainest loader)
KEYS = sorted(set().union(*map(keys_of, GOOD.values())) | {"all", "any", "", "<<", "id", "[key]"})
TEXTS = sorted(
    set().union(*map(texts_of, GOOD.values()))
    | {"", "~", "nan", "-1", "1e999", "9" * 30, "30 %", "..", "no", "{given}", "%s", "\x1b[0m"}
)
VALUES = st.recursive(
    st.sampled_from(TEXTS),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inside, max_size=4)
    ),
    max_leaves=8,
)


def dumped(tree: Any) -> bytes:
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return text.encode()


@st.composite
def grafts(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the example's trees with some values, anywhere in them, replaced by any others."""
    trees = copy.deepcopy(GOOD)
    for _ in range(draw(st.integers(1, 3))):
        node: Any = trees[draw(st.sampled_from(sorted(trees)))]
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if not isinstance(node[key], (dict, list)) or draw(st.integers(0, 3)) == 0:
                if isinstance(node, dict) and draw(st.booleans()):
                    node[draw(st.sampled_from(KEYS))] = node.pop(key)
                else:
                    node[key] = draw(VALUES)
                break
            node = node[key]
    return trees


@settings(max_examples=cases(150), suppress_health_check=[HealthCheck.too_slow])
@given(grafts())
def test_anything_in_any_place(trees: dict[str, Any]) -> None:
    only_problems({name: dumped(tree) for name, tree in trees.items()})


@settings(max_examples=cases(80))
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8))
def test_any_tree_as_a_route(tree: dict[str, Any]) -> None:
    only_problems(
        {
            "nacer": dumped(tree),
            "catalogue": FILES["catalogue"].encode(),
        }
    )


@pytest.mark.parametrize("size", [2_000])
def test_thousands_of_mistakes_are_all_told(size: int) -> None:
    steps = "".join(
        f"      - {{id: s{i}, name: S, actor: nadie-{i}, next: s{i}x}}\n" for i in range(size)
    )
    text = (
        "id: nacer\nname: N\nways_in: [{to: s0}]\noutcomes: {a: {name: A, success: true}}\n"
        f"stages:\n  - id: e\n    name: E\n    steps:\n{steps}"
    )
    with tempfile.TemporaryDirectory() as name:
        Path(name, "nacer.yaml").write_text(text, encoding="utf-8")
        Path(name, "catalogue.yaml").write_text("actors: {usf: {name: USF}}\n", encoding="utf-8")
        _, problems = read(name)
    assert len(problems) == 2 * size
