"""Hold durations, shares, rates, counts and prices, exact or uncertain: parse, mean, draw, print.

A quantity has one number (exact), two (a range, taken as uniform) or three (lowest, likely,
highest, taken as PERT). Numbers are kept in the base unit of their kind: days, shares from 0 to 1,
events per calendar day, units of a currency. What an analysis works out is worded here too.

References
----------
.. [1] Malcolm, D. G., Roseboom, J. H., Clark, C. E., Fazar, W. (1959). Application of a technique
   for research and development program evaluation. *Operations Research* 7(5), 646-669.
   https://doi.org/10.1287/opre.7.5.646 (the PERT mean (a + 4b + c) / 6)
"""

from __future__ import annotations

from rutas.quantity.amounts import Count, Hazard, Rate, Share
from rutas.quantity.base import Quantity
from rutas.quantity.money import Money, Upkeep
from rutas.quantity.time import Age, Duration
from rutas.quantity.units import MONTH, WEEK, YEAR
from rutas.quantity.words import (
    UNKNOWN,
    figure,
    in_every,
    money,
    per_period,
    percent,
    points,
    short_money,
    short_span,
    span,
    span_between,
)

__all__ = [
    "MONTH",
    "UNKNOWN",
    "WEEK",
    "YEAR",
    "Age",
    "Count",
    "Duration",
    "Hazard",
    "Money",
    "Quantity",
    "Rate",
    "Share",
    "Upkeep",
    "figure",
    "in_every",
    "money",
    "per_period",
    "percent",
    "points",
    "short_money",
    "short_span",
    "span",
    "span_between",
]
