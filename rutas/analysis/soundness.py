"""Tell whether a route works whatever people answer, and the shortest story of how it fails.

Definition. Let nobody drop out. A *state* is where one person's tokens are and on which links they wait.
From a way in, a token at a step goes on by one link that somebody takes or by an exit (`missing`, `late`), or
splits along all links of a fork, or ends; tokens that wait at a join become one when no other token holds it
up: gets, by one or more links and without passing the join, to links into it on none of which something
waits. The route is *sound* if

1. from every state that can arise, the state without tokens can be reached without an exit;
2. in no state that can arise are two tokens at one step, except waiting at a join;
3. every step is attended in some state that can arise.

This is van der Aalst's soundness of workflow nets [1]_, [2]_, with conditions 1 and 3 word for word and
safeness for the requirement that nothing is left behind; the join is BPMN's inclusive one [3]_, which needs
no connectors that match and doesn't wait for the next round of a loop.

Method. What cannot be reached and what cannot be left is seen in the graph. Where all branches nest
(`rutas.tokens.blocks`), they can go wrong only where what left a block meets others again. In other
routes, blocks that are in order are folded and all games of the rest are played, up to a stated number of
states (`rutas.tokens.state_space`); when it is hit, and no fault was found, the answer is "not decided".

References
----------
.. [1] van der Aalst, W. M. P. (1998). The application of Petri nets to workflow management. *Journal of
   Circuits, Systems and Computers* 8(1), 21-66. https://doi.org/10.1142/S0218126698000043
.. [2] van der Aalst, W. M. P., et al. (2011). Soundness of workflow nets: classification, decidability, and
   analysis. *Formal Aspects of Computing* 23, 333-363. https://doi.org/10.1007/s00165-010-0161-4
.. [3] Object Management Group (2013). *Business Process Model and Notation* 2.0.2, section 13.4.3.
   https://www.omg.org/spec/BPMN/2.0.2
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.locale import say
from rutas.tokens.faults import faults as faults_of
from rutas.tokens.net import compile as compile_net
from rutas.tokens.state_space import MOST_STATES

if TYPE_CHECKING:
    from rutas.model import Route
    from rutas.tokens.faults import Failing

__all__ = ["Failure", "Soundness", "soundness"]

_MOST_ANSWERS = 4
"""How many answers a sentence names, the last ones: those nearest to the failure."""


@dataclass(frozen=True)
class Failure:
    """A way in which a route fails.

    Attributes
    ----------
    kind
        ``never``: nobody can get to the step; ``trap``: who gets there can never end; ``stuck``: joins
        that wait for each other; ``twice``: two branches of one person are at one step at once, so that
        what follows happens twice; ``endless``: all goes on without ever ending.
    steps
        The steps concerned: where it happens, the joins that wait, or the trap.
    sources
        Of ``twice``, the steps from which the two come.
    answers
        The answers that lead there: a step, and the step that the answer leads to.
    story
        Ids of steps: the shortest way to see it, in order; empty where nobody gets there.
    text
        The same as one sentence, in the language spoken.
    """

    kind: str
    steps: tuple[str, ...]
    sources: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    story: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Soundness:
    """Whether a route is sound.

    Attributes
    ----------
    sound
        True, false, or ``None`` where it is not decided.
    failures
        How it fails: every step that is never reached, the trap, and the first failure of other kinds.
    states
        How many states were looked at; 0 where the shape alone tells.
    """

    sound: bool | None
    failures: tuple[Failure, ...] = ()
    states: int = 0

    @property
    def kind(self) -> str | None:
        """The kind of the first failure."""
        return self.failures[0].kind if self.failures else None

    @property
    def story(self) -> tuple[str, ...]:
        """The story of the first failure."""
        return self.failures[0].story if self.failures else ()

    @property
    def text(self) -> str:
        """The first failure as a sentence."""
        return self.failures[0].text if self.failures else ""


def soundness(route: Route, *, most: int = MOST_STATES) -> Soundness:
    """Tell whether a route is sound.

    Parameters
    ----------
    route
        A route.
    most
        How many states to look at before the answer is "not decided".

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "Alta", "next": {"all": ["b", "c"]}},
    ...         {"id": "b", "name": "Vacunar", "next": "d"},
    ...         {"id": "c", "name": "Inscribir", "next": "d"},
    ...         {"id": "d", "name": "Controlar", "outcome": "fin"}]}]})
    >>> found = soundness(route)
    >>> found.sound, found.kind, found.story
    (False, 'twice', ('a', 'b', 'c', 'd'))
    >>> print(found.text)
    Una persona llega a «Controlar» por dos ramas a la vez, desde «Vacunar» y desde «Inscribir»,
    y todo lo que sigue ocurre dos veces.
    """
    net = compile_net(route)
    found, decided, states = faults_of(net, net.nesting, most=most)
    failures = tuple(_said(route, fault) for fault in found)
    return Soundness(False if failures else (True if decided else None), failures, states)


def _said(route: Route, fault: Failing) -> Failure:
    ids = tuple(route.steps)
    steps = tuple(ids[i] for i in fault.steps)
    sources = tuple(ids[i] for i in fault.sources)
    answers = tuple((ids[i], ids[j]) for i, j in fault.answers)
    return Failure(
        kind=fault.kind,
        steps=steps,
        sources=sources,
        answers=answers,
        story=tuple(ids[i] for i in fault.story),
        text=_sentence(route, fault.kind, steps, sources, answers),
    )


def _sentence(
    route: Route,
    kind: str,
    steps: tuple[str, ...],
    sources: tuple[str, ...],
    answers: tuple[tuple[str, str], ...],
) -> str:
    """Say a failure in one sentence, with the answers that lead to it."""
    named = {"step": _name(route, steps[0])}
    if kind == "stuck":
        named["other"] = _name(route, steps[1])
    if kind == "trap":
        named["steps"] = _listed([_name(route, step) for step in steps[:4]])
    if kind == "twice":
        kind = "twice-alike" if len(set(sources)) == 1 else kind
        named |= {"first": _name(route, sources[0]), "second": _name(route, sources[-1])}
    if kind == "stuck" and len(steps) > 2:  # noqa: PLR2004  (more than two: a circle)
        kind = "stuck-round"
        named["steps"] = _listed([_name(route, step) for step in steps[1:]])
    if not answers:
        return say(f"analysis.soundness-{kind}", **named)
    said = _listed([_answer(route, *answer) for answer in answers[-_MOST_ANSWERS:]])
    return say(f"analysis.soundness-{kind}-if", answers=said, **named)


def _answer(route: Route, step: str, target: str) -> str:
    """Say one answer: what is answered where, or which way is taken."""
    link = next((link for link in route.steps[step].links if link.to == target), None)
    if link and link.when:
        return say("analysis.soundness-answer", answer=link.when, step=_name(route, step))
    return say("analysis.soundness-way", target=_name(route, target), step=_name(route, step))


def _name(route: Route, step: str) -> str:
    return str(route.steps[step].title)


def _listed(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return say("analysis.and", first=", ".join(parts[:-1]), last=parts[-1])
