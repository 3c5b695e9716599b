"""Say without which steps and which actors nobody completes a route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.words import actor_name, step_name
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.model import Route

    Names = Sequence[str]

__all__ = ["needed_sentences"]


def needed_sentences(
    route: Route, must_pass: Names, undecided: int, alone: Names | None, cut: Sequence[Names] | None
) -> Iterator[str]:  # fmt: skip
    """Say without which steps and which actors nobody completes; or that nobody does anyway.

    Parameters
    ----------
    route
        The route.
    must_pass
        The steps without which nobody completes.
    undecided
        Of how many steps that is not decided.
    alone
        The actors whose closing alone leaves nobody who completes; ``None`` where not decided.
    cut
        The smallest sets of actors of which that is so; ``None`` where not decided.
    """
    from rutas.analysis.cuts import MOST_CUTS
    from rutas.analysis.structure import nobody_completes

    def named(actors: Names) -> list[str]:
        return [actor_name(route, name) for name in actors]

    if nobody_completes(route):
        yield say("analysis.nobody-completes")
        return
    if must_pass:
        yield say("analysis.must-pass", steps=", ".join(step_name(route, one) for one in must_pass))
    elif not undecided:
        yield say("analysis.no-must-pass")
    if undecided:
        yield say("analysis.must-pass-unknown", count=undecided)
    if alone:
        yield say("analysis.actors-alone", count=len(alone), actors=", ".join(named(alone)))
    elif cut:
        sets = "; ".join(" + ".join(named(some)) for some in cut)
        more = say("analysis.up-to-ten") if len(cut) >= MOST_CUTS else ""
        key = "actor-cuts" if len(cut) > 1 else "actor-cut"
        yield say(f"analysis.{key}", size=len(cut[0]), sets=sets, more=more)
    elif alone is None or cut is None:
        yield say("analysis.actors-unknown")
