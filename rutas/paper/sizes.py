"""Know the sizes of paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rutas.errors import UsageError
from rutas.layout.geometry import Rect
from rutas.locale import say

__all__ = ["PAPERS", "POSTERS", "Paper", "paper", "poster_sheets"]

_AT_TABLE = 1200.0  # points: larger sheets hang on a wall
_POINTS = 72 / 25.4  # points in a millimetre
# Millimetres upright; type and pens grow with the sheet: a wall chart is read from farther away.
_SIZES = {
    "a5": (148, 210, 1.0),
    "a4": (210, 297, 1.0),
    "a3": (297, 420, 1.16),
    "a2": (420, 594, 1.55),
    "a1": (594, 841, 2.2),
    "letter": (215.9, 279.4, 1.0),
    "oficio": (216, 330, 1.0),
}


@dataclass(frozen=True)
class Paper:
    """A sheet of paper, in points.

    Attributes
    ----------
    name
        ``a4``, ``a4-landscape`` …
    width, height
        Its exact size in points (1/72 inch).
    scale
        How much larger than on A4 type and pens are: 1 on A4.
    enlarged
        Whether it becomes a poster.
    """

    name: str
    width: float
    height: float
    scale: float = 1.0
    enlarged: bool = False

    @property
    def on_wall(self) -> bool:
        """Whether it is read from farther away than at a table."""
        return self.enlarged or max(self.width, self.height) > _AT_TABLE

    @property
    def landscape(self) -> bool:
        """Whether it lies across."""
        return self.width > self.height

    @property
    def margin(self) -> float:
        """What a printer leaves white, in points."""
        return 20.0 + 6 * (self.scale - 1)

    @property
    def printable(self) -> Rect:
        """What a printer reaches, in the sheet's own unit: a point on A4, `scale` points here.

        >>> PAPERS["a4"].printable.top, round(PAPERS["a3"].printable.top, 2)
        (20.0, 18.07)
        """
        whole = Rect(0.0, 0.0, self.width / self.scale, self.height / self.scale)
        return whole.inset(self.margin / self.scale)

    @property
    def millimetres(self) -> tuple[float, float]:
        """Its width and height in millimetres."""
        return round(self.width / _POINTS, 3), round(self.height / _POINTS, 3)


def _all() -> dict[str, Paper]:
    papers = {}
    for name, (short, long, scale) in _SIZES.items():
        papers[name] = Paper(name, short * _POINTS, long * _POINTS, scale)
        across = f"{name}-landscape"
        papers[across] = Paper(across, long * _POINTS, short * _POINTS, scale)
    return papers


PAPERS = _all()
"""Every paper by its name."""

POSTERS = {"poster": "a4", "poster-a4": "a4", "poster-a3": "a3"}
"""The posters: a sheet enlarged, and the paper that its parts are printed on."""

# How many times as wide and high as A3: no printer has to take it whole. What lies across is rows, one
# below the other.
_UPRIGHT = (1, 1), (1.2, 1.2), (1.4, 1.4), (1.7, 1.7), (2, 2)
_ACROSS = (1, 1), (1.2, 1.2), (1.4, 1.4), (1, 2.4), (1.2, 2.4), (1.4, 2.4), (2, 2)


def poster_sheets(*, landscape: bool) -> list[Paper]:
    """Return the sheets that may be enlarged to a poster, the smallest first: A3, and larger up to A1.

    Their type is that of A3, for all are enlarged by as much.

    >>> [round(one.millimetres[0]) for one in poster_sheets(landscape=False)]
    [297, 356, 416, 505, 594]
    """
    a3 = PAPERS["a3-landscape" if landscape else "a3"]
    sides = _ACROSS if landscape else _UPRIGHT
    sizes = ((a3.width * wide, a3.height * high) for wide, high in sides)
    return [replace(a3, width=wide, height=high, enlarged=True) for wide, high in sizes]


def paper(name: str) -> Paper:
    """Return a paper by its name, in letters of any size.

    Raises
    ------
    UsageError
        If there is no such paper.

    Examples
    --------
    >>> paper("A4").millimetres, round(paper("a3-landscape").width, 2)
    ((210.0, 297.0), 1190.55)
    """
    try:
        return PAPERS[name.casefold()]
    except KeyError:
        known = ", ".join([*PAPERS, *POSTERS])
        raise UsageError(say("diagram.unknown-paper", given=name, known=known)) from None
