"""Know the signs that nobody sees.

References
----------
.. [1] The Unicode Consortium. *Unicode Character Database*, DerivedCoreProperties.txt:
   Default_Ignorable_Code_Point. https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
"""

from __future__ import annotations

__all__ = ["HIDDEN"]

HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff"
)
"""Signs that nobody sees, as a class of a pattern.

Controls but for ends of lines and tabulations, other ends of lines and of paragraphs, what Unicode tells to
ignore by default [1]_ (marks of direction and of format, fillers, the tags, which spell a text), halves of
pairs, and what is no character. What only chooses how the sign before it looks (U+FE00 to U+FE0F) is none.
"""
