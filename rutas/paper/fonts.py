"""Know the one font that every picture uses, and hand out its files, its metrics and its subsets.

The font comes from a wheel (``font-source-sans-pro``), so that a text is as wide on every machine.
"""

from __future__ import annotations

import base64
import io
import logging
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BREAK",
    "FAMILY",
    "HYPHEN",
    "LACKING",
    "WEIGHTS",
    "Weight",
    "drawable",
    "environment",
    "folder",
    "name",
    "subset",
]

FAMILY = "Source Sans Pro"

Weight = Literal["regular", "semibold", "bold", "italic"]

WEIGHTS: dict[str, tuple[str, str, int, str]] = {
    "regular": ("SourceSansPro-Regular.ttf", FAMILY, 400, "normal"),
    "semibold": ("SourceSansPro-Semibold.ttf", f"{FAMILY} Semibold", 600, "normal"),
    "bold": ("SourceSansPro-Bold.ttf", f"{FAMILY} Bold", 700, "normal"),
    "italic": ("SourceSansPro-It.ttf", f"{FAMILY} Italic", 400, "italic"),
}
"""Each weight's file, its name for pango, and its weight and style for CSS."""

_USUAL = (
    " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,;:¡!¿?()[]/+-–—·%&'\"«»…ºª°▲"
    "ÁÉÍÓÚÜÑáéíóúüñÃẼĨÕŨỸãẽĩõũỹG̃g̃ʼ“”’₲€≠≥≤×\u00a0"
)


HYPHEN, BREAK = "\u00ad", "\u200b"
"""What a line ends in where a word is broken: shown as a hyphen, or not at all."""

LACKING = "☐"
"""What is drawn for a letter that the font does not have."""

_TWINS = {"\u2010": "-", "\u2011": "-", "\ua78c": "ʼ", "\ua78b": "ʼ", HYPHEN: "", BREAK: ""}
_DRAWN = str.maketrans(_TWINS)


def drawable(text: str) -> str:
    """Return a text with the letters that the font has for those that look alike.

    >>> drawable("0\u20114, mo\ua78cã"), drawable("for" + HYPHEN)
    ('0-4, moʼã', 'for-')
    """
    return text.translate(_DRAWN) + "-" * text.endswith(HYPHEN)


def name(weight: Weight) -> str:
    """Return the name under which pango finds a weight.

    >>> name("bold")
    'Source Sans Pro Bold'
    """
    return WEIGHTS[weight][1]


@cache
def folder() -> Path:
    """Return the folder that holds the font's files."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the package font-source-sans-pro is not installed")
    return Path(spec.origin).parent / "files"


def environment(home: Path) -> dict[str, str]:
    """Write to a folder what fontconfig reads, and return the variables by which Graphviz finds it.

    Graphviz then knows this font and no other. Only the TrueType files: the wheel holds each weight
    twice, and which of two equals is taken is not defined.
    """
    from xml.sax.saxutils import escape  # noqa: PLC0415  (only the engine's start needs it)

    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"<dir>{escape(str(folder()))}</dir>\n<cachedir>{escape(str(home / 'cache'))}</cachedir>\n"
        "<selectfont><rejectfont><glob>*.otf</glob></rejectfont></selectfont>\n</fontconfig>\n"
    )
    (home / "fonts.conf").write_text(text, encoding="utf-8")
    return {"FONTCONFIG_FILE": str(home / "fonts.conf"), "PANGOCAIRO_BACKEND": "fc"}


@cache
def face(weight: Weight) -> Any:
    """Open one weight's file with fontTools; its tables are read when they are first asked for."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (100 ms)

    return TTFont(_file(weight), lazy=True)


def _file(weight: Weight) -> io.BytesIO:
    """Read a weight's file into memory, so that no file stays open."""
    return io.BytesIO((folder() / WEIGHTS[weight][0]).read_bytes())


def subset(weight: Weight, characters: Iterable[str]) -> str:
    """Return a ``data:`` address of a woff2 font that holds only some characters of a weight.

    What Spanish and Guaraní need is always in it: so most sheets share one subset, made once.
    """
    return _subset(weight, "".join(sorted(set(characters) | set(_USUAL))))


@cache
def _subset(weight: Weight, characters: str) -> str:
    from fontTools import subset as cutter  # noqa: PLC0415  (only pictures need it)
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (heavy, and asked for once a process)

    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    options = cutter.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = ["*"]  # else every table is searched for the names that it uses
    options.recalc_timestamp = False
    font = TTFont(_file(weight), lazy=True, recalcTimestamp=False)
    worker = cutter.Subsetter(options)
    worker.populate(text=characters)
    worker.subset(font)
    font["name"].names = []
    target = io.BytesIO()
    font.flavor = "woff2"
    font.save(target, reorderTables=False)
    return "data:font/woff2;base64," + base64.b64encode(target.getvalue()).decode("ascii")
