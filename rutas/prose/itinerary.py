"""Tell a family's itinerary in words, day by day and visit by visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.answers.territory import cannot_words, warnings
from rutas.hours import day_in_words, weekday_in_words
from rutas.locale import say, speaking
from rutas.quantity import money
from rutas.territory.readiness import lacking
from rutas.territory.serving import Serving, offered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.answers.itinerary_rows import Day, Itinerary, Unplaced, Visit
    from rutas.model.route import Route
    from rutas.model.territory import Territory

__all__ = ["Told", "ToldDay", "ToldVisit"]


@dataclass(frozen=True)
class ToldVisit:
    """A visit in words.

    Attributes
    ----------
    id, title
        The visit's id; when, and what it is.
    where
        Where it is, and how to reach them by phone.
    bring, get
        The papers to bring, to be ticked, and those with which she comes back.
    alerts
        What is to be known before going: too late, a paper is not in hand, the point cannot serve.
    """

    id: str
    title: str
    where: str
    bring: tuple[str, ...]
    get: str
    alerts: tuple[str, ...]


@dataclass(frozen=True)
class ToldDay:
    """A day in words: when it is, how she goes and comes back, what it costs, and its visits.

    Attributes
    ----------
    date, title
        The day.
    leave, back
        When she leaves home, and is back (HH:MM); nothing for what is not planned by the hour.
    way, cost
        The same in a sentence, and what the day costs.
    visits
        Its visits; there is one at least.
    """

    date: date
    title: str
    leave: str | None
    back: str | None
    way: str
    cost: str
    visits: tuple[ToldVisit, ...]


@dataclass(frozen=True)
class Told:
    """An itinerary in words.

    Parameters
    ----------
    found
        The itinerary.
    route, territory
        The route and the territory in which it is.
    lang
        The language.
    carried
        Whether it is carried home: then nothing that is sensitive stands in it.
    """

    found: Itinerary
    route: Route
    territory: Territory
    lang: str
    carried: bool = True

    def _say(self, key: str, **words: object) -> str:
        return say(f"itinerary.{key}", self.lang, **words)

    @cached_property
    def _serving(self) -> Serving:
        return Serving(self.territory, self.route)

    @property
    def title(self) -> str:
        """What it is called."""
        return self._say(
            "title", route=self.route.name.to(self.lang), place=self._place(self.found.home)
        )

    @property
    def lead(self) -> list[str]:
        """The answer in a few sentences: how many days and trips, until when, what is wrong."""
        found = self.found
        if found.finish is None:
            return [self._say("nothing"), *self._without_day()]
        said = [
            self._say(
                "lead",
                days=len(found.days),
                trips=found.trips,
                place=self._place(found.home),
                finish=self._day(found.finish),
            )
        ]
        if found.currency is not None and (found.cost or found.cost_known):
            said.append(self._cost(found.cost, known=found.cost_known))
        if found.method == "best-found":
            said.append(self._say("best-found", trips=found.trips_at_least))
        if found.late:
            said.append(self._say("late-count", late=found.late))
        return [" ".join(said), *self._begins(), *self._without_day(), *self._others()]

    def _others(self) -> Iterator[str]:
        """Say what another patience would bring."""
        for one in self.found.alternatives:
            key = {"max": "fewest", 0.0: "soonest"}.get(one.patience, "usual")
            if one.finish:
                yield self._say(key, trips=one.trips, finish=self._day(one.finish))

    def _begins(self) -> Iterator[str]:
        """Say where it begins, if nobody said so: she may be past it."""
        first = next(self.shown, None)
        if first and any(note.startswith("from") for note in self.found.assumed):
            key = "begins-carried" if self.carried else "begins"
            yield self._say(key, step=self._name(first.step))

    def _without_day(self) -> Iterator[str]:
        """Say which visits have no day; of a series the first of them."""
        until = self._day(self.found.until)
        first: dict[str, Unplaced] = {}
        for one in self.found.unplaced:
            first.setdefault(one.step, one)
        for step, one in first.items():
            if not self._hidden(step):
                name = self._numbered(one) if one.number > 1 else self._name(step)
                yield self._say(f"unplaced-{one.reason}", visit=name, until=until)

    @property
    def notes(self) -> list[str]:
        """What has to be known before it is believed."""
        visits = [visit for day in self.found.days for visit in day.visits]
        hidden = len(visits) - sum(1 for _ in self.shown)
        own = [self._say(f"pace-{self.found.pace}"), self._say("forecast")]
        if hidden:
            own.append(self._say("hidden", count=hidden))
        if any(note.startswith("travel") for note in self.found.assumed):
            own.append(self._say("crow"))
        if not self.carried:
            own += self._advice(visits)
        with speaking(self.lang):
            return [*own, *warnings(self.territory, date.fromisoformat(self.found.on))]

    def _advice(self, visits: Sequence[Visit]) -> Iterator[str]:
        """Say how to ask better: where she is already, which papers she has."""
        missing = dict.fromkeys(paper for visit in visits for paper in visit.missing)
        if missing:
            options = " ".join(f"--holds {paper}" for paper in missing)
            yield self._say("holds", options=options)
        if any(one.reason == "never-open" for one in self.found.unplaced):
            yield self._say("further")

    @property
    def shown(self) -> Iterator[Visit]:
        """The visits of which something is told."""
        return (
            visit for day in self.found.days for visit in day.visits if not self._hidden(visit.step)
        )

    @cached_property
    def days(self) -> tuple[ToldDay, ...]:
        """The days, those with nothing to tell left out."""
        told = (self._told(day) for day in self.found.days)
        return tuple(day for day in told if day.visits)

    def _told(self, day: Day) -> ToldDay:
        way = "" if day.leave is None else self._way(day)
        cost = self._cost(day.cost, known=day.cost_known) if day.cost else ""
        visits = tuple(self._visit(one) for one in day.visits if not self._hidden(one.step))
        title = self._weekday(day.date)
        return ToldDay(
            date.fromisoformat(day.date), title[:1].upper() + title[1:], day.leave, day.back,
            way, cost, visits,
        )  # fmt: skip

    def _weekday(self, iso: str) -> str:
        return f"{weekday_in_words(iso, self.lang)} {self._day(iso)}"

    def _way(self, day: Day) -> str:
        return self._say("way", leave=_hour(day.leave), back=_hour(day.back))

    def _visit(self, visit: Visit) -> ToldVisit:
        name = self._numbered(visit)
        title = f"{_hour(visit.start)} · {name}" if visit.start else name
        return ToldVisit(
            id=visit.visit,
            title=title,
            where=self._where(visit),
            bring=tuple(map(self._paper, visit.bring)),
            get=", ".join(map(self._paper, visit.get)),
            alerts=tuple(self._alerts(visit)),
        )

    @cached_property
    def of_steps(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """The days and hours of each step, and where she goes, for a hand-out."""
        dates: dict[str, list[str]] = {}
        places: dict[str, dict[str, None]] = {}
        for day in self.found.days:
            for visit in day.visits:
                said = [self._weekday(day.date), *filter(None, [_hour(visit.start)])]
                dates.setdefault(visit.step, []).append(", ".join(said))
                told = self._visit(visit)
                where = " ".join([f"{told.where.removesuffix('.')}.", *told.alerts])
                places.setdefault(visit.step, {})[where] = None
        return {step: (tuple(told), tuple(places[step])) for step, told in dates.items()}

    def _where(self, visit: Visit) -> str:
        if visit.point is None:
            step = self.route.steps[visit.step]
            actor = self.route.catalogue.actors[step.actor[0]].name.to(self.lang)
            return self._say(visit.where, actor=actor)
        point = self.territory.by_id[visit.point]
        parts = [point.name.to(self.lang)]
        parts += [self._place(visit.place)] if visit.place else []
        parts += [say("guide.phone", self.lang, phone=point.phone)] if point.phone else []
        return " · ".join(parts)

    def _alerts(self, visit: Visit) -> Iterator[str]:
        if visit.late and visit.by:
            yield self._say("late", by=self._day(visit.by))
        elif visit.by:
            yield self._say("by", by=self._day(visit.by))
        if visit.missing:
            papers = (self._any_of(visit.step, paper) for paper in visit.missing)
            yield self._say("missing", papers=", ".join(papers))
        if visit.point is None:
            return
        point = self.territory.by_id[visit.point]
        if visit.doubtful and point.ficha:
            lacks = lacking(self._serving.items(point, visit.step), point)
            yield cannot_words(self.territory, point.ficha.on, lacks, self.lang)
        if offered(point, self.route.steps[visit.step]).tokens_at is not None:
            yield self._say("tokens", arrive=_hour(visit.arrive))
        if visit.appointment:
            yield self._say("appointment")
        if visit.stale and not visit.doubtful:
            yield self._say("confirm")

    def _cost(self, cost: float, *, known: bool) -> str:
        amount = money(cost, self.found.currency or "")
        return self._say("cost" if known else "cost-at-least", cost=amount)

    def _numbered(self, visit: Visit | Unplaced) -> str:
        """Name a visit, with its number where it is one of a series; and whether she was there before."""
        name = self._name(visit.step)
        if "+" in visit.visit:
            name = self._say("again", name=name)
        if visit.of == 1:
            return name
        return self._say("of-series", name=name, number=visit.number, of=visit.of)

    def _name(self, step: str) -> str:
        return self.route.steps[step].title.to(self.lang)

    def _place(self, place: str) -> str:
        return self.territory.places[place].name.to(self.lang)

    def _any_of(self, step: str, paper: str) -> str:
        """Name a paper that is missing, and those that would do as well."""
        needs = (need.any for need in self.route.steps[step].requires if paper in need.any[:1])
        return say("territory.or", self.lang).join(map(self._paper, next(needs)))

    def _paper(self, paper: str) -> str:
        return self.route.catalogue.documents[paper].name.to(self.lang)

    def _day(self, iso: str) -> str:
        return day_in_words(iso, self.lang)

    def _hidden(self, step: str) -> bool:
        return self.carried and self.route.steps[step].sensitive


def _hour(clock: str | None) -> str:
    """Write a time as people say it.

    >>> _hour("07:30"), _hour("12:00")
    ('7:30', '12:00')
    """
    return (clock or "").removeprefix("0")
