"""Ask the page's modules: as modules in Node, and joined into one script in Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import rutas
from rutas.site.script import joined

if TYPE_CHECKING:
    from playwright.sync_api import Page

Call = list[Any]
"""A function of a module, ``age.groups``, and what it is given: values, or calls as ``{"call": ...}``."""

Ask = Callable[[Sequence[Call]], list[Any]]
"""What returns the answers of functions, as JSON has them."""

MODULES = ("age", "hours", "search", "filter")
PAGE = Path(rutas.__file__).parent / "site" / "page"

_CALLING = """
const answer = ([name, given]) =>
  called(name)(...given.map((one) => (one && one.call ? answer(one.call) : one)));
"""
_IN_NODE = f"""
import {{ readFileSync }} from "node:fs";
const [folder, calls] = JSON.parse(readFileSync(0, "utf-8"));
const modules = {{}};
for (const name of {json.dumps(MODULES)}) modules[name] = await import(`${{folder}}/${{name}}.js`);
const called = (name) => modules[name.split(".")[0]][name.split(".")[1]];
{_CALLING}
console.log(JSON.stringify(calls.map(answer)));
"""
_IN_PAGE = f"""(calls) => {{
{joined(MODULES)}
const called = (name) => eval(name.split(".")[1]);
{_CALLING}
return JSON.stringify(calls.map(answer));
}}"""


def in_node(calls: Sequence[Call]) -> list[Any]:
    """Ask Node; skip the test where it is absent."""
    program = shutil.which("node")
    if program is None:
        pytest.skip("Node")
    done = subprocess.run(
        [program, "--no-warnings", "--input-type=module", "--eval", _IN_NODE],
        input=json.dumps([PAGE.as_uri(), calls]), text=True, encoding="utf-8", capture_output=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_page(page: Page) -> Ask:
    """Ask a page in which the modules stand as one script."""
    return lambda calls: json.loads(page.evaluate(_IN_PAGE, list(calls)))
