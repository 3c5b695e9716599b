"""What is registered is offered, and what lies in a folder of its kind is registered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rutas.answers import DOCUMENTS, NAMES
from rutas.cli.root import COMMANDS, root
from rutas.diagram.drawing import FORMATS as DRAWN
from rutas.diagram.kinds import KINDS
from rutas.exchange import FORMATS, LEAVING
from rutas.graph.contract import VIEWS
from rutas.locale import has, say
from rutas.model import REASONS
from rutas.paper.palette import THEMES
from rutas.paper.sizes import PAPERS, POSTERS
from rutas.rules import RULES
from rutas.rules.formats import FORMATS as CHECKED

ROOT = Path(__file__).parents[1]
ROWS = {"table", "json", "csv", "md"}


def modules(folder: str) -> set[str]:
    """Return the names of a folder's modules."""
    return {path.stem for path in (ROOT / "rutas" / folder).glob("[!_]*.py")}


def holding(folder: str, words: str) -> set[str]:
    """Return the names of a folder's modules, and of its rooms, in which some words stand."""
    home = ROOT / "rutas" / folder
    files = {path: path.stem for path in home.glob("[!_]*.py")}
    files |= {path: path.parent.name for path in home.glob("[!_]*/[!_]*.py")}
    return {name for path, name in files.items() if words in path.read_text(encoding="utf-8")}


def offered(command: str, option: str) -> set[str]:
    """Return the words that an option of a command takes."""
    made = root.get_command(None, command)  # type: ignore[arg-type]
    choice: Any = next(param for param in made.params if option in param.opts).type  # type: ignore[union-attr]
    return set(choice.choices)


@pytest.mark.parametrize(
    ("command", "option", "table"),
    [
        ("draw", "--kind", KINDS),
        ("draw", "--theme", THEMES),
        ("draw", "--paper", [*PAPERS, *POSTERS]),
        ("draw", "--format", DRAWN),
        ("export", "--to", [*FORMATS, *LEAVING]),
        ("export", "--view", VIEWS),
        ("critical", "--reason", REASONS),
        ("check", "--format", [*ROWS, *CHECKED]),
        *((name, "--format", ROWS) for name in NAMES),
    ],
)
def test_what_is_registered_is_offered(command: str, option: str, table: Any) -> None:
    assert offered(command, option) == set(table)


@pytest.mark.parametrize(
    ("folder", "mark", "table"),
    [
        ("rules", "RULE = Rule(", {rule.name.replace("-", "_") for rule in RULES}),
        ("answers", "QUESTION = Question(", set(NAMES)),
        (
            "exchange",
            "def write(",
            {row.module for row in FORMATS.values()}
            | {one.split(":")[0].split(".")[2] for one in LEAVING.values()},
        ),
        ("rules/formats", "def ", set(CHECKED)),
        ("cli", "command = Command(", {n for names in COMMANDS.values() for n in names} - {*NAMES}),
    ],
)
def test_what_lies_in_its_folder_is_registered(folder: str, mark: str, table: set[str]) -> None:
    assert holding(folder, mark) == table


def test_every_rule_file_is_a_rule_and_no_code_is_given_twice() -> None:
    assert modules("rules") == {rule.name.replace("-", "_") for rule in RULES}
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)


def test_every_kind_is_a_room_and_stands_on_the_page_with_its_paper() -> None:
    rooms = {path.parent.name for path in (ROOT / "rutas" / "diagram").glob("*/__init__.py")}
    assert rooms - {"parts"} == set(KINDS)
    page = (ROOT / "docs" / "diagrams.md").read_text(encoding="utf-8")
    for name, kind in KINDS.items():
        row = next((line for line in page.splitlines() if line.startswith(f"| `{name}` |")), "")
        assert f"`{kind.paper}`" in row, name


def test_every_kind_has_a_name_that_the_help_tells() -> None:
    made: Any = root.get_command(None, "draw")  # type: ignore[arg-type]
    told = next(param for param in made.params if param.name == "kind").help
    for name in KINDS:
        assert has(f"publish.kind-{name}"), name
        assert f"{name} ({say(f'publish.kind-{name}')}".casefold() in told.casefold()


def test_every_document_is_linked_from_the_page_of_measures() -> None:
    page = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    assert [name for name in DOCUMENTS if f"](answers/{name}.md)" not in page] == []
