"""Join the modules of the page into the one script that stands in it: a file has nothing to import from.

Modules name what they give with ``export`` and take it from each other by imports of one line; every name at
the top of a module is the only one of all.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["joined", "module"]

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?P<file>[a-z]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?(function|const|class) )", re.MULTILINE)
_KEPT = (
    r'(?P<kept>"(?:[^"\\\n]|\\.)*"|'
    r"'(?:[^'\\\n]|\\.)*'|"
    r"`(?:[^`\\$]|\\.|\$(?!\{)|\$\{(?:[^`}]|`[^`]*`)*\})*`|"
    r"(?:(?<=[(,=])|(?<=[,=?:&|] )|(?<=return ))/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/)"
)  # texts, the values in them with texts of their own; patterns
_REMARK = re.compile(rf"{_KEPT}|[ ]*//[^\n]*|/\*.*?\*/", re.DOTALL)
_AIR = re.compile(
    rf"{_KEPT}|;\s*(?=\}})|(?<=[{{(\[,;=&|?:<>!*%+/-])\s+(?![+/-])|\s+(?=[.}})\],;?:&|=<>*%])"
    r"|(?<![+/-])[ ]+(?=[{(\[!+/-])|(?<=[)\]}])[ ]+|^\s+",
    re.DOTALL | re.MULTILINE,
)  # the sign that ends a block's last statement; a blank beside a sign; the end of a line that must go on


def module(name: str) -> str:
    """Return the text of a module.

    >>> module("age").startswith("// What is due at an age.")
    True
    """
    return (files("rutas.site") / "page" / f"{name}.js").read_text(encoding="utf-8")


def joined(names: Iterable[str]) -> str:
    """Return modules and those that they import, each once and after what it imports, as one script.

    Remarks are left out, and the blanks that only please the eye; texts and patterns stay as they are.

    Examples
    --------
    >>> script = joined(["hours"])
    >>> script.index("function dayNumber") < script.index("function doorAt"), "import " in script
    (True, False)
    """
    found: dict[str, str] = {}
    for name in names:
        _join(name, found)
    return "\n".join(found.values())


def _join(name: str, found: dict[str, str]) -> None:
    if name in found:
        return
    text = module(name)
    for match in _IMPORT.finditer(text):
        _join(match["file"], found)
    found[name] = _bare(_EXPORT.sub("", _IMPORT.sub("", text)))


def _bare(text: str) -> str:
    r"""Leave out of a script what only people read.

    >>> _bare('let sum = a - -b; // both\nconst word = /[/ ]+ x/;\nsay(`${sum} : ${word || "a = b"}`);')
    'let sum=a- -b;const word=/[/ ]+ x/;say(`${sum} : ${word || "a = b"}`);'
    """
    for idle in (_REMARK, _AIR):
        text = idle.sub(lambda match: match["kept"] or "", text)
    return text
