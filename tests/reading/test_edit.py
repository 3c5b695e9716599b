"""What is edited says what was wanted, and nothing else of the text changes."""

from __future__ import annotations

import copy
import random
from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest

from rutas.reading import parse
from rutas.reading.edit import edit
from rutas.reading.fresh import document
from rutas.reading.nodes import comments, compose

FILES = sorted((Path(__file__).parents[1] / "routes").glob("*.yaml"))
TEXTS = [
    "5 %",
    "no",
    "a: b",
    "x # y",
    "",
    "'",
    '"',
    "- a",
    "línea\notra\n",
    "  borde ",
    "ñandú",
    "a, b",
    "[",
    "3 d",
]

ROUTE = dedent("""\
    # cabeza

    id: r     # el id
    stages:
      # la primera etapa
      - id: uno
        name: "Uno"
        steps:
          # el paso a
          - id: a
            name: A    # nombre de a
            # cola de a, de lo que no está
            # wait: 1 d

          # el paso b
          - id: b
            name: B
            next: {to: a, when: 'Sí'}

      - id: dos
        name: Dos
        steps:
          - id: c
            name: C
    # pie
    """)


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return list((Counter(old) - Counter(new)).elements()), list(
        (Counter(new) - Counter(old)).elements()
    )


def tree_of(text: str):
    return copy.deepcopy(compose(text).value)


def test_what_did_not_change_is_not_written():
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert edit(text, parse(path)[0].tree).text == text


def test_a_value_changes_its_line_and_keeps_its_quotation_marks_and_comment():
    tree = tree_of(ROUTE)
    tree["stages"][0]["name"] = "Otro"
    tree["stages"][0]["steps"][0]["name"] = "Z"
    found = edit(ROUTE, tree)
    assert changed(ROUTE, found.text) == (
        ['    name: "Uno"', "        name: A    # nombre de a"],
        ['    name: "Otro"', "        name: Z    # nombre de a"],
    )
    assert found.lost == ()


def test_a_new_step_comes_after_its_neighbour():
    tree = tree_of(ROUTE)
    tree["stages"][0]["steps"].insert(
        1, {"id": "n", "name": "N", "next": [{"to": "b", "when": "No"}, {"to": "c"}]}
    )
    text = edit(ROUTE, tree).text
    new = "\n      - id: n\n        name: N\n        next:\n          - {to: b, when: No}\n          - {to: c}\n"
    assert changed(ROUTE, text) == ([], new.split("\n")[:-1])
    assert text.index("name: A") < text.index("id: n") < text.index("# el paso b")


def test_a_moved_step_takes_its_comments_along_into_another_stage():
    tree = tree_of(ROUTE)
    tree["stages"][1]["steps"].append(tree["stages"][0]["steps"].pop(0))
    found = edit(ROUTE, tree)
    assert found.lost == ()
    assert found.text.index("id: c") < found.text.index("# el paso a") < found.text.index("id: a")


def test_a_removed_step_takes_its_own_comments_and_they_are_told():
    tree = tree_of(ROUTE)
    del tree["stages"][0]["steps"][1]
    found = edit(ROUTE, tree)
    assert found.lost == ("# el paso b",)
    assert "# wait: 1 d" in found.text
    assert compose(found.text).value == tree


def test_a_renamed_entry_stands_where_it_stood_with_its_comments():
    text = (
        "# todos\nactors:\n  # primero\n  a: {name: A, level: local, sector: s}  # aquí\n\n  # segundo\n"
        '  "b":\n    name: B\n    # dos equipos\n    capacity: 2 per day\n  c: {name: C}\n'
    )
    tree = tree_of(text)
    one, other, last = tree["actors"].values()
    found = edit(text, {"actors": {"c": last, "x": {**one, "name": "X"}, "si": other}})
    wanted = text.replace("  a: {name: A", "  x: {name: X").replace('  "b":', "  si:")
    assert (found.text, found.lost) == (wanted, ())

    found = edit(
        text, {"actors": {"a": one, "d": {"name": "D", "capacity": "2 per day"}, "c": last}}
    )
    assert found.lost == ("# segundo", "# dos equipos")  # another one is no rename


def test_an_anchor_changes_only_where_it_was_asked_to():
    text = "a: &x {p: 1}\nb: *x\nc: *x # como a\n"
    found = edit(text, {"a": {"p": "2"}, "b": {"p": "1"}, "c": {"p": "1"}}).text
    assert found == "a: &x {p: 2}\nb: {p: 1}\nc: {p: 1} # como a\n"


def test_ends_of_lines_stay_those_of_the_file():
    text = ROUTE.replace("\n", "\r\n")
    tree = tree_of(ROUTE)
    tree["stages"][1]["steps"].append({"id": "n", "name": "Una\nDos\n"})
    found = edit(text, tree).text
    assert found.count("\r\n") == found.count("\n")
    assert compose(found.replace("\r\n", "\n")).value == tree


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_written_so_that_it_is_read_again(text):
    tree = tree_of(ROUTE)
    tree["stages"][0]["steps"][1] |= {"narrative": text, "next": {"to": text, "when": text}}
    tree["stages"][0]["steps"][0]["name"] = text
    found = edit(ROUTE, tree)
    assert compose(found.text).value == tree
    assert found.lost == ()
    assert compose(document(tree)).value == tree


def somewhere(tree, draw):
    """Return every mapping and list of a tree."""
    found, waiting = [], [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (dict, list)):
            found.append(one)
            waiting += one.values() if isinstance(one, dict) else one
    return draw.choice(found)


def mutate(tree, draw) -> str:
    """Change a tree in one place; return how."""
    one = somewhere(tree, draw)
    if isinstance(one, dict):
        key = draw.choice(list(one))
        how = draw.choice(["set", "set", "add", "remove", "rename"])
        if how == "set" and isinstance(one[key], str):
            one[key] = draw.choice(TEXTS)
        elif how == "add":
            one[f"nuevo{draw.randrange(99)}"] = draw.choice(
                [*TEXTS, ["a", "b"], {"to": "x", "when": "Sí"}, [{"to": "y"}, "z"]]
            )
        elif how == "remove" and len(one) > 1:
            del one[key]
        return how
    how = draw.choice(["move", "add", "remove", "copy", "away"])
    i = draw.randrange(len(one))
    if how == "move":
        one.insert(draw.randrange(len(one)), one.pop(i))
    elif how == "add":
        one.insert(
            i, draw.choice(["a", {"id": f"n{draw.randrange(99)}", "name": "N"}, {"to": "q"}])
        )
    elif how == "remove" and len(one) > 1:
        del one[i]
    elif how == "away" and len(one) > 1 and isinstance(one[i], dict) and "id" in one[i]:
        others = [
            stage["steps"]
            for stage in tree.get("stages", [])
            if isinstance(stage, dict) and isinstance(stage.get("steps"), list)
        ]
        if any(one is steps for steps in others):
            draw.choice(others).append(one.pop(i))
    return how


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_random_edits_say_what_was_wanted_and_lose_no_comment_that_is_not_told(path):
    text = path.read_text(encoding="utf-8")
    whole = comments(text)
    for seed in range(60):
        draw = random.Random(f"{path.stem} {seed}")
        tree = tree_of(text)
        hows = [mutate(tree, draw) for _ in range(draw.choice([1, 1, 2, 5]))]
        found = edit(text, tree)
        assert compose(found.text).value == tree, (seed, hows)
        assert Counter(comments(found.text)) + Counter(found.lost) == Counter(whole), (seed, hows)
        if not {"remove", "set"} & set(hows):
            assert not found.lost, (seed, hows)
