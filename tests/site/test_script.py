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


def test_every_text_stands_in_the_script_as_it_was_written() -> None:
    """The blanks in it are told; those beside it are not."""
    text = re.compile(r'(?<=[( ])"(?:[^"\\\n]|\\.)*"')
    lines = [line for path in PAGE.glob("*.js") for line in module(path.stem).split("\n")]
    told = [line for line in lines if not line.lstrip().startswith(("//", "/*", "*", "import "))]
    texts = text.findall("\n".join(told))
    script = joined(["start"])
    assert len(texts) > 100
    assert {one for one in texts if one not in script} == set()


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
