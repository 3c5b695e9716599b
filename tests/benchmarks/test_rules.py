"""How fast a big book is checked: all the rules, and each that looks at the whole drawing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rutas.book import Book
from rutas.model import Catalogue, Route
from rutas.model.criteria import Criteria
from rutas.rules import RULES, report
from rutas.rules.engine.case import Case, Shelf

ACTORS = [f"actor-{k}" for k in range(20)]
PAPERS = [f"papel-{k}" for k in range(40)]
LEVELS = ("local", "district", "department", "national")


def big_book(size: int) -> Book:
    """Make a well-nested route: blocks of a decision, a fork of three branches and a loop back."""
    steps: list[dict] = []
    block = 0
    while len(steps) < size:
        name = f"b{block}"
        after = f"b{block + 1}-a"
        actor = ACTORS[block % 20]
        common = {
            "actor": actor,
            "channel": "presencial",
            "wait": "1..5 d",
            "takes": "1 h",
            "dropout": "1 %",
        }
        steps += [
            {"id": f"{name}-a", "name": f"Alta {block}", **common, "produces": PAPERS[block % 40],
             "next": [{"to": f"{name}-b", "when": "Sí", "share": "60 %", "handover": "referral"},
                      {"to": f"{name}-c", "when": "No"}]},
            {"id": f"{name}-b", "name": f"Baja {block}", **common, "next": f"{name}-c"},
            {"id": f"{name}-c", "name": f"Carga {block}",
             "next": {"all": [f"{name}-d", f"{name}-e", f"{name}-f"]}},
            *({"id": f"{name}-{k}", "name": f"Rama {k} {block}", **common,
               "requires": PAPERS[block % 40], "next": f"{name}-g"} for k in "def"),
            {"id": f"{name}-g", "name": f"Gestión {block}", "join": "all",
             "next": [{"to": f"{name}-h", "when": "Sí", "share": "80 %"}, {"to": f"{name}-c", "when": "No"}]},
            {"id": f"{name}-h", "name": f"Hecho {block}", "next": after},
        ]  # fmt: skip
        block += 1
    steps[-1] |= {"outcome": "fin"}
    del steps[-1]["next"]
    catalogue = Catalogue.model_validate(
        {
            "actors": {
                a: {
                    "name": f"Oficina {a}",
                    "institution": a,
                    "sector": "salud",
                    "level": LEVELS[k % 4],
                }
                for k, a in enumerate(ACTORS)
            },
            "channels": {"presencial": {"name": "Presencial", "kind": "in-person"}},
            "documents": {p: {"name": f"Papel {p}"} for p in PAPERS},
        }
    )
    route = Route.model_validate(
        {
            "id": "grande",
            "name": "Grande",
            "narrative": "Una ruta grande.",
            "ways_in": {"to": "b0-a"},
            "outcomes": {"fin": {"name": "Fin", "success": True}},
            "stages": [{"id": "e", "name": "Toda", "steps": steps}],
        }
    ).model_copy(update={"catalogue": catalogue})
    return Book(Path("libro"), catalogue, Criteria(), {"grande": route}, {})


TOOK: dict[int, float] = {}


@pytest.mark.parametrize("size", [1_250, 2_500, 5_000, 10_000])
def test_all_the_rules(benchmark, size):
    """No worse than n log n: `of_half` is the time over that of half the size, a little over 2."""
    book = big_book(size)
    found = benchmark.pedantic(report, (book,), rounds=2)
    assert found.sound == {"grande": True}
    TOOK[size] = benchmark.stats.stats.min
    if size // 2 in TOOK:
        benchmark.extra_info["of_half"] = round(TOOK[size] / TOOK[size // 2], 2)


@pytest.fixture(scope="module")
def case() -> Case:
    book = big_book(10_000)
    found = Case(Shelf(book), book["grande"])
    _ = found.soundness, found.documents, found.arrival
    return found


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.of == "route"], ids=lambda r: r.name
)
def test_each_rule_by_itself(benchmark, case, rule):
    benchmark.pedantic(lambda: list(rule.find(case)), rounds=1)
