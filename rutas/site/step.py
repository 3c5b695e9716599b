"""The rows of the page's document that tell of a step: when it is due, where, with which papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rutas.answers.row import Rank, row
from rutas.answers.steps import Step as Measures
from rutas.site.local import Door, Said

__all__ = ["Figure", "Link", "Need", "RouteStep", "Window"]


@row
class Window:
    """When a step is due, in days of age: from birth on, below 0 before it.

    Attributes
    ----------
    opens
        The age that the route gives it, or else that at which half of those who get there have.
    by
        The age by which it is due; left out where the route sets none.
    until
        Its last age: its deadline, or else the laxest of those of what comes after it, or else the end of the
        route's ages; never before it opens.
    """

    opens: float
    by: float | None = None
    until: float


@row
class Need:
    """A paper that a step asks for.

    Attributes
    ----------
    papers
        Ids of papers of which one is enough.
    optional
        Whether it only helps: nobody is turned away without it.
    """

    papers: tuple[str, ...]
    optional: bool


@row
class Link:
    """A way from a step to another of its route.

    Attributes
    ----------
    to
        The step's id.
    when
        The answer of a decision that leads there.
    name
        What happens on the way.
    share
        The share of people who go this way, in words; left out where all do.
    handover
        How a person gets from one actor to the next; left out where one actor attends both.
    exit
        ``late`` is the way of who missed the deadline, ``missing`` of who lost a branch.
    back
        Whether it leads back to a step that stands before, or to itself.
    """

    to: str
    when: Said | None = None
    name: Said | None = None
    share: str | None = None
    handover: Literal["self", "referral", "accompanied", "system"] | None = None
    exit: Literal["late", "missing"] | None = None
    back: bool


@row
class Figure:
    """A figure of a step, as the book gives it.

    Attributes
    ----------
    field
        The key of the format: ``wait``, ``takes``, ``dropout``.
    words
        The figure with its unit.
    basis
        What it rests on.
    source
        The id of the source or norm; left out where it is an estimate.
    """

    field: str
    words: str
    basis: Literal["measured", "proxy", "norm", "estimate"]
    source: str | None = None


@row
class RouteStep:
    """A step of a route.

    Attributes
    ----------
    id, number, stage
        Its id, its number in the route, and its stage's id.
    name, beside
        What people call it; the same in the language that stands beside the page's, where the book has it.
    question
        Whether it is a decision.
    narrative
        What happens.
    family
        Whether a family goes through it itself, and nothing of it is sensitive: what its view tells.
    sensitive
        Whether nothing that a family carries home shows it.
    keywords
        Further words by which people look for it.
    window
        When it is due; left out where nothing tells.
    when
        From which age, by which age and how often, a sentence each.
    only_if
        The answer of a decision without which nobody gets there, in a sentence; left out where there is none.
    who, institution, channels
        Who attend, the first of whom answers for it; that one's institution; how.
    needs, gives
        The papers that it asks for, and the ids of those that it hands over.
    times, cost
        How long the wait and the attention are, and what the family pays, in words.
    otherwise
        What to do if it goes wrong, a sentence each.
    links
        What comes after it; none where the route ends here.
    parallel, join
        Whether all of its links are taken, side by side; whether it waits for all branches.
    outcome
        Where the route ends here: the outcome's name.
    figures
        The figures that the book gives.
    doors
        By territory, the points that serve it.
    takes
        How many minutes of one span of opening hours it needs, on the mean.
    measures
        What the analysis found, as the answer to ``steps`` says.
    facets
        What it can be selected by: by attribute of the selectors, its values.
    """

    id: str
    number: Rank
    stage: str
    name: Said
    beside: Said | None = None
    question: bool
    narrative: Said | None = None
    family: bool
    sensitive: bool
    keywords: tuple[str, ...]
    window: Window | None = None
    when: tuple[str, ...]
    only_if: str | None = None
    who: tuple[Said, ...]
    institution: Said | None = None
    channels: tuple[Said, ...]
    needs: tuple[Need, ...]
    gives: tuple[str, ...]
    times: tuple[str, ...]
    cost: str | None = None
    otherwise: tuple[str, ...]
    links: tuple[Link, ...]
    parallel: bool
    join: bool
    outcome: Said | None = None
    figures: tuple[Figure, ...]
    doors: Mapping[str, tuple[Door, ...]]
    takes: float
    measures: Measures
    facets: Mapping[str, tuple[str, ...]]
