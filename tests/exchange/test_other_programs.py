"""Books of every field go to other spreadsheet programs and come home: nothing changed, or what was changed there."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rutas.book import read
from rutas.exchange.home import Home, bring_home, put
from rutas.exchange.sheets import arrived
from rutas.reading import parse_text
from rutas.reading.nodes import comments
from tests.exchange.whole_routes import a_whole_book
from tests.exchange.workbooks import Rows, a_book, rows_of, saved_as_ods

Tree = dict[str, Any]


def by_us(book: Path, rows: Rows) -> Path:
    return book / "left.xlsx"


def by_openpyxl(book: Path, rows: Rows) -> Path:
    """Save a workbook by a library that keeps what it knows of it and writes all of it anew."""
    found = openpyxl.load_workbook(book / "left.xlsx")
    for name, table in rows.items():
        sheet = found[name]
        if [[cell.value or "" for cell in row] for row in sheet] != table:
            sheet.delete_rows(1, sheet.max_row)
            for row in table:
                sheet.append(row)
                for cell in sheet[sheet.max_row]:
                    cell.data_type = "s"  # it takes what begins with = for a formula
    found.save(book / "back.xlsx")
    return book / "back.xlsx"


def by_libreoffice(book: Path, rows: Rows) -> Path:
    return saved_as_ods(book / "back.ods", rows)


@pytest.mark.parametrize(
    ("program", "seeds"),
    [(by_us, range(46)), (by_libreoffice, range(46, 80)), (by_openpyxl, range(80, 100))],
)
def test_a_hundred_random_routes_come_home_without_one_changed_byte(
    tmp_path: Path, program: Any, seeds: range
) -> None:
    for seed in seeds:
        book = a_book(tmp_path / str(seed), *a_whole_book(seed))
        assert read(book)[1] == [], seed
        home = bring_home(arrived(program(book, rows_of(book))), book)
        assert (home.after, home.changes, home.problems, home.conflicts) == ({}, [], [], []), seed


class _Edits:
    """Four edits of a sheet of steps: another id, a row moved, one that came; and of the actors, one that went."""

    def __init__(self, tree: Tree, seed: int) -> None:
        self.random = random.Random(seed)
        self.ids = [step["id"] for stage in tree["stages"] for step in stage["steps"]]
        self.renamed = self.random.choice(self.ids)
        several = [stage["steps"] for stage in tree["stages"] if len(stage["steps"]) > 1]
        self.moved = self.random.choice([step["id"] for steps in several for step in steps])
        self.behind = self.random.choice([one for one in self.ids if one != self.moved])

    def in_sheets(self, rows: Rows) -> None:
        steps = rows["Pasos"]
        header = steps[0]
        stage, name = header.index("Etapa"), header.index("Id")
        moved = [row for row in steps if row[name] == self.moved]
        steps[:] = [row for row in steps if row[name] != self.moved]
        at = max(i for i, row in enumerate(steps) if row[name] == self.behind) + 1
        inside = next(row[stage] for row in steps if row[name] == self.behind)
        moved[0][stage] = inside
        new = [""] * len(header)
        for column, value in {
            "Etapa": inside, "Id": "llega", "Nombre": "Llega", "Quién atiende": "usf · Da igual", "Espera": "2 d", "Resultado": "mal",
        }.items():  # fmt: skip
            new[header.index(column)] = value
        steps[at:at] = [*moved, new]
        next(row for row in steps if row[name] == self.renamed)[name] = "cambiado"
        rows["Actores"][:] = [row for row in rows["Actores"] if row[0] != "familia"]

    def in_tree(self, tree: Tree) -> None:
        steps = {
            step["id"]: (stage["steps"], step)
            for stage in tree["stages"]
            for step in stage["steps"]
        }
        home, moved = steps[self.moved]
        home.remove(moved)
        target, neighbour = steps[self.behind]
        at = next(i for i, step in enumerate(target) if step is neighbour) + 1
        new = {"id": "llega", "name": "Llega", "actor": "usf", "wait": "2 d", "outcome": "mal"}
        target[at:at] = [moved, new]
        for _, step in steps.values():
            self._followed(step, "id", "late", "missing")
            if "next" in step:
                inside = step["next"]["all"] if "all" in step["next"] else step["next"]
                links = inside if isinstance(inside, list) else [inside]
                links = [self._word(one) if isinstance(one, str) else one for one in links]
                for link in links:
                    self._followed(link, "to")
                links = links if isinstance(inside, list) else links[0]
                step["next"] = {"all": links} if "all" in step["next"] else links
        for way in tree["ways_in"] if isinstance(tree["ways_in"], list) else [tree["ways_in"]]:
            self._followed(way, "to")
        for profile in tree.get("profiles", {}).values():
            if "set" in profile:
                profile["set"] = {
                    key.replace(f"{self.renamed}.wait", "cambiado.wait"): value
                    for key, value in profile["set"].items()
                }
        if "origin" in tree:
            tree["origin"]["ids"] = {
                f"step-{self._word(key.removeprefix('step-'))}": said
                for key, said in tree["origin"]["ids"].items()
            }

    def _followed(self, holder: Any, *keys: str) -> None:
        for key in keys:
            if isinstance(holder, dict) and key in holder:
                holder[key] = self._word(holder[key])

    def _word(self, text: str) -> str:
        return "cambiado" if text == self.renamed else text


def lost(home: Home, before: str, after: str) -> bool:
    """Tell whether a comment is gone and nobody said so."""
    told = sum(one.rule == "comment-lost" for one in home.problems)
    return sum((Counter(comments(before)) - Counter(comments(after))).values()) > told


@pytest.mark.parametrize("program", [by_openpyxl, by_libreoffice])
def test_what_another_program_changed_arrives_as_that(tmp_path: Path, program: Any) -> None:
    for seed in (
        *range(100, 110),
        225,
        258,
    ):  # in the last two a name is the id that another step had
        route, catalogue = a_whole_book(seed)
        book = a_book(tmp_path / str(seed), route, catalogue)
        wanted, shared = (parse_text(text)[0].tree for text in (route, catalogue))
        edits = _Edits(wanted, seed)
        rows = rows_of(book)
        edits.in_sheets(rows)
        edits.in_tree(wanted)
        del shared["actors"]["familia"]
        home = bring_home(arrived(program(book, rows)), book)
        assert not home.is_refused, (seed, list(map(str, home.problems)))
        put(home)
        for name, before, tree in (("r", route, wanted), ("catalogue", catalogue, shared)):
            after = (book / f"{name}.yaml").read_text(encoding="utf-8")
            assert parse_text(after)[0].tree == tree, (seed, name)
            assert not lost(home, before, after), seed
