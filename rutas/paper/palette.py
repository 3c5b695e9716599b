"""Choose inks: a field of work by colour, and never by colour alone.

An ink is drawn on white and on its own *ground*, the ink thinned to 12 %. Every ink keeps at least
4.5 : 1 on both (WCAG 2.1, success criterion 1.4.3), which a test computes.

References
----------
.. [1] W3C (2018). Web Content Accessibility Guidelines 2.1, relative luminance and contrast ratio.
   https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.errors import UsageError
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["THEMES", "Theme", "contrast", "mix", "theme"]

_SECTORS = {
    "comunidad": "#5a4400",
    "salud": "#00664e",
    "identidad": "#a34a00",
    "educacion": "#a03f74",
    "proteccion": "#4a2378",
    "ingresos": "#0069a5",
    "trabajo": "#6b2d3e",
    "gobierno": "#2b2b2b",
    "hospital": "#0a3a5c",
}
_OTHER = "#5a5a5a"


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(ink: str, share: float, paper: str = "#ffffff") -> str:
    """Thin an ink with the colour of the paper.

    >>> mix("#000000", 0.12)
    '#e0e0e0'
    """
    pairs = zip(_rgb(ink), _rgb(paper), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  (the constants of sRGB)

    red, green, blue = (linear(value) for value in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 [1]_.

    >>> contrast("#000000", "#ffffff"), round(contrast("#767676", "#ffffff"), 2)
    (21.0, 4.54)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _grey(colour: str) -> str:
    """Return the grey that is as bright as a colour, dark enough to read on its ground."""
    part = _luminance(colour)
    value = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004  (the constants of sRGB)
    level = min(round(value * 255), 0x4C)
    return f"#{level:02x}{level:02x}{level:02x}"


@dataclass(frozen=True)
class Theme:
    """The inks of a sheet.

    Attributes
    ----------
    name
        ``colour``, ``grey`` or ``high-contrast``.
    text, muted
        What texts are written in, and what stands behind the main thing.
    rule, band, band_alt
        Thin lines; the grounds of stages, in turn.
    stage, stage_alt
        The heads of stages, in turn; white is written on them.
    critical, returns, highlight
        Critical points, links that go back, and what the reader asked to be marked.
    added, removed, changed
        Before and after.
    pen
        How much wider every pen is.
    ground_share
        How much of an ink is in its ground.
    inks, other
        The ink of each field of work, and of any other.
    """

    name: str
    text: str = "#1a1a1a"
    muted: str = "#565656"
    rule: str = "#8c8c8c"
    band: str = "#f3f3f3"
    band_alt: str = "#ffffff"
    stage: str = "#2a2a2a"
    stage_alt: str = "#545454"
    critical: str = "#b3261e"
    returns: str = "#00558c"
    highlight: str = "#ffd84d"
    added: str = "#00664e"
    removed: str = "#b3261e"
    changed: str = "#7b1fa2"
    pen: float = 1.0
    ground_share: float = 0.12
    inks: Mapping[str, str] = field(default_factory=lambda: _SECTORS)
    other: str = _OTHER

    def ink(self, sector: str | None) -> str:
        """Return the ink of a field of work."""
        return self.inks.get(sector or "", self.other)

    def of_change(self, change: str) -> str:
        """Return the ink of what was ``added``, ``removed`` or ``changed``.

        >>> colour = theme("colour")
        >>> colour.of_change("added") == colour.added
        True
        """
        return {"added": self.added, "removed": self.removed}.get(change, self.changed)

    def ground(self, ink: str) -> str:
        """Return the ground of an ink: a tint of it."""
        return mix(ink, self.ground_share)


def _themes() -> dict[str, Theme]:
    colour = Theme("colour")
    grey = Theme(
        "grey",
        critical="#3c3c3c",
        returns="#1a1a1a",
        highlight="#d9d9d9",
        added="#1a1a1a",
        removed="#4c4c4c",
        changed="#333333",
        inks={sector: _grey(ink) for sector, ink in _SECTORS.items()} | {"hospital": "#303030"},
        other="#4c4c4c",
    )
    black = "#000000"
    high = Theme(
        "high-contrast",
        text=black,
        muted=black,
        rule=black,
        band="#ffffff",
        stage=black,
        stage_alt=black,
        critical="#8b0000",
        returns="#00007a",
        highlight="#ffe600",
        added="#004d00",
        removed="#8b0000",
        changed="#4b0082",
        pen=1.5,
        ground_share=0.0,
        inks=dict.fromkeys(_SECTORS, black),
        other=black,
    )
    return {theme.name: theme for theme in (colour, grey, high)}


THEMES = _themes()
"""Every theme by its name."""


def theme(name: str) -> Theme:
    """Return a theme by its name.

    Raises
    ------
    UsageError
        If there is no such theme.

    Examples
    --------
    >>> theme("grey").returns
    '#1a1a1a'
    """
    try:
        return THEMES[name]
    except KeyError:
        raise UsageError(
            say("diagram.unknown-theme", given=name, known=", ".join(THEMES))
        ) from None
