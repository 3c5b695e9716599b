"""The best set is that of an exhaustive search which knows nothing of how it is looked for."""

from __future__ import annotations

from itertools import chain as joined
from itertools import combinations

import pytest

from rutas.analysis.people import people
from rutas.errors import UsageError
from rutas.improve.choice import choose
from rutas.improve.ranking import Ranking
from rutas.model import apply
from rutas.quantity import Money
from tests.effort import cases
from tests.improve.catalogues import YEAR, chain, random_catalogue, setting


@pytest.mark.parametrize("seed", range(cases(50)))
def test_the_best_set_is_the_best_of_all(seed):
    route, catalogue = random_catalogue(seed)

    def wins(names):
        changes = {}
        for name in names:
            changes |= catalogue[name].routes["ruta"].set
        return YEAR * (people(apply(route, changes)).completion - people(route).completion)

    def best(sets):
        return max(map(wins, sets))

    ranking = Ranking({"ruta": route}, catalogue, draws=20)
    size = 1 + seed % 4
    found = choose(ranking, size=size)
    assert found.method == "all"
    assert len(found.sets[0][0]) == size
    assert found.sets[0][1].people == pytest.approx(best(combinations(catalogue, size)))
    assert wins(found.sets[0][0]) == pytest.approx(found.sets[0][1].people)
    budget = Money.parse(f"{3 + seed % 12} M PYG")
    priced = {name: one.cost.mean for name, one in catalogue.items() if one.cost}
    every = joined.from_iterable(combinations(priced, n) for n in range(len(priced) + 1))
    paid = [names for names in every if sum(priced[name] for name in names) <= budget.mean]
    found = choose(ranking, budget=budget)
    assert found.sets[0][1].people == pytest.approx(best(paid))
    assert found.sets[0][0] in paid
    assert set(found.left_out) == catalogue.keys() - priced.keys()


def test_what_is_in_the_best_set_of_some_draws_only_says_so():
    """Which of two losses is the larger changes from draw to draw; together they are half and half."""
    route = chain(["0..40 %", "0..40 %", "1 %"])
    catalogue = {"a": setting(p0="0 %"), "b": setting(p1="0 %"), "c": setting(p2="0 %")}
    found = choose(Ranking({"ruta": route}, catalogue, draws=4000), size=1)
    assert found.in_best["a"] == pytest.approx(0.5, abs=0.03)
    assert found.in_best["a"] + found.in_best["b"] + found.in_best["c"] == pytest.approx(1)
    assert found.in_best["c"] < 0.03


def test_where_sets_are_too_many_it_goes_step_by_step_and_says_so():
    """Step by step it comes near the best, and to a set that is allowed."""
    for seed in range(10):
        route, catalogue = random_catalogue(seed)
        ranking = Ranking({"ruta": route}, catalogue, draws=20)
        for asked in ({"size": 3}, {"budget": Money.parse("9 M PYG")}):
            best, near = choose(ranking, **asked), choose(ranking, most=2, **asked)
            assert (best.method, near.method) == ("all", "greedy")
            assert len(near.sets[0][0]) == len(best.sets[0][0]) or "budget" in asked
            assert near.sets[0][1].people >= 0.9 * best.sets[0][1].people


def test_who_includes_others_counts_and_costs_as_all_of_them():
    route = chain(["40 %", "30 %", "20 %"])
    catalogue = {
        "a": setting(p0="0 %", cost="5 M PYG"),
        "b": setting(p1="0 %", cost="1 M PYG", includes=["a"]),
        "c": setting(p2="0 %", cost="1 M PYG"),
        "todo": setting("otra", includes=["a", "b", "c"]).model_copy(update={"routes": {}}),
    }
    ranking = Ranking({"ruta": route}, catalogue, draws=20)
    assert choose(ranking, size=1).sets[0][0] == ("a",)
    assert {names for names, _ in choose(ranking, size=2).sets} == {("a", "b"), ("a", "c")}
    assert choose(ranking, budget=Money.parse("5 M PYG")).sets[0][0] == ("a",)
    assert choose(ranking, budget=Money.parse("1 M PYG")).sets[0][0] == ("c",)
    assert choose(ranking, size=3).sets[0][1].people == pytest.approx(ranking.gain(["todo"]).people)
    assert choose(ranking, size=2, most=1).sets[0][0] == ("a", "b")


def test_what_cannot_be_chosen_is_told():
    ranking = Ranking({"ruta": chain(["40 %"], None)}, {"a": setting(p0="0 %")}, draws=5)
    with pytest.raises(UsageError, match="demand"):
        choose(ranking, size=1)
    with pytest.raises(UsageError, match="hay 1"):
        choose(ranking, size=2)


def test_a_budget_that_pays_nothing_that_helps_chooses_nothing():
    worse = {"a": setting(p0="50 %", cost="1 M PYG")}
    found = choose(
        Ranking({"ruta": chain(["40 %"])}, worse, draws=5), budget=Money.parse("5 M PYG")
    )
    assert found.sets[0][0] == ()
