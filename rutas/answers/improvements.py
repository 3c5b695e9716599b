"""Which improvement would win most, at what price, and which set of them is the best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.figure_lines import VISIBLE, Change, visible
from rutas.answers.figures import signed
from rutas.answers.improvement_rows import Alone, Best, Improvement, Improvements, OnRoute, Ranked
from rutas.answers.row import like, row
from rutas.answers.table import Column, Table
from rutas.answers.territory import more_words, people_words
from rutas.answers.words import joined
from rutas.errors import UsageError
from rutas.locale import language, say
from rutas.quantity import UNKNOWN, figure, percent, short_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rutas.answers.improvement_rows import Won
    from rutas.improve.ranking import Gain, Ranking
    from rutas.improve.ranking import OnRoute as Found
    from rutas.model.improvement import Improvement as Catalogued
    from rutas.model.route import Route
    from rutas.quantity import Money

__all__ = ["answer", "measured", "price_words", "tables"]

_MEASURED = 50  # improvements of which everything is told: each takes a tenth of a second a route


def answer(
    routes: Mapping[str, Route], catalogue: Mapping[str, Catalogued], *,
    choose: int | None = None, budget: Money | None = None,
) -> Improvements:  # fmt: skip
    """Return what improvements would win, and the best set of them where one is asked for.

    Parameters
    ----------
    routes
        The routes that are looked at, by id.
    catalogue
        The improvements, by id.
    choose
        Of how many the best set is to be.
    budget
        What there is to set up the best set.

    Raises
    ------
    UsageError
        If no improvement changes one of the routes, or no set can be chosen.
    """
    from rutas.improve.choice import choose as choose_set
    from rutas.improve.ranking import Ranking

    ranking = Ranking(routes, catalogue)
    if not ranking.names:
        raise UsageError(say("improve.none", routes=", ".join(routes)))
    asked = choose is not None or budget is not None
    chosen = choose_set(ranking, size=choose, budget=budget) if asked else None
    told = ranking.gains([[name] for name in ranking.names])
    gains = dict(zip(ranking.names, told, strict=True))
    place = {name: k for k, name in enumerate(gains)}
    order = sorted(gains, key=lambda name: (_weight(gains[name]), place[name]))
    return Improvements(
        routes=tuple(routes),
        draws=ranking.draws,
        improvements=tuple(
            Improvement(
                rank=rank, id=name, includes=catalogue[name].includes,
                responsible=catalogue[name].responsible, routes=ranking.touched([name]),
                ready_days=_ready(ranking, name), **_won(ranking, [name], gains[name]),
                in_best=chosen.in_best.get(name) if chosen else None,
                changes=measured(ranking, [name]) if rank <= _MEASURED else None,
            )
            for rank, name in enumerate(order, 1)
        ),
        best=tuple(
            Best(ids=names, **_won(ranking, names, gain)) for names, gain in (chosen.sets if chosen else ())
        ),
        method=chosen.method if chosen else None,
        left_out=chosen.left_out if chosen else (),
    )  # fmt: skip


def _weight(gain: Gain) -> float:
    return float("inf") if gain.people is None else -round(gain.people, 9)


def _ready(ranking: Ranking, name: str) -> float | None:
    from rutas.improve.bundle import ready_days

    return ready_days(ranking.catalogue, [name])


def _won(ranking: Ranking, names: Iterable[str], gain: Gain) -> dict[str, Any]:
    from rutas.improve.bundle import price

    cost = price(ranking.catalogue, names)
    low, high = gain.interval or (None, None)
    return {
        "people": gain.people, "low": low, "high": high, "sure": gain.sure,
        "cost": cost.once, "upkeep": cost.yearly, "currency": cost.currency,
        "cost_per_person": cost.per_person(gain.people),
    }  # fmt: skip


def measured(ranking: Ranking, names: Sequence[str]) -> tuple[OnRoute, ...]:
    """Return what some improvements together change of each route."""
    return tuple(_on(route, ranking.on(names, route)) for route in ranking.touched(names))


def _on(route: str, found: Found) -> OnRoute:
    def several(changes: Mapping[str, Any]) -> dict[str, Change]:
        return {name: like(Change, one) for name, one in changes.items()}

    return OnRoute(
        route=route,
        completion=like(Change, found.completion),
        services=several(found.services),
        journey=several(found.journey),
        handovers={
            direction: Alone(before=before, after=after)
            for direction, (before, after) in found.handovers.items()
        },
    )


def price_words(amount: float | None, currency: str | None) -> str:
    """Write a price as the table has room for it; guaraníes are told below.

    >>> price_words(40e6, "PYG"), price_words(40.0, "USD"), price_words(None, "PYG")
    ('40 M', '40 USD', '–')
    """
    if amount is None:
        return UNKNOWN
    return short_money(amount, currency or "").removesuffix("PYG").rstrip()


@row
class Line(OnRoute):
    """What an improvement changes of a route, with its name.

    Attributes
    ----------
    improvement
        Its id.
    """

    improvement: str


def tables(
    found: Improvements, routes: Mapping[str, Route], catalogue: Mapping[str, Catalogued]
) -> Iterator[Table]:
    """Show who wins most at what price, then the best sets, and then what each changes of each route."""
    names = {name: one.name.to(language()) for name, one in catalogue.items()}
    columns = [
        Column("rank", str, "right"),
        Column("id", names.__getitem__, heading="improvement"),
        *_columns(),
    ]
    if found.best:
        columns.append(Column("in_best", percent, "right", heading="in-best"))
    notes = [say("improve.legend", draws=found.draws)]
    yield Table(
        Ranked, found.improvements, columns, title=say("improve.title"),
        lead=[*_lead(found, names)], notes=notes,
    )  # fmt: skip
    if found.best:
        yield Table(
            Best, found.best,
            (Column("ids", lambda ids: _set(ids, names), heading="set"), *_columns()),
            title=say("improve.best"), notes=[*_chosen(found, names)],
        )  # fmt: skip
    lines = [
        like(Line, change, improvement=one.id)
        for one in found.improvements
        for change in one.changes or ()
    ]
    yield Table(
        Line, lines,
        (
            Column("improvement", lambda name: f"{names[name]} ({name})"),
            Column("route", whole=True),
            Column("", lambda line: _services(line, routes[line.route]), heading="services-most"),
            Column("", lambda line: _journey(line, routes[line.route]), heading="journey"),
            Column("handovers", _alone, heading="alone"),
        ),
        title=say("improve.changes"), notes=[say("improve.changes-legend")],
        shown=[line for line in lines if _seen(line, routes[line.route])],
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("people", more_words, "right", heading="people-more"),
        Column("", _between, "right", heading="between"),
        Column("sure", percent, "right"),
        Column("", _prices, "right", heading="cost-upkeep"),
        Column("", lambda one: price_words(one.cost_per_person, one.currency), "right",
               heading="per-person"),
    )  # fmt: skip


def _set(ids: Sequence[str], names: Mapping[str, str]) -> str:
    return "; ".join(map(names.__getitem__, ids)) or say("improve.empty-set")


def _prices(one: Won) -> str:
    once, yearly = (price_words(amount, one.currency) for amount in (one.cost, one.upkeep))
    return UNKNOWN if once == yearly == UNKNOWN else say("improve.prices", once=once, yearly=yearly)


def _between(one: Won) -> str:
    if one.low is None or one.high is None:
        return UNKNOWN
    return say("improve.between", low=people_words(one.low), high=people_words(one.high))


def _lead(found: Improvements, names: Mapping[str, str]) -> Iterator[str]:
    """Answer in a sentence: which wins most, how sure that is, and at what price."""
    first = found.improvements[0]
    if first.people is None:
        yield say("improve.no-people")
        return
    if people_words(first.people) == people_words(0.0):
        yield say("improve.none-wins")
        return
    said = {
        "name": names[first.id],
        "people": people_words(first.people),
        "between": _between(first),
    }
    yield say("improve.first", **said)
    priced = [one for one in found.improvements if one.cost_per_person is not None]
    if priced:
        cheap = min(priced, key=lambda one: one.cost_per_person or 0.0)
        cost = price_words(cheap.cost_per_person, cheap.currency)
        yield say("improve.cheapest", name=names[cheap.id], cost=cost)


def _chosen(found: Improvements, names: Mapping[str, str]) -> Iterator[str]:
    yield say(f"improve.method-{found.method}")
    if not found.best[0].ids:
        yield say("improve.too-little")
    if found.left_out:
        yield say("improve.left-out", names=joined([names[name] for name in found.left_out]))


def _services(line: Line, route: Route) -> str:
    known = route.catalogue.services
    told = [
        f"{known[name].name.to(language())} {_signed(f'coverage.{name}', one, route)}"
        for name, one in line.services.items()
        if abs(one.difference or 0.0) >= VISIBLE
    ]
    return "; ".join(told) or say("improve.same")


def _journey(line: Line, route: Route) -> str:
    paths = {
        name: "journey_days.mean" if name == "days" else f"burden.{name}" for name in line.journey
    }
    told = [
        f"{_asked(name)} {_signed(paths[name], one, route)}"
        for name, one in line.journey.items()
        if visible(paths[name], one)
    ]
    return "; ".join(told) or say("improve.same")


def _seen(line: Line, route: Route) -> bool:
    """Tell whether anything of a line can be seen."""
    told = {_services(line, route), _journey(line, route), _alone(line.handovers)}
    return told != {say("improve.same")}


def _asked(name: str) -> str:
    """Return what people call something that a journey asks, in a word."""
    kind, _, currency = name.partition(".")
    return f"{say(f'improve.journey-{kind}')} {currency}".rstrip()


def _signed(path: str, one: Change, route: Route) -> str:
    return signed(path, one.before, one.after, route, told=one.told)


def _alone(handovers: Mapping[str, Alone]) -> str:
    told = [
        say(f"improve.alone-{name}", before=figure(one.before), after=figure(one.after))
        for name, one in handovers.items()
        if figure(one.before) != figure(one.after)
    ]
    return "; ".join(told) or say("improve.same")
