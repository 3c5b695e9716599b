"""Tell a family's itinerary in words: to be read aloud, printed, or put into a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.answers.markdown import escaped
from rutas.answers.territory import cannot_words, warnings
from rutas.calendar_file import Event, calendar_file
from rutas.hours import day_in_words, weekday_in_words
from rutas.locale import language, say, speaking
from rutas.quantity import money
from rutas.territory.readiness import lacking
from rutas.territory.serving import Serving

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
    """A day in words: when it is, how she goes and comes back, what it costs, and its visits."""

    date: date
    title: str
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
    lang: str = ""
    carried: bool = True

    def _say(self, key: str, **words: object) -> str:
        return say(f"itinerary.{key}", self._lang, **words)

    @property
    def _lang(self) -> str:
        return self.lang or language()

    @cached_property
    def _serving(self) -> Serving:
        return Serving(self.territory, self.route)

    @property
    def title(self) -> str:
        """What it is called."""
        return self._say(
            "title", route=self.route.name.to(self._lang), place=self._place(self.found.home)
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
        with speaking(self._lang):
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
        when = date.fromisoformat(day.date)
        return ToldDay(when, title[:1].upper() + title[1:], way, cost, visits)

    def _weekday(self, iso: str) -> str:
        return f"{weekday_in_words(iso, self._lang)} {self._day(iso)}"

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
            actor = self.route.catalogue.actors[step.actor[0]].name.to(self._lang)
            return self._say(visit.where, actor=actor)
        point = self.territory.by_id[visit.point]
        parts = [point.name.to(self._lang)]
        parts += [self._place(visit.place)] if visit.place else []
        parts += [say("guide.phone", self._lang, phone=point.phone)] if point.phone else []
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
            yield cannot_words(self.territory, point.ficha.on, lacks, self._lang)
        step = self.route.steps[visit.step]
        offered = next((service for service in step.service if service in point.offers), None)
        offer = point.offer(offered)
        if offer.tokens_at is not None:
            yield self._say("tokens", arrive=_hour(visit.arrive))
        if visit.appointment:
            yield self._say("appointment")
        if visit.stale and not visit.doubtful:
            yield self._say("confirm")

    def _cost(self, cost: float, *, known: bool) -> str:
        amount = money(cost, self.found.currency or "")
        return self._say("cost" if known else "cost-at-least", cost=amount)

    def _numbered(self, visit: Visit | Unplaced) -> str:
        """Name a visit, with its number where it is one of a series."""
        name = self._name(visit.step)
        if visit.of == 1:
            return name
        return self._say("of-series", name=name, number=visit.number, of=visit.of)

    def _name(self, step: str) -> str:
        return self.route.steps[step].title.to(self._lang)

    def _place(self, place: str) -> str:
        return self.territory.places[place].name.to(self._lang)

    def _any_of(self, step: str, paper: str) -> str:
        """Name a paper that is missing, and those that would do as well."""
        needs = (need.any for need in self.route.steps[step].requires if paper in need.any[:1])
        return say("territory.or", self._lang).join(map(self._paper, next(needs)))

    def _paper(self, paper: str) -> str:
        return self.route.catalogue.documents[paper].name.to(self._lang)

    def _day(self, iso: str) -> str:
        return day_in_words(iso, self._lang)

    def _hidden(self, step: str) -> bool:
        return self.carried and self.route.steps[step].sensitive

    def markdown(self) -> str:
        """Write it as Markdown: a heading a day, a list of papers to tick."""
        lines = [f"# {escaped(self.title)}", *map(escaped, self.lead)]
        for day in self.days:
            lines.append(f"## {escaped(day.title)}")
            lines += [
                escaped(text) for text in (" ".join(filter(None, (day.way, day.cost))),) if text
            ]
            for visit in day.visits:
                lines += [f"**{escaped(visit.title)}**", escaped(visit.where)]
                lines += [f"⚠ {escaped(alert)}" for alert in visit.alerts]
                if visit.bring:
                    lines.append("\n".join(f"- [ ] {escaped(paper)}" for paper in visit.bring))
                if visit.get:
                    lines.append(escaped(self._say("get", papers=visit.get)))
        return "\n\n".join([*lines, *map(escaped, self.notes)]) + "\n"

    def calendar(self) -> str:
        """Write it as a calendar file: an event a day, from leaving home to coming back; nobody's name."""
        days = zip(self._shown, self.days, strict=True)
        events = (self._event(day, told) for day, told in days)
        on = date.fromisoformat(self.found.on)
        return calendar_file(events, name=self.route.name.to(self._lang), stamp=on)

    @property
    def _shown(self) -> Sequence[Day]:
        return [
            day
            for day in self.found.days
            if not all(self._hidden(visit.step) for visit in day.visits)
        ]

    def _event(self, day: Day, told: ToldDay) -> Event:
        visits = "-".join(visit.id for visit in told.visits)
        lines = [told.cost] if told.cost else []
        for visit in told.visits:
            lines += [visit.title, visit.where, *visit.alerts]
            if visit.bring:
                lines.append(self._say("bring", papers=", ".join(visit.bring)))
        if self.territory.example:
            lines.append(say("territory.example", self._lang))
        return Event(
            uid=f"{self.territory.id}-{visits}-{day.date}@rutas",
            summary=" + ".join(
                visit.title.partition(" · ")[2] or visit.title for visit in told.visits
            ),
            start=_moment(told.date, day.leave) if day.leave else told.date,
            end=_moment(told.date, day.back) if day.back else None,
            description="\n".join(lines),
            place=", ".join(dict.fromkeys(visit.where for visit in told.visits)),
            alarm=timedelta(days=1),
        )


def _hour(clock: str | None) -> str:
    """Write a time as people say it.

    >>> _hour("07:30"), _hour("12:00")
    ('7:30', '12:00')
    """
    return (clock or "").removeprefix("0")


def _moment(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001  (the place's own time)
