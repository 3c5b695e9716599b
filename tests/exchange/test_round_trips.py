"""Any route comes home from a workbook as it left, and any edit of it arrives as that edit."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from rutas.exchange.normal import dressed, normal, plain
from rutas.exchange.sheets.section import again
from rutas.exchange.tree import merge
from rutas.model import Route
from rutas.reading import parse_text
from rutas.reading.fresh import document
from tests.effort import cases
from tests.strategies import bent_routes, routes


def texts(value: Any) -> Any:
    """Return a tree as a file has it: every scalar a text."""
    if isinstance(value, dict):
        return {str(key): texts(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [texts(part) for part in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def tree_of(route: Route) -> Any:
    return texts(route.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def holds(route: Route) -> None:
    tree = parse_text(document(tree_of(route)))[0].tree
    form = normal(tree)
    back, _ = again(form, {})
    assert again(back, {})[0] == back
    found = merge(form, back, form)
    assert (found.edits, found.conflicts) == ([], [])
    assert found.tree == form
    assert dressed(tree, plain(form), plain(form)) == tree
    assert Route.model_validate(plain(back)) == Route.model_validate(tree)


@settings(max_examples=cases(60), suppress_health_check=list(HealthCheck))
@given(route=routes(times=True, exits=True))
def test_any_route_comes_back(route: Route) -> None:
    holds(route)


@settings(max_examples=cases(60), suppress_health_check=list(HealthCheck))
@given(route=bent_routes(times=True, exits=True))
def test_any_bent_route_comes_back(route: Route) -> None:
    holds(route)


@settings(max_examples=cases(60), suppress_health_check=list(HealthCheck))
@given(one=routes(times=True, exits=True), other=routes(times=True, exits=True))
def test_what_a_file_says_is_what_the_book_says_afterwards(one: Route, other: Route) -> None:
    base, file = normal(tree_of(one)), normal(tree_of(other))
    assert merge(base, file, base).tree == file
    assert merge(base, base, file).tree == file
    kept = merge(base, file, base, prefer="book")
    assert kept.conflicts == []
    assert bool(kept.edits) is (base != file)
