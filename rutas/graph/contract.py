"""Name what the nodes, links and graphs carry: the one contract of attribute names, types and units.

An attribute that is absent is unknown. Values are texts, numbers, truth values or lists of texts, so
that every graph goes through GraphML and JSON and comes back the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GRAPH", "LINK", "NODE", "VIEWS", "Attribute", "listed"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of the contract.

    Attributes
    ----------
    type
        ``str``, ``int``, ``float``, ``bool`` or ``list`` (of texts).
    unit
        The unit of a number, or nothing.
    meaning
        What it says.
    """

    type: type
    unit: str
    meaning: str


def _table(text: str) -> Mapping[str, Attribute]:
    types = {kind.__name__: kind for kind in (str, int, float, bool, list)}
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return {name: Attribute(types[kind], unit, meaning) for name, kind, unit, meaning in rows}


VIEWS = ("flow", "stages", "actors", "channels", "documents", "everything")
"""The graphs that a route has."""

GRAPH: Mapping[str, Attribute] = _table(
    """
    rutas     | str |  | the version that made the graph
    route     | str |  | the route's id
    name      | str |  | the route's name
    view      | str |  | which of the views it is
    """
)
"""What a graph itself carries."""

NODE: Mapping[str, Attribute] = _table(
    """
    kind       | str   |        | step stage actor channel document service
    name       | str   |        | what people call it
    question   | str   |        | what a decision asks
    narrative  | str   |        | what happens there
    order      | int   |        | place in the file, from 0
    stage      | str   |        | id of the step's stage
    actor      | str   |        | who answers for the step
    actors     | list  |        | all who take part
    institution| str   |        | who answers for the actor
    sector     | str   |        | the actor's sector of policy
    level      | str   |        | local district department national
    channel    | str   |        | the usual way of attending
    channels   | list  |        | all ways of attending
    channel_kind | str |        | in-person home-visit school mobile-unit phone online mail
    involvement| str   |        | direct or indirect
    services   | list  |        | services of the package that the step delivers
    requires   | list  |        | documents asked for; "a/b" one of them, "a?" only welcome
    produces   | list  |        | documents that she leaves with
    wait       | str   |        | the wait as written
    wait_days  | float | day    | its mean
    takes      | str   |        | the attention as written
    takes_days | float | day    | its mean
    dropout    | str   |        | who leaves here, as written
    dropout_share | float | share of 1 | its mean
    leaves     | str   |        | of those who wait, who gives up in a time, as written
    leaves_per_day | float | share of 1 per day | its mean
    patience   | str   |        | how long people wait before they give up, as written
    patience_days | float | day | its mean
    capacity   | str   |        | people whom it can attend, as written
    capacity_per_day | float | people per day | its mean
    overbook   | str   |        | by what part more places are given, as written
    overbook_share | float | share of 1 | its mean
    no_show    | str   |        | of those who have a place, who doesn't come, as written
    no_show_share | float | share of 1 | its mean
    tries      | str   |        | places given in all to who doesn't come, as written
    tries_mean | float | places | its mean
    lead       | str   |        | how long the result takes, as written
    lead_days  | float | day    | its mean
    cost       | str   |        | what the family pays, as written
    cost_amount| float | units of the currency | its mean
    from       | str   |        | not before this age, as written
    from_days  | float | day of age | its mean
    by         | str   |        | due by this age, as written
    by_days    | float | day of age | its mean
    within     | str   |        | due so long after getting here, as written
    within_days| float | day    | its mean
    late       | str   |        | id of the step where she goes who has not finished in time
    times      | str   |        | visits of a series, as written
    times_mean | float | visits | their mean
    every      | str   |        | from one visit to the next, as written
    every_days | float | day    | its mean
    critical   | str   |        | the committee's own finding
    join       | str   |        | any or all
    missing    | str   |        | id of the step where she goes who lost a branch before this join
    urgent     | bool  |        | whether it is served before others
    sensitive  | bool  |        | whether it stays off what a family carries home
    custody    | str   |        | id of the actor that keeps the record
    valid      | str   |        | how long the document holds, as written
    valid_days | float | day    | its mean
    parallel   | bool  |        | whether all of its links are taken
    decision   | bool  |        | whether it asks a question
    outcome    | str   |        | the outcome with which the route ends here
    success    | bool  |        | whether that outcome is a success
    entry_share| float | share of 1 | people who enter the route here
    entry_days | float | day of age | their mean age on entering
    steps      | int   | steps  | in a folded view, how many steps it stands for
    """
)
"""What a node carries; which of them depends on its ``kind``."""

LINK: Mapping[str, Attribute] = _table(
    """
    relation | str   |            | next, missing, late, in, attends, by, requires, produces, delivers
    when     | str   |            | the answer that takes a person this way
    name     | str   |            | what happens on the way
    share    | float | share of 1 | of those who leave the step, how many go this way
    parallel | bool  |            | whether it is taken together with its brothers
    handover | str   |            | self referral accompanied system
    urgent   | bool  |            | whether whoever comes this way is served before others
    document | str   |            | the document that is carried along the link
    optional | bool  |            | whether the document is only welcome
    links    | int   | links      | in a folded view, how many links it stands for
    by_self | int | links      | of them, how many she goes on her own
    by_referral | int | links      | of them, how many with a paper
    by_accompanied | int | links     | of them, how many she is taken along
    by_system | int | links      | of them, how many the institutions exchange
    """
)
"""What a link carries."""


def listed(name: str) -> bool:
    """Tell whether an attribute is a list of texts.

    >>> listed("channels"), listed("channel")
    (True, False)
    """
    return name in NODE and NODE[name].type is list
