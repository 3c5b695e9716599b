"""A small book whose instruments are being applied in two territories, one of which was surveyed."""

from __future__ import annotations

from pathlib import Path

from tests.boards.table import small_book

INSTRUMENTS = """\
instruments:
  guia:
    name: Guía
    approved: 2020-09-02
    state: applying
    counts: survey
    territories:
      norte: {planned: {from: 2021-11-01, to: 2021-11-30}}
      sur: {planned: {to: 2021-12-15}}
  ficha:
    name: Ficha
    territories:
      norte: {state: done, planned: {to: 2021-10-01}, real: {from: 2021-09-01, to: 2021-10-20}, done: 3, total: 8}
      sur: {state: pilot, done: 2, total: 8}
  rutas: {name: Rutas, state: design, narrative: Sigue una reunión.}
"""
SURVEY = "survey: [{on: 2021-10-01, points: 40, surveyed: 5}, {on: 2021-11-03, points: 81, surveyed: 7}]\n"


def rolled_out(folder: Path, instruments: str = INSTRUMENTS) -> Path:
    """Write the book."""
    book = small_book(folder)
    home = book / "territories"
    home.mkdir()
    (home / "norte.yaml").write_text(f"id: norte\nname: Norte\n{SURVEY}", encoding="utf-8")
    (home / "sur.yaml").write_text("id: sur\nname: Sur\n", encoding="utf-8")
    (book / "instruments.yaml").write_text(instruments, encoding="utf-8")
    return book
