"""Random small districts: routes whose branches nest, services with few places, people of several profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from rutas.model.route import Profile
from tests.simulation.scripted import Scripted, scripted
from tests.strategies import nested_routes, route_of, routes

if TYPE_CHECKING:
    from rutas.model import Route

__all__ = ["districts"]

_DAYS = 60
# Times are halves of halves of a day: in whatever order they are added, their sum is the same.
_FIELDS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"takes": "45 min"},
    {"takes": "4.5 h"},
    {"takes": "2 d"},
    {"lead": "3 d"},
    {"repeat": {"times": 3, "every": "4 d"}},
    {"patience": "2 d"},
    {"patience": "9 d"},
    {"no_show": "100 %", "tries": 2},
    {"within": "3 d"},
    {"by": "40 d"},
    {"from": "25 d"},
    {"urgent": True},
    {"service": ["v"], "actor": ["x"], "channel": ["y"]},
)
_CHANCES: tuple[dict[str, Any], ...] = (
    {"no_show": "30 %"},
    {"leaves": "20 % per d"},
    {"patience": "1..5 d"},
    {"repeat": {"times": "1..4", "every": "1..3 d"}},
    {"takes": "1..3 h"},
    {"wait": "1..2..6 d"},
)
_CHANGES = [("dropout", "100 %"), ("wait", "6 d"), ("takes", "30 h"), ("dropout", "0 %")]


@st.composite
def districts(draw: st.DrawFn, *, chance: bool = False, bent: bool = False) -> Scripted:
    """Make one route or two, what their steps ask for, its places day by day, and people of several profiles.

    Without ``chance``, what becomes of each hangs on her way in and her profile alone; with ``bent``, branches
    need not nest, and loops take their time.
    """
    shape = (routes if bent else nested_routes)(times=True, certain=not chance, exits=True)
    made = draw(st.lists(shape, min_size=1, max_size=2))
    played = [_furnished(draw, one, f"r{k}", chance=chance) for k, one in enumerate(made)]
    steps = [f"{route.id}/{step}" for route in played for step in route.steps]
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    asks = {name: draw(st.lists(st.sampled_from(steps), min_size=1, unique=True)) for name in names}
    weeks = st.lists(st.integers(0, 4), min_size=3, max_size=9)
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    profiles = [-1, *range(min(len(route.profiles) for route in played))]
    return scripted(
        played,
        asks,
        {name: [*draw(weeks), 1] for name in names},
        [np.sort(rng.uniform(0, _DAYS / 2, draw(st.integers(1, 12 if bent else 80))))],
        days=_DAYS,
        of=draw(st.lists(st.sampled_from(range(len(played))), min_size=1, max_size=3)),
        ages=draw(st.lists(st.integers(0, 30), min_size=1, max_size=4)),
        profiles=draw(st.lists(st.sampled_from(profiles), min_size=1, max_size=7)),
    )


def _furnished(draw: st.DrawFn, made: Route, name: str, *, chance: bool) -> Route:
    """Give some steps more fields, and the route profiles of people who fare otherwise at some step."""
    steps = []
    for step in made.steps.values():
        fields = step.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        fields["takes"] = "7.5 h"
        fields |= draw(st.sampled_from(_FIELDS + (_CHANCES if chance else ())))
        if "patience" in fields:
            fields.pop("leaves", None)
        if isinstance(fields.get("next"), list):
            for link in fields["next"]:
                link["urgent"] = draw(st.integers(0, 5)) == 0
        steps.append(fields)
    route = route_of(steps, id=name, package=["v"])
    changes = st.tuples(st.sampled_from(list(route.steps)), st.sampled_from(_CHANGES))
    profiles = {
        f"p{k}": Profile.model_validate(
            {"name": f"P{k}", "set": {f"{step}.{field}": value for step, (field, value) in some}}
        )
        for k, some in enumerate(draw(st.lists(st.lists(changes, max_size=2), max_size=3)))
    }
    return route.model_copy(update={"profiles": profiles})
