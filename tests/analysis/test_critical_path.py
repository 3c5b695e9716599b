"""The critical path of projects, published and random, where nothing is chosen and every time is exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutas.analysis.whole import Analysis
from tests.effort import cases
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.analysis.time import Time
    from rutas.model import Route

relaxed = settings(deadline=None, max_examples=cases(40), suppress_health_check=list(HealthCheck))


def measured(route: Route) -> tuple[Time, dict[str, float]]:
    """The times of a route, and its slack."""
    found = Analysis(route)
    return found.time, dict(zip(found.net.ids, found.slack.tolist(), strict=True))


def project(activities: dict[str, tuple[float, str]]) -> Route:
    """A project as a route: every activity with a duration and those that must come before it."""
    before = {name: needs.split() for name, (_, needs) in activities.items()}
    after: dict[str, list[str]] = {name: [] for name in activities}
    for name, needs in before.items():
        for need in needs:
            after[need].append(name)
    starts = [name for name, needs in before.items() if not needs]
    ends = [name for name, following in after.items() if not following]
    steps: list[dict[str, Any]] = [{"id": "inicio", "wait": "0 d", "next": {"all": starts}}]
    if len(starts) == 1:
        steps[0]["next"] = starts[0]
    for name, (days, needs) in activities.items():
        following = after[name] or ["fin"]
        steps.append(
            {
                "id": name,
                "takes": f"{days} d",
                "join": "all" if len(needs.split()) > 1 else "any",
                "next": {"all": following} if len(following) > 1 else following[0],
            }
        )
    last = {"id": "fin", "join": "all" if len(ends) > 1 else "any", "outcome": "bien"}
    return route_of([*steps, last])


# After the Reliable Construction Co. project in Hillier, F. S., Lieberman, G. J., Introduction to
# Operations Research, chapter on project management with PERT/CPM: its fourteen activities and their
# weeks. The order was not compared with a copy of the book; what follows from it was worked out by hand.
RELIABLE = {
    "a": (2, ""), "b": (4, "a"), "c": (10, "b"), "d": (6, "c"), "e": (4, "c"), "f": (5, "e"),
    "g": (7, "d"), "h": (9, "e g"), "i": (7, "c"), "j": (8, "f i"), "k": (4, "j"), "l": (5, "j"),
    "m": (2, "h"), "n": (6, "k l"),
}  # fmt: skip
# After the General Foundry example in Render, B., Stair, R. M., Hanna, M. E., Quantitative Analysis for
# Management, chapter on project management (13 in the 10th edition, 12 in the 11th). It was not compared
# with a copy of the book either; what follows from it was worked out by hand.
FOUNDRY = {
    "a": (2, ""), "b": (3, ""), "c": (2, "a"), "d": (4, "b"), "e": (4, "c"), "f": (3, "c"),
    "g": (5, "d e"), "h": (2, "f g"),
}  # fmt: skip
# Makhorin, A., "CPP, Critical Path Problem", in the GNU Linear Programming Kit (examples/cpp.mod), which
# gives 46 as its optimal solution.
HOUSE = {
    "a": (3, ""), "b": (4, "a"), "c": (3, "b"), "d": (10, "b"), "e": (8, "d"), "f": (4, "d"),
    "g": (6, "d"), "h": (8, "c e f g"), "i": (5, "h"), "j": (5, "h"), "k": (4, "i"), "l": (2, "j"),
    "m": (4, "k l"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("activities", "length", "floats"),
    [
        (RELIABLE, 44, {"d": 4, "g": 4, "h": 4, "i": 2, "k": 1, "m": 4}),
        (FOUNDRY, 15, {"b": 1, "d": 1, "f": 6}),
        (HOUSE, 46, {"c": 15, "f": 4, "g": 2, "j": 2, "l": 2}),
    ],
)
def test_published_critical_paths(
    activities: dict[str, tuple[float, str]], length: float, floats: dict[str, float]
) -> None:
    found, spare = measured(project(activities))
    assert found.method == "exact"
    assert found.days.mean == found.days.p10 == found.days.p90 == length
    for name in activities:
        assert spare[name] == pytest.approx(floats.get(name, 0))
        assert found.on_critical_path[name] == (name not in floats)


@st.composite
def projects(draw: st.DrawFn) -> dict[str, tuple[float, str]]:
    size = draw(st.integers(2, 9))
    found = {}
    for i in range(size):
        earlier = [f"s{k}" for k in range(i)]
        needs = draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3)) if i else []
        found[f"s{i}"] = (draw(st.integers(0, 9)), " ".join(sorted(needs)))
    return found


@relaxed
@given(projects())
def test_any_project_is_its_longest_path(activities: dict[str, tuple[float, str]]) -> None:
    graph = nx.DiGraph()
    for name, (days, needs) in activities.items():
        graph.add_edge("START", name, weight=0)
        graph.add_edge(name, "END", weight=days)
        for need in needs.split():
            graph.add_edge(need, name, weight=activities[need][0])

    def longest(a: str, b: str) -> float:
        return max(
            nx.path_weight(graph, path, "weight") for path in nx.all_simple_paths(graph, a, b)
        )

    whole = longest("START", "END")
    found, spare = measured(project(activities))
    assert found.days.mean == pytest.approx(whole)
    for name in activities:
        through = longest("START", name) + longest(name, "END")
        assert spare[name] == pytest.approx(whole - through)


def test_an_activity_network_of_many_steps_is_one_journey() -> None:
    activities = {
        f"s{i}": (i % 7 + 1, " ".join(f"s{k}" for k in {i - 1, i // 2, i // 3} if 0 <= k < i))
        for i in range(120)
    }
    found = Analysis(project(activities))
    assert (found.time.method, found.time.journeys, found.method) == ("exact", 0, "exact")
    assert len(found.timing.journeys().journeys) == 1
