"""Say without which steps and which actors nobody completes a route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Names = Sequence[str]

__all__ = ["needed_sentences"]


def needed_sentences(
    must_pass: Names, undecided: int, alone: Names | None, cut: Sequence[Names] | None,
    *, nobody: bool, step: Callable[[str], str], actor: Callable[[str], str],
) -> Iterator[str]:  # fmt: skip
    """Say without which steps and which actors nobody completes.

    Parameters
    ----------
    must_pass
        The steps without which nobody completes.
    undecided
        Of how many steps that is not decided.
    alone
        The actors whose closing alone leaves nobody who completes; ``None`` where not decided.
    cut
        The smallest sets of actors of which that is so; ``None`` where not decided.
    nobody
        Whether nobody completes anyway: then nothing more is said.
    step, actor
        Write the name of one, in the manner of the page.
    """
    from rutas.analysis.cuts import MOST_CUTS

    if nobody:
        yield say("analysis.nobody-completes")
        return
    if must_pass:
        yield say("analysis.must-pass", steps=", ".join(map(step, must_pass)))
    elif not undecided:
        yield say("analysis.no-must-pass")
    if undecided:
        yield say("analysis.must-pass-unknown", count=undecided)
    if alone:
        yield say("analysis.actors-alone", count=len(alone), actors=", ".join(map(actor, alone)))
    elif cut:
        sets = "; ".join(" + ".join(map(actor, some)) for some in cut)
        more = say("analysis.up-to-ten") if len(cut) >= MOST_CUTS else ""
        key = "actor-cuts" if len(cut) > 1 else "actor-cut"
        yield say(f"analysis.{key}", size=len(cut[0]), sets=sets, more=more)
    elif alone is None or cut is None:
        yield say("analysis.actors-unknown")
