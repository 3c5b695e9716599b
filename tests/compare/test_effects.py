"""Each rule of effects beside its page: what the page shows is true of the rule, and the opposite is better."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rutas.compare.diff import Diff, Version
from rutas.compare.effects import RULES
from rutas.locale import LANGUAGES
from rutas.rules.engine.pages import page
from tests.rules.examples import make

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.compare.effects import Rule

FOLDER = Path(__file__).parents[2] / "rutas" / "compare" / "effects"
BY_NAME = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")

# What else an example shows, by its nature: a new step gives her a new errand, a paper gone leaves her without.
ALSO = {"D017": {"D014"}, "D004": set[str]()}


def versions(files: Mapping[str, str], folder: Path) -> tuple[Version, Version]:
    """Return the two versions that an example shows, of one id."""
    book = make(files, folder)
    routes = [book[name].model_copy(update={"id": "ruta"}) for name in ("antes", "despues")]
    old, new = (Version(route.id, book, route) for route in routes)
    return old, new


def told(diff: Diff) -> dict[str, set[str]]:
    """Return the rules that speak of a change, by the effect that they find."""
    found: dict[str, set[str]] = {}
    for one in diff.changes:
        if one.rule:
            found.setdefault(one.effect, set()).add(one.rule)
    return found


@BY_NAME
def test_the_bad_example_is_told_by_its_rule_and_no_other(rule: Rule, tmp_path: Path) -> None:
    found = told(Diff(*versions(page(rule.name, rule.folder).bad, tmp_path / "libro")))
    assert found.pop(rule.level) - ALSO.get(rule.code, set()) == {rule.code}
    assert set().union(*found.values()) <= ALSO.get(rule.code, set())


@BY_NAME
def test_the_good_example_is_not_for_the_worse(rule: Rule, tmp_path: Path) -> None:
    found = told(Diff(*versions(page(rule.name, rule.folder).good, tmp_path / "libro")))
    assert not found.keys() & {"broken", "worse"}


@BY_NAME
def test_the_bad_example_backwards_is_better_or_breaks_nothing(rule: Rule, tmp_path: Path) -> None:
    old, new = versions(page(rule.name, rule.folder).bad, tmp_path / "libro")
    found = told(Diff(new, old))
    if rule.level == "worse" and rule.code != "D017":  # there who won before loses beside who lost
        assert rule.code in found["better"]
    assert "broken" not in found


@BY_NAME
def test_a_page_is_called_as_its_rule_and_says_it_in_both_languages(rule: Rule) -> None:
    text = (FOLDER / "pages" / f"{rule.name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {rule.code} · {rule.name}\n")
    told = page(rule.name, rule.folder)
    assert set(told.titles) == set(told.texts) == set(LANGUAGES)
    assert all(map(str.strip, [*told.titles.values(), *told.texts.values()]))


def test_every_file_of_the_folder_is_a_rule_of_the_table_with_a_page() -> None:
    names = {rule.name for rule in RULES}
    assert {path.stem.replace("_", "-") for path in FOLDER.glob("[!_]*.py")} == names
    assert {path.stem for path in (FOLDER / "pages").glob("*.md")} == names
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"D0\d\d", code) for code in codes)
