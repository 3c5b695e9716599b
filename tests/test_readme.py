"""What the README and the pages say is true. (Their Python examples run as doctests.)"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from rutas.cli import main
from rutas.cli.root import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# What writes, asks git, or goes on is tested with the commands themselves.
OTHERS = {"build", "diff", "draw", "import", "minutes", "new", "site", "watch"}
QUESTIONS = [
    line
    for line in re.findall(r"^\$ rutas (.+?)(?:\s+#.*)?$", README, re.MULTILINE)
    if line.split()[0] not in OTHERS and "--out" not in line
]


@pytest.mark.parametrize("line", QUESTIONS)
def test_the_commands_do_what_is_said(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(shlex.split(line)) in {0, 1}


def test_all_commands_are_shown() -> None:
    for names in COMMANDS.values():
        for name in names:
            assert f"rutas {name}" in README, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in targets if not (page.parent / link).exists()] == []


def test_the_test_command_is_that_of_the_ci() -> None:
    command = next(line for line in README.splitlines() if "pytest -n" in line)
    install, _, test = command.partition(" && ")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert test in script
    assert install.split()[-1] in script


def test_the_format_is_real(tmp_path: Path) -> None:
    """The route in the README is YAML of the format: every key of it is known."""
    from rutas.model import Route, Step

    text = next(
        block for block in re.findall(r"```yaml\n(.+?)```", README, re.DOTALL) if "id: 0-4" in block
    )
    route = yaml.load(text, yaml.BaseLoader)  # noqa: S506  (texts only)
    assert set(route) <= {info.alias or name for name, info in Route.model_fields.items()}
    known = {info.alias or name for name, info in Step.model_fields.items()}
    for step in route["stages"][0]["steps"]:
        assert set(step) <= known
        Step.model_validate(step)


def test_no_page_knows_a_machine() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"/(home|root|work|tmp|opt)/|localhost|127\.0\.0\.1", text), page.name
