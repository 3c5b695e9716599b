"""Random routes of 10 to 80 steps, a hundred where there is time, drawn and measured with a ruler.

Every route is drawn to the finished SVG and measured whole, since measuring costs a tenth of drawing.
What keeps the hundred quick is their sizes: eight in ten are short, one in ten is long. Each is drawn
as one kind on one paper, in turn. ``RUTAS_EFFORT=3`` draws more, of any size from 10 to 80.
"""

from __future__ import annotations

import pytest

from rutas.diagram import draw
from tests.diagram.drawn import pictures
from tests.diagram.roads import road
from tests.diagram.witness import sound
from tests.effort import cases

SEEDS = range(cases(100))
SHEETS = (("flow", "a4"), ("lanes", "a3-landscape"), ("flow", "a3"), ("flow", "a3-landscape"))


def size(seed: int) -> int | None:
    """How many steps the route of a seed has; None for any."""
    if seed >= 100:
        return None
    low, high = {3: (21, 40), 7: (41, 80)}.get(seed % 10, (10, 20))
    return low + (7 * (seed // 10)) % (high - low + 1)


def test_sizes_are_from_10_to_80() -> None:
    sizes = [size(seed) for seed in range(100)]
    assert min(sizes) == 10
    assert max(sizes) >= 75


@pytest.mark.parametrize("seed", SEEDS)
def test_any_route_is_drawn_whole_and_nothing_touches_what_it_should_not(seed: int) -> None:
    route = road(seed, size(seed))
    drawing = draw(route, *SHEETS[seed % len(SHEETS)])
    drawn = []
    for picture in pictures(drawing):
        sound(picture)
        drawn += [figure.id for figure in picture.steps()]
    assert sorted(drawn) == sorted(f"step-{step}" for step in route.steps)


@pytest.mark.parametrize(
    ("kind", "paper", "share"),
    [("flow", "a4", 0.05), ("flow", "a3", 0.1), ("lanes", "a3-landscape", 0.1)],
)
def test_lines_of_routes_like_a_committees_hardly_cross(
    kind: str, paper: str, share: float
) -> None:
    """The bounds of the real routes hold for random ones that are as orderly."""
    crossings = lines = 0
    for seed in range(5):
        drawing = draw(road(seed, 12 + 6 * seed, calm=True), kind, paper)
        for picture in pictures(drawing):
            crossings += picture.crossings()
            lines += len(picture.lines)
    assert crossings <= share * lines
