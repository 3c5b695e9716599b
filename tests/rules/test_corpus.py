"""No book of the broken corpus, and no file cut short, makes a check crash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rutas.cli import main
from tests.broken import corpus


def checked(folder, capsys):
    status = main(["check", "--book", str(folder), "--format", "json", "--level", "info"])
    out = capsys.readouterr()
    assert out.err == ""
    assert status == (
        2 if not json.loads(out.out)["sound"] else 1 if json.loads(out.out)["problems"] else 0
    )


@pytest.mark.parametrize("case", corpus.cases(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_a_broken_book_is_told_about_and_nothing_more(case, tmp_path, capsys):
    corpus.lay_out(case, tmp_path)
    checked(tmp_path, capsys)


@pytest.mark.parametrize("part", range(1, 24))
def test_a_file_that_was_cut_short_is_told_about_and_nothing_more(part, tmp_path, capsys):
    for name in ("catalogue.yaml", "0-4.yaml"):
        text = Path("routes", name).read_text(encoding="utf-8")
        lines = text.split("\n")
        if name != "catalogue.yaml":
            lines = lines[: len(lines) * part // 24]
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    checked(tmp_path, capsys)
