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


def settings(book: rutas.Book, count: int) -> dict[str, Setting]:
    """Two routes in each of some districts, for half a year after half a year."""
    found = {}
    for one in generated(book, ["0-4", "5-13"], count, seed=3):
        routes = [
            apply(book[name], changes).model_copy(update={"profiles": {}})
            for name, changes in one.changes.items()
        ]
        found[one.id] = setting(routes, start=date(2027, 1, 1), years=1, warm_up=30)
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
    whole = settings(book, 3)
    apart = parted(play(united(whole), range(2)), list(whole))
    assert apart["d2"].rows[0] == "actor:usf"
    assert apart["d2"].routes == ("0-4", "5-13")
    assert sum(one.entered.sum() for one in apart.values()) > 0
    for name, one in whole.items():
        alone = parted(play(united({name: one}), range(2)), [name])[name]
        same(apart[name], alone)


def test_names_that_begin_alike_are_told_apart(book: rutas.Book) -> None:
    one, other = settings(book, 2).values()
    record = play(united({"d1": one, "d11": other}), [0])
    apart = parted(record, ["d1", "d11"])
    assert [len(part.routes) for part in apart.values()] == [2, 2]
    assert sum(part.entered.sum() for part in apart.values()) == record.entered.sum()
