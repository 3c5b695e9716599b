"""Know which signs can be printed: those that every weight of the drawings' font has.

The rules stand below the drawings and cannot ask the font; a test holds the two together.
"""

from __future__ import annotations

__all__ = ["PRINTED"]

_RANGES = """
    20-7e a0-131 134-149 14c-165 168-17e 180 18f 192 1a0-1a1 1af-1b0 1cd-1dc 1e6-1e7 1ea-1eb 218-21b 237
    243 251 259 261 2b0 2b2-2b3 2b7-2b9 2bb-2bc 2be-2bf 2c6-2cc 2d8-2dd 2e1-2e3 300-304 306-30c 30f
    312-313 31b 323-324 326-328 32e 331 3c0 1d43 1d47-1d49 1d4d 1d4f-1d50 1d52 1d56-1d58 1d5b 1d9c 1da0
    1dbb 1e06-1e07 1e0c-1e0f 1e16-1e17 1e20-1e21 1e24-1e25 1e2a-1e2b 1e34-1e3b 1e42-1e49 1e52-1e53
    1e5a-1e63 1e6c-1e6f 1e80-1e85 1e8e-1e8f 1e92-1e93 1e97 1e9e 1ea0-1ef9 2007 2012-2015 2018-201a
    201c-201e 2020-2022 2026 202f-2030 2032-2033 2039-203a 2044 2070-2071 2074-2079 207d-2089 208d-208e
    2094 20a1 20a4 20a6-20a7 20ab-20ac 20b1-20b2 20b5 20b9-20ba 2113 2117 2120 2122 2126 212e 2153-2154
    215b-215e 2190-2193 2202 2206 220f 2211-2212 2215 2219-221a 221e 222b 2248 2260 2264-2265 231c-231f
    25a0 25b2-25b3 25b6-25b7 25bc-25bd 25c0-25c1 25c6 25c9-25ca 2610-2611 266a 2713 2752 2e22-2e25
    fb00-fb02
"""
# What is drawn by another sign that looks the same: the hyphens of word processors, the Guaraní puso.
_DRAWN_AS = "\u2010\u2011\ua78c"


def _span(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


PRINTED = frozenset(chr(code) for text in _RANGES.split() for code in _span(text)) | {
    *_DRAWN_AS,
    "\n",
    "\t",
}
"""Every sign of which a drawing shows more than a box."""
