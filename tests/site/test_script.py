"""The modules stand in the page as one script: no import is left, and no name is there twice."""

from __future__ import annotations

import re

from rutas.site.script import joined, module
from tests.site.scripts import MODULES, PAGE


def test_every_module_is_joined_once_after_what_it_imports() -> None:
    script = joined(reversed(MODULES))
    assert not re.search(r"^(import|export)\b|^\s*//|/\*\*", script, re.MULTILINE)
    assert script.count("function dayNumber") == 1


def test_no_name_at_the_top_of_a_module_is_that_of_another() -> None:
    top = r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)"
    names = [
        one
        for path in PAGE.glob("*.js")
        for one in re.findall(top, module(path.stem), re.MULTILINE)
    ]
    assert len(names) == len(set(names)) > 30


def test_no_text_holds_a_sign_beside_which_blanks_are_left_out() -> None:
    """A string, whole on its line, would lose them too."""
    string = re.compile(r'(?<=[( ])"(?:[^"\\\n]|\\.)*"')
    texts = [text for path in PAGE.glob("*.js") for text in string.findall(module(path.stem))]
    assert len(texts) > 100
    assert [
        text for text in texts if re.search(r" (=>|[!=]==|&&|\|\||[<>]=|=|\?|:|\{) ", text)
    ] == []


def test_a_module_takes_only_what_another_gives() -> None:
    for path in PAGE.glob("*.js"):
        for given, other in re.findall(
            r'^import \{ (.*) \} from "\./(\w+)\.js";$', module(path.stem), re.MULTILINE
        ):
            text = module(other)
            assert [
                one
                for one in given.split(", ")
                if not re.search(rf"^export (async )?(function|const) {one}\b", text, re.MULTILINE)
            ] == []
