"""Hundreds of spoiled books: every command answers each in time, with a sentence and an exit status."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.effort import cases

if TYPE_CHECKING:
    from tests.cli.conftest import Run

EXAMPLE = Path(__file__).parents[2] / "docs" / "ejemplo"
FILES = {path.name: path.read_text(encoding="utf-8") for path in EXAMPLE.glob("*.yaml")}
SIGNS = "\t :-{}[],\"'#&*!|>%@`\\\0\x1b\ufeff\u202eé0."
FIGURES = ("0", "1", "100 %", "0 %", "1..2..90 d", "0 d", "3 y", "2 per day", "9 per year")
QUESTIONS = (
    "critical nacer", "steps nacer", "bottlenecks nacer", "documents nacer", "actors nacer",
    "show nacer --as text", "export nacer --to graphml", "export nacer --to dot --view everything",
    "check --what-is-missing", "list --format json",
)  # fmt: skip


def spoiled(choose: random.Random, text: str) -> str:
    """Return a text with a few mistakes that fingers make."""
    lines = text.split("\n")
    for _ in range(choose.randint(1, 3)):
        at = choose.randrange(len(lines))
        line, cut = lines[at], choose.randrange(len(lines[at]) + 1)
        lines[at : at + 1] = choose.choice(
            [
                [],
                [line, choose.choice(lines)],
                [line[:cut] + choose.choice(SIGNS) + line[cut:]],
                [line[:cut]],
                ["  " * choose.randrange(4) + line.lstrip()],
            ]
        )
        lines = lines or [""]
    return "\n".join(lines)


def altered(choose: random.Random, text: str) -> str:
    """Return a text in which a word or a figure stands where another stood: it often still is a book."""
    values = list(
        re.finditer(r"(?<=: )(?:\d[\w.,]*(?: ?%| d| mo| per day)?|[a-z][a-z-]+)(?=[,}\]\n])", text)
    )
    found = choose.choice(values)
    other = choose.choice(
        [one[0] for one in values if one[0][0].isdigit() == found[0][0].isdigit()]
    )
    if found[0][0].isdigit() and choose.random() < 0.5:
        other = choose.choice(FIGURES)
    return text[: found.start()] + other + text[found.end() :]


@pytest.mark.parametrize("part", range(4))
def test_every_spoiled_book_is_answered(part: int, run: Run, tmp_path: Path) -> None:
    seen: Counter[int] = Counter()
    where = ("--book", str(tmp_path))
    for seed in range(250 * part, 250 * part + cases(250)):
        choose = random.Random(seed)
        name = choose.choice(sorted(FILES))
        spoil = altered if seed % 2 else spoiled
        for other, text in FILES.items():
            (tmp_path / other).write_text(
                spoil(choose, text) if other == name else text, encoding="utf-8"
            )
        checked = run("check", *where)
        seen[checked.status] += 1
        assert checked.status in {0, 1, 2}, (seed, checked.err)
        if checked.status == 2:
            assert re.search(r":\d+:\d+: error ", checked.out), (seed, checked.out)
        elif (readable := seen[0] + seen[1]) % 3 == 0:
            asked = run(*QUESTIONS[readable // 3 % len(QUESTIONS)].split(), *where)
            assert asked.status in {0, 2}, (seed, asked.err)
            assert asked.status == 0 or "Error: " in asked.err, (seed, asked.err)
    assert min(seen[0] + seen[1], seen[2]) > cases(250) // 10, "both kinds of books are tried"
