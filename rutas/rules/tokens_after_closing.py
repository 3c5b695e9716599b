"""Find turns that are given out after the door has closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.hours import clock
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model.territory import Offer
    from rutas.reading.places import Loc
    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield points and services whose turns are given out when the last door of every day is shut."""
    for number, point in enumerate(case.territory.points):
        offers: list[tuple[Loc, Offer]] = [((), point.offer(None))]
        offers += [(("offers", name), point.offer(name)) for name, own in point.offers.items()
                   if own.tokens_at is not None]  # fmt: skip
        for place, offer in offers:
            closes = [span.closes for spans in case.days(offer.hours).values() for span in spans]
            if closes and offer.tokens_at is not None and offer.tokens_at >= max(closes):
                said = {"at": clock(offer.tokens_at), "closes": clock(max(closes))}
                loc = ("points", number, *place, "tokens_at")
                yield Finding(loc, {"point": point.name, **said})


RULE = Rule("R124", "tokens-after-closing", "warning", find, of="territory")
