"""Queues for sheets, played literally: places on weekdays but for some closed days, people at random."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from rutas.diagram.queues.content import Played, Queues, Strip
from tests.diagram.worlds import phrase

START = date(2027, 1, 1)
FRIDAY = 4


def played(
    arrivals: float | np.ndarray, places: float, days: int = 730, closed: tuple[int, ...] = (),
    seed: int = 0, replications: int = 12, **more: Any,
) -> Played:  # fmt: skip
    """A service that gives its places out on weekdays, and to whom so many come a day at random."""
    dice = np.random.default_rng(seed)
    weekday = (np.arange(days) + START.weekday()) % 7 <= FRIDAY
    shut = np.isin(np.arange(days), closed) & weekday
    slots = np.where(weekday & ~shut, places, 0.0) * np.ones((replications, 1))
    came = dice.poisson(np.broadcast_to(arrivals, (replications, days)))
    waiting, used = np.zeros_like(slots), np.zeros_like(slots)
    queue = np.zeros(replications)
    for day in range(days):
        queue += came[:, day]
        used[:, day] = np.minimum(queue, slots[:, day])
        queue -= used[:, day]
        waiting[:, day] = queue
    return Played(waiting, slots, used, shut, **more)


def queues(*strips: Strip, **more: Any) -> Queues:
    count = strips[0].now.waiting.shape[0] if strips else 0
    whole = Queues("0-4", "Ruta de la primera infancia", ("0-4",), START, 1, count, strips)
    return replace(whole, **more)


def strip(now: Played, then: Played | None = None, number: int = 0, **more: Any) -> Strip:
    said = Strip(f"step:servicio{number}", f"Servicio {number}", ("12 por día",), now, then)
    return replace(said, **more)


def any_queues(seed: int, count: int | None = None, days: int | None = None) -> Queues:
    """Services drawn from a seed, each idle, busy, or too small for those who come."""
    dice = np.random.default_rng(seed)
    words = random.Random(seed)
    days = days or int(dice.choice([40, 365, 1826, 4000]))
    count = int(dice.choice([1, 2, 5, 9])) if count is None else count
    changed = bool(dice.integers(2))
    strips = []
    for number in range(count):
        places = int(dice.choice([1, 4, 50, 400]))
        share = float(dice.choice([0.0, 0.3, 0.7, 1.1]))
        closed = tuple(dice.choice(days, 6, replace=False).tolist())
        first = int(dice.integers(days - 20))
        one = played(places * share, places, days, closed, seed + number, 4, growing=share > 1)
        shut = (*closed, *range(first, first + 14))
        other = played(places * share, places + 1, days, shut, seed + number, 4, growing=share > 1)
        notes = tuple(phrase(words, 2, 9) for _ in range(int(dice.integers(4))))
        strips.append(
            strip(one, other if changed else None, number, name=phrase(words, 1, 12), notes=notes)
        )
    return queues(
        *strips,
        title=phrase(words, 2, 14),
        change=phrase(words, 2, 20) if changed else "",
        territory=phrase(words, 1, 3) if dice.integers(2) else "",
        example=bool(dice.integers(2)),
    )
