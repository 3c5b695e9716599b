"""Ten random networks of services that hand out so many places a day, against Ciw's slotted services."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_ind

from rutas.simulation.play import play
from tests.simulation.ciw_network import ciw_play, network, network_route
from tests.simulation.comparing import told
from tests.simulation.scripted import arrivals, scripted

DAYS, THEIRS, OURS = 240, 6, 40
CHANCE = 1e-4
"""That two means of sixty are further apart, for all sixty."""


@pytest.mark.parametrize("seed", range(10))
def test_as_many_are_served_and_wait_as_long_as_in_ciw(seed: int) -> None:
    """The same days, from empty: who was served at each service, and the days that they had waited, in sum."""
    given = network(seed)
    route = network_route(given)
    names = [f"s{k}" for k in range(len(given.rates))]
    setting = scripted(
        route,
        {name: [name] for name in names},
        {name: [places] for name, places in zip(names, given.places, strict=True)},
        arrivals(sum(given.rates), DAYS, OURS, seed=seed),
        days=DAYS,
        ways=np.random.default_rng(seed).choice(
            len(names), 99_991, p=np.array(given.rates) / sum(given.rates)
        ),
    )
    record = play(setting, range(OURS))
    ours = np.zeros((OURS, len(names), 2))
    for (replication, row, _, days), n in told(record.waits).items():
        if row < len(names):
            ours[replication, row] += n, n * days
    theirs = np.stack([ciw_play(given, DAYS, 100 * seed + k) for k in range(THEIRS)])
    assert ours[:, :, 1].mean() > DAYS / 20  # people do wait
    for k in range(len(names)):
        for what in range(2):
            found = ttest_ind(ours[:, k, what], theirs[:, k, what], equal_var=False)
            assert found.pvalue > CHANCE, (names[k], what)
