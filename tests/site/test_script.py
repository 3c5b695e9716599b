"""The modules stand in the page as one script: no import is left, and no name is there twice."""

from __future__ import annotations

import re

from rutas.site.script import joined, module
from tests.site.scripts import MODULES, PAGE


def test_every_module_is_joined_once_after_what_it_imports() -> None:
    script = joined(reversed(MODULES))
    assert not re.search(r"^(import|export)\b|^\s*//|/\*\*", script, re.MULTILINE)
    names = re.findall(r"^(?:async )?(?:function|const|class) (\w+)", script, re.MULTILINE)
    assert len(names) == len(set(names)) > 30
    assert script.count("function dayNumber") == 1


def test_a_module_takes_only_what_another_gives() -> None:
    for path in PAGE.glob("*.js"):
        for given, other in re.findall(
            r'^import \{ (.*) \} from "\./(\w+)\.js";$', module(path.stem), re.MULTILINE
        ):
            text = module(other)
            assert [one for one in given.split(", ") if f"export function {one}(" not in text] == []
