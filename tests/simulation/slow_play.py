"""A district played slowly: one replication, person by person, by the rules that `rutas.simulation` tells.

An answer that owes nothing to the library's: plain objects, a heap of what happens next, and the token rules as
`tests.token_rules` has them.

A day goes in rounds. First move those who were not attended today yet, and places go to whoever waits then; next
move those who were attended once, and what is left goes to whoever waits then; and so on. Last leave those whose
patience ends.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import partial
from heapq import heappop, heappush
from itertools import count
from math import floor, inf
from typing import TYPE_CHECKING

from rutas.model import apply
from tests.simulation.slow_people import CrowdError, Person, Rules, Visit
from tests.token_rules import Link, State, Token

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from rutas.model import Route, Step
    from rutas.quantity import Quantity
    from rutas.simulation.setting import Setting

__all__ = ["SlowPlay"]

_TRIES = 3
_LATE = 1e-9
_BLOCK = 5
_COLUMNS = "route", "profile", "time", "at", "way"


class SlowPlay:
    """One replication of a setting, played.

    Attributes
    ----------
    counts
        How many by what, row (or route, or step of a route) and day: named as in
        `rutas.simulation.record.Record`.
    waits, journeys, cohorts
        Its tallies, by the same columns without the replication; what became of a cohort, by its name.
    """

    def __init__(self, setting: Setting, replication: int, rng: random.Random) -> None:
        self.setting, self.rng = setting, rng
        self.slots = setting.slots([replication])[0]
        self.asks: dict[tuple[int, str], list[int]] = defaultdict(list)
        for k, resource in enumerate(setting.resources):
            for route, step in resource.steps:
                self.asks[route, list(setting.routes[route].steps)[step]].append(k)
        self.counts: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
        self.waits: Counter[tuple[str, int, int]] = Counter()
        self.journeys: Counter[tuple[int, int, int, int]] = Counter()
        self.cohorts: Counter[tuple[int, int, str]] = Counter()
        self.soon: list[tuple[int, int, float, int, int, Callable[[float], None]]] = []
        self.order = count()
        self.queue: list[Visit] = []
        self.inside: list[Person] = []
        self.free: list[int] = []
        self.today = self.hops = -1
        rules = {
            (k, profile): Rules(version)
            for k, route in enumerate(setting.routes)
            for profile, version in enumerate(_versions(route), start=-1)
        }
        entries = vars(setting.entries([replication]))
        columns = zip(*(entries[name].tolist() for name in _COLUMNS), strict=True)
        for number, (route, profile, time, age, way) in enumerate(columns):
            person = Person(rules[route, profile], route, time, number, age, profile)
            self.at(time, partial(self.enter, person, way))

    def run(self) -> SlowPlay:
        for day in range(self.setting.warm_up + self.setting.days):
            self.today, self.hops = day, 0
            self.free = self.slots[:, day].tolist()
            self.round()
            while self.still_today() or self.leave():
                self.hops = self.soon[0][1] if self.still_today() else self.hops
                self.round()
            self.evening()
        for person in self.inside:
            self.received(person)
            self.tell(person, "inside")
        return self

    def still_today(self) -> bool:
        return bool(self.soon) and self.soon[0][0] == self.today

    def round(self) -> None:
        """Let all move who were attended so often today, and give places to who waits then."""
        while self.soon and self.soon[0][:2] <= (self.today, self.hops):
            *_, time, _, _, happens = heappop(self.soon)
            happens(time)
        for visit in sorted(self.queue, key=lambda one: one.turn):
            asked = self.resources(visit)
            if all(self.free[k] for k in asked):
                for k in asked:
                    self.free[k] -= 1
                self.queue.remove(visit)
                self.hops += 1
                self.serve(visit)
                self.hops -= 1

    def leave(self) -> bool:
        """Let those leave whose patience ends today; tell whether there were any."""
        gone = [visit for visit in self.queue if visit.until < self.today + 1]
        self.hops += bool(gone)
        for visit in sorted(gone, key=lambda one: one.until):
            self.queue.remove(visit)
            self.note("gave_up", self.rows(visit))
            visit.person.gave_up.add(visit.step.id)
            self.lose(visit, visit.until)
        return bool(gone)

    def evening(self) -> None:
        for visit in self.queue:
            self.note("waiting", self.rows(visit))
        for person in self.inside:
            self.note("inside", [self.name(person)])

    def at(self, time: float, happens: Callable[[float], None], place: int = -1) -> None:
        """Let something happen; of what ends at one moment, what stands first in the route comes first."""
        day = floor(time)
        hops = self.hops if day == self.today else 0
        heappush(self.soon, (day, hops, time, place, next(self.order), happens))

    def note(self, what: str, names: list[str]) -> None:
        for name in names:
            self.counts[what][name, self.today] += 1

    def name(self, person: Person, step: str = "") -> str:
        return self.setting.routes[person.route].id + (f"/{step}" if step else "")

    def tell(self, person: Person, what: str) -> None:
        """Count what became of a person of a cohort."""
        self.cohorts[person.route, person.profile + 1, what] += 1

    # What becomes of a person.

    def enter(self, person: Person, way: int, time: float) -> None:
        self.inside.append(person)
        self.note("entered", [self.name(person)])
        self.tell(person, "entered")
        link = Link(1.0, person.rules.route.ways_in[way].to, ("", str(way)))
        person.clocks[link.to] = time
        self.go(person, [link], time)

    def go(self, person: Person, links: list[Link], time: float) -> None:
        """Send her along some links."""
        person.rules.clocks = person.clocks
        self.become(person, person.rules.sent(person.state, links, time), time, links)

    def lose(self, visit: Visit, time: float) -> None:
        person, step = visit.person, visit.step.id
        self.over(visit, time)
        self.note("left", [self.name(person, step)])
        person.rules.clocks = person.clocks
        person.rules.delay(step, time)
        state = person.rules.gone(person.state, visit.token, lost=True)
        self.become(person, person.rules.settled(state, time), time, [])

    def become(self, person: Person, state: State, time: float, links: list[Link]) -> None:
        """Let her tokens come to where they are now."""
        if len(state.at) > 2 * len(person.rules.steps):
            raise CrowdError
        before = {token.order for token in person.state.at}
        person.state = state
        person.hurried |= {link.to for link in links if self.urgent(person, link)}
        for token in state.at:
            if token.order not in before:
                self.at(token.done, partial(self.come, person, token, token.step in person.hurried))
                person.hurried.discard(token.step)
        if state.over:
            self.inside.remove(person)
            self.end(person, time)

    @staticmethod
    def urgent(person: Person, link: Link) -> bool:
        name, which = link.key
        return which.isdigit() and bool(name) and person.rules.steps[name].links[int(which)].urgent

    def end(self, person: Person, time: float) -> None:
        state, rules = person.state, person.rules
        if rules.completed(state):
            how = "completed"
            days = floor(time - person.entered + _LATE)  # of five days, five, whatever the rounding
            block = floor(person.entered) // _BLOCK
            self.journeys[person.route, person.profile + 1, block, days] += 1
        elif state.lost:
            how = "lost"
        else:
            how = "stuck" if state.blocked else "ended"
        self.note(how, [self.name(person)])
        self.tell(person, how)
        if state.lost & person.gave_up:
            self.tell(person, "gave_up")
        self.received(person)

    def received(self, person: Person) -> None:
        steps = [person.rules.steps[name] for name in person.state.served]
        for service in {one for step in steps for one in step.service}:
            self.tell(person, service)

    # What happens at a step.

    def come(self, person: Person, token: Token, hurried: bool, time: float) -> None:
        step = person.rules.steps[token.step]
        visits = floor(self.draw(step.repeat.times) + 0.5) if step.repeat else 1
        visit = Visit(person, token, step, step.urgent or hurried, visits)
        if step.from_:
            time = max(time, person.entered + self.draw(step.from_) - person.age)
        if self.resources(visit):
            self.at(time, partial(self.ask, visit))
        else:
            series = (visits - 1) * self.draw(step.repeat.every) if step.repeat else 0.0
            self.attended(visit, time + self.draw(step.wait) + series)

    def resources(self, visit: Visit) -> list[int]:
        return self.asks.get((visit.person.route, visit.step.id), [])

    def rows(self, visit: Visit) -> list[str]:
        named = [self.setting.resources[k].id for k in self.resources(visit)]
        return [*named, self.name(visit.person, visit.step.id)]

    def ask(self, visit: Visit, time: float) -> None:
        visit.asked, visit.until, visit.hops = time, time + self.patience(visit.step), self.hops
        self.note("came", self.rows(visit))
        self.queue.append(visit)

    def patience(self, step: Step) -> float:
        if step.leaves:
            return self.rng.expovariate(step.leaves.mean)
        return self.draw(step.patience) if step.patience else inf

    def serve(self, visit: Visit) -> None:
        day, step = floor(visit.asked), visit.step
        time = max(visit.asked, float(self.today))
        self.note("served", self.rows(visit))
        for row in self.rows(visit):
            self.waits[row, day // _BLOCK, self.today - day] += 1
        if step.no_show and self.rng.random() < step.no_show.mean:
            self.note("no_shows", self.rows(visit))
            visit.missed += 1
            if visit.missed < (floor(step.tries.mean + 0.5) if step.tries else _TRIES):
                self.at(self.today + 1.0, partial(self.ask, visit))
            else:
                self.lose(visit, time)
            return
        visit.left, visit.missed = visit.left - 1, 0
        if visit.left and step.repeat:
            self.at(time + self.draw(step.repeat.every), partial(self.ask, visit))
        else:
            self.attended(visit, time)

    def attended(self, visit: Visit, time: float) -> None:
        done = time + self.draw(visit.step.takes) + self.draw(visit.step.lead)
        place = list(visit.person.rules.steps).index(visit.step.id)
        self.at(done, partial(self.finish, visit), place)

    def finish(self, visit: Visit, time: float) -> None:
        person, token, step = visit.person, visit.token, visit.step
        late = self.late(visit, time)
        if self.rng.random() < self.dropout(visit):
            self.lose(visit, time)
            return
        self.over(visit, time)
        rules = person.rules
        if late and step.late and not token.exit:
            token = token._replace(exit="late")
            others = (one for one in person.state.at if one != visit.token)
            person.state = replace(person.state, at=tuple(sorted([*others, token])))
        answers = rules.answers(token)
        chances = [chance for chance, _ in answers]
        (links,) = self.rng.choices([links for _, links in answers], chances)
        rules.clocks = person.clocks
        rules.delay(step.id, time)
        person.state = rules.gone(person.state, token, lost=False)
        self.go(person, links, time)

    def over(self, visit: Visit, time: float) -> None:
        name = [self.name(visit.person, visit.step.id)]
        self.note("visits", name)
        if self.late(visit, time):
            self.note("late", name)

    def late(self, visit: Visit, time: float) -> bool:
        person, step = visit.person, visit.step
        within = step.within.mean if step.within else inf
        by = step.by.mean if step.by else inf
        age = time - person.entered + person.age
        return time - visit.token.done > within + _LATE or age > by + _LATE

    def dropout(self, visit: Visit) -> float:
        """Return who leaves; where people queue, who gives up does so in the queue."""
        if self.resources(visit):
            return visit.step.dropout.mean if visit.step.dropout else 0.0
        return visit.person.rules.dropout(visit.step.id)

    def draw(self, given: Quantity | None) -> float:
        if given is None or given.exact:
            return given.low if given else 0.0
        low, high = given.low, given.high
        if len(given.points) == 2:
            return self.rng.uniform(low, high)
        likely = (given.points[1] - low) / (high - low)
        return low + (high - low) * self.rng.betavariate(1 + 4 * likely, 5 - 4 * likely)


def _versions(route: Route) -> list[Route]:
    """Return the route for whoever is of no profile, and as each profile has it."""
    return [route, *(apply(route, profile.set) for profile in route.profiles.values())]
