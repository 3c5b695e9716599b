"""A small book with a board that assessed itself twice, with missing answers."""

from __future__ import annotations

from pathlib import Path

from tests.boards.table import small_book

INSTRUMENT = """\
scale: {0: No, 1: Empieza, 2: A medias, 3: Sí}
axes:
  actas: {name: Actas, items: {acta: {text: Hay acta}, fechas: {text: Hay fechas}}}
  plan: {name: Plan, items: {plan: {text: Hay plan}, dinero: {text: Hay dinero}, quejas: {text: Hay quejas}}}
"""
APPLICATION = """\
board: Mesa del distrito
filled: 2022-11-16
by: Secretaría
members: 6
collective: {acta: 3}
priorities: {dinero: 2, plan: 1, fechas: 2}
plan:
  - {id: hoja, what: Una hoja, who: usf, by: 2023-01-31, weakness: dinero}
"""
SHEET = """\
codigo;acta;fechas;plan;dinero;quejas
# número;1.1;1.2;2.1;2.2;2.3
p1;2;1;0;0;
p2;3;1;0;1;
p3;2;;3;1;
p4;;2;3;0;
p5;1;2;3;0;
"""
TERRITORY = "id: distrito\nname: Distrito\n"


def assessed_book(folder: Path, *, application: str = APPLICATION, sheet: str = SHEET) -> Path:
    """Write the book: the board of a district in 2022, and in 2021 with fewer items."""
    book = small_book(folder)
    (book / "territories").mkdir()
    (book / "territories" / "distrito.yaml").write_text(TERRITORY, encoding="utf-8")
    home = book / "boards" / "distrito"
    home.mkdir(parents=True)
    (home.parent / "instrument.yaml").write_text(INSTRUMENT, encoding="utf-8")
    (home / "2022.yaml").write_text(application, encoding="utf-8")
    if sheet:
        (home / "2022.csv").write_text(sheet, encoding="utf-8")
    (home / "2021.yaml").write_text(
        "board: Mesa del distrito\nindividual: {p1: {acta: 1, plan: 1}, p2: {acta: 2}}\n",
        encoding="utf-8",
    )
    return book
