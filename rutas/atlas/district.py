"""Say what sets a district apart: a territory of the book, or figures of a district that is made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.locale import LANGUAGES, say
from rutas.model import Text
from rutas.quantity import Duration, Rate, Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np

    from rutas.book import Book
    from rutas.model.route import Route
    from rutas.quantity import Quantity

__all__ = ["District", "generated", "of_book"]

_PEOPLE, _ROOM, _WAIT, _LOSS = 1.0, 0.35, 0.4, 0.3  # spreads of districts, of a logarithm
_STEP = 0.2  # and of steps within a district


@dataclass(frozen=True)
class District:
    """A district whose routes are to be measured.

    Attributes
    ----------
    id, name
        What it is called.
    example
        Whether something of it is made up.
    territory
        The territory of the book that it is; nothing of a district that is made up.
    changes
        What sets its routes apart, a change set a route, as texts.
    """

    id: str
    name: Text
    example: bool
    territory: str | None = None
    changes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def of_book(book: Book) -> list[District]:
    """Return the territories of a book as districts.

    Raises
    ------
    BookError
        If the file of one cannot be read.

    Examples
    --------
    >>> import rutas
    >>> [district.id for district in of_book(rutas.load("routes"))]
    ['mariscal-estigarribia', 'san-juan-nepomuceno', 'santa-rosa-del-aguaray', 'villeta']
    """
    return [
        District(name, territory.name, territory.example, territory=name)
        for name, territory in book.territories.items()
    ]


def generated(book: Book, routes: Sequence[str], count: int, *, seed: int) -> list[District]:
    """Make districts up, each with the routes of a book at figures of its own.

    What is scaled, all by lognormal factors: the people who enter (by one factor a district, whose mean is
    1, so that many districts have on average the people that the book says), capacities (by the same factor,
    and by one of their own), waits, and the odds of dropping out. What is 0 or certain stays so.

    Parameters
    ----------
    book, routes
        The book, and the ids of its routes that are to be measured.
    count
        How many districts.
    seed
        The same seed gives the same districts; the first of them whatever their number.

    Examples
    --------
    >>> import rutas
    >>> one, other = generated(rutas.load("routes"), ["0-4"], 2, seed=1)
    >>> one.id, str(one.name), one.changes["0-4"]["demand"]
    ('d1', 'Distrito inventado 1', '... per day')
    """
    return [_generated(book, routes, number, seed) for number in range(1, count + 1)]


def _generated(book: Book, routes: Sequence[str], number: int, seed: int) -> District:
    import numpy as np  # noqa: PLC0415  (who only lists the commands needs none)

    rng = np.random.default_rng((seed, number))
    names = {lang: say("atlas.generated", lang, number=number) for lang in LANGUAGES}
    people = float(rng.lognormal(-(_PEOPLE**2) / 2, _PEOPLE))
    changes = {name: dict(_changes(book[name], people, rng)) for name in routes}
    return District(f"d{number}", Text(names["es"], names), example=True, changes=changes)


def _changes(route: Route, people: float, rng: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Yield what sets a district's route apart, by path."""
    waits, losses = rng.lognormal(0, _WAIT), rng.lognormal(0, _LOSS)
    if route.demand:
        yield "demand", _rate(route.demand, people)
    rooms: dict[str, Rate | None] = {
        f"actors.{name}": route.catalogue.actors[name].capacity
        for name in dict.fromkeys(name for step in route.steps.values() for name in step.actor)
        if name in route.catalogue.actors
    }
    rooms |= {name: step.capacity for name, step in route.steps.items()}
    for owner, room in rooms.items():
        factor = people * rng.lognormal(0, _ROOM)
        if room:
            yield f"{owner}.capacity", _rate(room, factor)
    for name, step in route.steps.items():
        longer, more = waits * rng.lognormal(0, _STEP), losses * rng.lognormal(0, _STEP)
        if step.wait and step.wait.high:
            most = Duration.most[0]
            days = [min(point * longer, most) for point in step.wait.points]
            yield f"{name}.wait", str(Duration.of(*days, unit="d"))
        if step.dropout and 0 < step.dropout.mean < 1:
            shares = [100 * _odds(point, more) for point in step.dropout.points]
            yield f"{name}.dropout", str(Share.of(*shares, unit="%"))


def _rate(given: Quantity, factor: float) -> str:
    # where nearly nobody comes there is room for somebody all the same: no rate is 0
    most, least = Rate.most[0], 1e-6
    return str(Rate.of(*(min(max(p * factor, least), most) for p in given.points), unit="per day"))


def _odds(share: float, factor: float) -> float:
    """Return a share whose odds are so many times as great.

    >>> _odds(0.5, 3.0), _odds(1.0, 3.0)
    (0.75, 1.0)
    """
    return share * factor / (1 - share + share * factor)
