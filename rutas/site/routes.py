"""Tell of a route as the page shows it: its steps, figures, critical points, and what is kept on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.analysis import analyse
from rutas.answers import critical, steps
from rutas.answers.sources import cited
from rutas.answers.words import letters
from rutas.model.choice import choice_word
from rutas.prose.report import reasons_told, stakes_told, summary_told
from rutas.prose.step import share_words
from rutas.rules import rule
from rutas.site.data import Ages, Finding, Route, Stage, WayIn
from rutas.site.local import Said
from rutas.site.steps import Teller

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.model import Route as Given
    from rutas.model import Text
    from rutas.rules.engine.examine import Silenced
    from rutas.site.territories import Doors
    from rutas.site.wording import Wording

__all__ = ["route"]


def route(
    given: Given, wording: Wording, doors: Doors, *,
    silenced: Iterable[Silenced] = (), changes: Sequence[str] | None = None,
    drawings: Mapping[str, Sequence[str]] | None = None,
) -> Route:  # fmt: skip
    """Return a route as the page shows it, in the language that is spoken.

    Parameters
    ----------
    given, wording, doors
        The route, the languages of the page, and who serves its steps.
    silenced
        What the rules find in the book and its authors keep.
    changes
        What changed since another version, a sentence each.
    drawings
        By kind, the files of its drawings that stand beside the page.
    """
    found = analyse(given)
    measured, points = steps.answer(found), critical.answer(found).points
    together = measured.weighted.completion if measured.weighted else None
    teller = Teller(
        given, wording, doors,
        {one.id: one for one in measured.steps}, {one.step: one for one in points},
    )  # fmt: skip
    return Route(
        id=given.id,
        name=wording.said(given.name),
        ages=Ages(from_=given.ages.from_, to=given.ages.to) if given.ages else None,
        status=choice_word("status", given.status),
        official=given.official,
        revised=None if given.revised is None else str(given.revised),
        narrative=tuple(_paragraphs(given.narrative, wording)),
        ways_in=tuple(_ways_in(given, wording)),
        stages=tuple(
            Stage(
                id=stage.id,
                letter=letters(place),
                name=wording.said(stage.name),
                narrative=wording.said(stage.narrative) if stage.narrative else None,
                steps=tuple(step.id for step in stage.steps),
            )
            for place, stage in enumerate(given.stages)
        ),
        steps=teller.steps(),
        totals=measured.totals,
        coverage=measured.coverage,
        summary=tuple(summary_told(found, together)),
        critical=points,
        told={
            point.step: (*reasons_told(found, point), *stakes_told(found, point))
            for point in found.points
        },
        findings=tuple(_finding(one) for one in silenced if one.problem.route == given.id),
        sources=cited(given),
        changes=None if changes is None else tuple(changes),
        drawings={kind: tuple(files) for kind, files in (drawings or {}).items()},
    )


def _paragraphs(text: Text | None, wording: Wording) -> Iterable[Said]:
    if text is not None:
        said = wording.said(text)
        for part in said.text.split("\n\n"):
            yield Said(text=" ".join(part.split()), lang=said.lang)


def _ways_in(given: Given, wording: Wording) -> Iterable[WayIn]:
    for place, (way, share) in enumerate(zip(given.ways_in, given.way_in_shares, strict=True)):
        said = share_words(share, given.ways_in, place, wording.lang).strip(" ()")
        yield WayIn(
            to=way.to,
            name=wording.said(way.name) if way.name else None,
            share=said or None,
            continues=way.continues,
        )


def _finding(one: Silenced) -> Finding:
    problem = one.problem
    known = rule(problem.rule)
    name = f"{known.code} {known.name}" if known else problem.rule
    return Finding(rule=name, text=problem.message, step=problem.step, reason=str(one.reason))
