"""Know the sizes of paper."""

from __future__ import annotations

from dataclasses import dataclass

from rutas.errors import UsageError
from rutas.layout.geometry import Rect
from rutas.locale import say

__all__ = ["PAPERS", "Paper", "paper"]

_POINTS = 72 / 25.4  # points in a millimetre
_SIZES = {"a5": (148, 210), "a4": (210, 297), "a3": (297, 420), "a2": (420, 594), "a1": (594, 841)}
# Type and pens grow with the sheet: a wall chart is read from farther away.
_SCALES = {"a5": 1.0, "a4": 1.0, "a3": 1.16, "a2": 1.55, "a1": 2.2}


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
    """

    name: str
    width: float
    height: float
    scale: float = 1.0

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
    for name, (short, long) in _SIZES.items():
        papers[name] = Paper(name, short * _POINTS, long * _POINTS, _SCALES[name])
        across = f"{name}-landscape"
        papers[across] = Paper(across, long * _POINTS, short * _POINTS, _SCALES[name])
    return papers


PAPERS = _all()
"""Every paper by its name."""


def paper(name: str) -> Paper:
    """Return a paper by its name.

    Raises
    ------
    UsageError
        If there is no such paper.

    Examples
    --------
    >>> paper("a4").millimetres, round(paper("a3-landscape").width, 2)
    ((210.0, 297.0), 1190.55)
    """
    try:
        return PAPERS[name]
    except KeyError:
        raise UsageError(
            say("diagram.unknown-paper", given=name, known=", ".join(PAPERS))
        ) from None
