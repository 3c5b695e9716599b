"""Where chance decides, the engine and the slow play, each with chances of its own, count alike in the mean."""

from __future__ import annotations

import random

import numpy as np
from scipy.stats import ttest_ind

from rutas.simulation.play import play
from tests.simulation.comparing import told
from tests.simulation.scripted import arrivals, scripted
from tests.simulation.slow_play import SlowPlay
from tests.strategies import route_of

DAYS, SIZE = 80, 90
ALIKE = 1e-4
"""The chance that two means which are the same are told apart; there are some sixty."""


def test_every_field_by_chance_counts_as_in_the_slow_play() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "1..2..6 d", "next": [
                {"to": "b", "share": "70 %", "when": "Sí"}, {"to": "c", "share": "30 %", "when": "No", "urgent": True},
            ]},
            {"id": "b", "no_show": "30 %", "tries": 2, "takes": "1..30 h", "next": {"all": ["d", "e"]}},
            {"id": "c", "leaves": "15 % per d", "dropout": "10 %", "next": "h"},
            {"id": "d", "repeat": {"times": "1..4", "every": "2..5 d"}, "next": "f"},
            {"id": "e", "patience": "1..8 d", "lead": "1..3 d", "next": "f"},
            {"id": "f", "join": "all", "missing": "g", "within": "2 d", "late": "h", "next": "fin"},
            {"id": "g", "from": "10..30 d", "next": "fin"},
            {"id": "h", "by": "40 d", "next": [
                {"to": "c", "share": "20 %", "when": "Otra vez"}, {"to": "fin", "share": "80 %", "when": "Fin"},
            ]},
            {"id": "fin", "outcome": "bien"},
        ]
    )  # fmt: skip
    asks = {"x": ["b", "c", "h"], "y": ["c", "d"], "z": ["e", "f"]}
    slots = {"x": [3, 3, 0, 4, 2, 0, 0], "y": [3, 2, 3, 1, 2, 0, 0], "z": [2, 2, 1, 1, 2, 0, 0]}
    setting = scripted(route, asks, slots, arrivals(1.5, 60, 1), days=DAYS, ages=[0, 5, 12])
    record = play(setting, range(SIZE))
    slow = [SlowPlay(setting, k, random.Random(k)).run() for k in range(SIZE)]
    for rows, names in (
        ("rows", ("came", "served", "gave_up", "no_shows", "waiting")),
        ("steps", ("visits", "left", "late")),
        ("routes", ("completed", "lost", "inside")),
    ):
        for what in names:
            table = getattr(record, what).sum(axis=2)
            for k, name in enumerate(getattr(record, rows)):
                key = [
                    sum(n for (one, _), n in play.counts[what].items() if one == name)
                    for play in slow
                ]
                alike(table[:, k], np.array(key), f"{what} {name}")
    days = np.zeros(SIZE)
    for (replication, *_, waited), number in told(record.journeys).items():
        days[replication] += waited * number
    alike(
        days,
        np.array([sum(key[-1] * n for key, n in one.journeys.items()) for one in slow]),
        "days",
    )


def alike(found: np.ndarray, key: np.ndarray, name: str) -> None:
    """Hold that two samples may have one mean."""
    if found.std() + key.std() == 0:
        assert found[0] == key[0], name
    else:
        assert ttest_ind(found, key, equal_var=False).pvalue > ALIKE, (
            name,
            found.mean(),
            key.mean(),
        )
