"""Districts that are played as one are what each is by itself."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from rutas.atlas import generated
from rutas.model import apply
from rutas.simulation.districts import parted, united
from rutas.simulation.play import play
from rutas.simulation.record import Record, Tally
from rutas.simulation.setting import Setting, setting

if TYPE_CHECKING:
    import rutas


def settings(book: rutas.Book, count: int) -> list[Setting]:
    """Two routes in each of some districts, for a year after a month."""
    found = []
    for one in generated(book, ["0-4", "5-13"], count, seed=3):
        routes = [
            apply(book[name], changes).model_copy(update={"profiles": {}})
            for name, changes in one.changes.items()
        ]
        found.append(setting(routes, start=date(2027, 1, 1), years=1, warm_up=30))
    return found


def same(one: Record, other: Record) -> None:
    for field in fields(Record):
        mine, others = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, Tally):
            assert mine.shape == others.shape, field.name
            assert np.array_equal(mine.keys, others.keys), field.name
            assert np.array_equal(mine.counts, others.counts), field.name
        else:
            assert np.array_equal(mine, others), field.name


def test_each_is_what_it_is_alone(book: rutas.Book) -> None:
    several = settings(book, 3)
    apart = list(parted(play(united(several), range(2)), several))
    assert apart[1].rows[0] == "actor:usf"
    assert apart[1].routes == ("0-4", "5-13")
    assert all(one.entered.sum() > 0 for one in apart)
    for one, found in zip(several, apart, strict=True):
        same(found, play(one, range(2)))
