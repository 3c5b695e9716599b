"""No test passes by not running."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collected import uncollected

MODULE = '''"""Add.

>>> 1 + 1
2
"""


class Sum:
    """A sum."""

    def twice(self):
        """Return it twice.

        >>> 2 * 2
        4
        """


def plain():
    """No example."""
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        "tests/build/test_made.py": "def test_it(): assert True\n",
        "tests/test_it.py": "def test_it(): assert True\n",
        "code/build/__init__.py": MODULE,
        "docs/page.md": ">>> 3\n3\n",
        "docs/plain.md": "Nothing to run.\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


ALL = {
    "tests/build/test_made.py::test_it",
    "tests/test_it.py::test_it",
    "code/build/__init__.py::code.build",
    "code/build/__init__.py::code.build.Sum.twice",
    "docs/page.md::page.md",
}
EVERYWHERE = [Path("tests"), Path("code"), Path("docs")]


def test_nothing_is_missing_where_all_was_collected(project: Path) -> None:
    assert uncollected(project, EVERYWHERE, ALL) == []


@pytest.mark.parametrize("lost", sorted(ALL))
def test_what_was_left_out_is_named(project: Path, lost: str) -> None:
    named = lost.partition("::")[0] if lost.startswith("tests/") else lost
    assert uncollected(project, EVERYWHERE, ALL - {lost}) == [named]


def test_only_what_was_asked_for_counts(project: Path) -> None:
    assert uncollected(project, [Path("docs"), Path("tests/test_it.py")], ALL) == []
    assert uncollected(project, [Path("tests/build/test_made.py")], set()) == [
        "tests/build/test_made.py"
    ]
