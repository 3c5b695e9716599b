"""Every rule has a page, and what the page shows is true of the rule."""

from __future__ import annotations

import re
from functools import partial
from importlib.resources import files

import pytest

from rutas.analysis.soundness import soundness
from rutas.locale import LANGUAGES, has, say
from rutas.rules import RULES, report
from rutas.rules.engine.pages import page
from tests.rules.examples import make

# What comes along with a fault, by its nature: a wrong turning leads into a loop without a way out, and
# what is out of reach behind an answer is so because nobody gives that answer.
ALSO = {"R003": {"R002"}, "R012": {"R013", "R026"}, "R013": {"R026"}}

BY_NAME = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")


@BY_NAME
def test_the_bad_example_raises_the_rule_and_no_other_alarm(rule, tmp_path, monkeypatch):
    if rule.code == "R014":  # a tangle that is shown in small is not decided with a small bound
        bounded = partial(soundness, most=50)
        monkeypatch.setattr("rutas.analysis.soundness.soundness", bounded)
    found = report(make(page(rule.name).bad, tmp_path / "book")).problems
    assert rule.code in {problem.rule for problem in found}
    alarms = {problem.rule for problem in found if problem.level != "info"}
    assert alarms <= {rule.code, *ALSO.get(rule.code, ())}


@BY_NAME
def test_the_good_example_raises_neither_the_rule_nor_any_alarm(rule, tmp_path):
    found = report(make(page(rule.name).good, tmp_path / "book")).problems
    assert [str(p) for p in found if p.rule == rule.code or p.level != "info"] == []


@BY_NAME
def test_a_page_explains_in_both_languages(rule):
    shown = page(rule.name)
    for lang in LANGUAGES:
        assert shown.titles[lang]
        assert len(shown.texts[lang].split()) >= 12
    assert len(set(shown.titles.values())) == len(set(shown.texts.values())) == 2


@BY_NAME
def test_a_rule_says_what_to_do_instead(rule):
    keys = [key for key in _messages() if re.fullmatch(rf"{rule.name}(?:-.*)?-hint", key)]
    assert keys or has(f"rules.{rule.name}-hint")


def test_codes_and_names_are_given_once_and_in_order():
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_no_page_and_no_message_is_left_of_a_rule_that_is_gone():
    names = {rule.name for rule in RULES}
    pages = {
        entry.name.removesuffix(".md") for entry in files("rutas.rules").joinpath("pages").iterdir()
    }
    assert pages == names
    others = {"and", "and-i", "and-more", "no-such-code"}
    assert [
        key
        for key in _messages()
        if key not in others and not any(key == n or key.startswith(f"{n}-") for n in names)
    ] == []


def test_every_message_stands_in_both_languages_with_the_same_places():
    for key, wordings in _messages().items():
        places = [sorted(set(re.findall(r"(?<!{){(\w+)", wordings[lang]))) for lang in LANGUAGES]
        assert places[0] == places[1], key


def _messages():
    import tomllib

    return tomllib.loads(files("rutas.locale").joinpath("rules.toml").read_text(encoding="utf-8"))


def test_messages_are_said_and_not_only_named():
    assert say("rules.and") == "y"
