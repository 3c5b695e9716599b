"""Read the rules' pages: what a rule is for, in two languages, with a bad example and a good one.

A page is Markdown, named as its rule, with four sections::

    ## es · Título
    Por qué importa.
    ## en · Title
    Why it matters.
    ## bad
    ```yaml
    steps: …
    ```
    ## good

An example shows only what matters: keys of a route, its steps under ``steps``. Where several files
matter, each block names its own after ``yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from rutas.locale import language

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Page", "page"]

_SECTION = re.compile(r"^## (es|en|bad|good)(?: · (.*))?$", re.MULTILINE)
_BLOCK = re.compile(r"^```yaml(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be known of a rule.

    Attributes
    ----------
    titles, texts
        By language.
    bad, good
        Examples: the YAML of each file, by its name.
    """

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    bad: Mapping[str, str]
    good: Mapping[str, str]

    @property
    def title(self) -> str:
        """The rule in a few words, in the language that is spoken."""
        return self.titles[language()]

    @property
    def text(self) -> str:
        """Why it matters, in the language that is spoken."""
        return self.texts[language()]


def page(name: str, folder: str = "rutas.rules") -> Page:
    """Return the page of a rule.

    Parameters
    ----------
    name
        The rule's name.
    folder
        The package of the rules that it belongs to.

    Raises
    ------
    FileNotFoundError
        If the rule has none: a mistake of the program, not of its user.

    Examples
    --------
    >>> page("unreachable-step").title
    'Un paso al que nadie llega'
    """
    text = files(folder).joinpath(f"pages/{name}.md").read_text(encoding="utf-8")
    parts = _SECTION.split(text)[1:]
    sections = {
        kind: (title, body.strip()) for kind, title, body in zip(*[iter(parts)] * 3, strict=True)
    }
    return Page(
        {lang: sections[lang][0] for lang in ("es", "en")},
        {lang: sections[lang][1] for lang in ("es", "en")},
        _blocks(sections["bad"][1]),
        _blocks(sections["good"][1]),
    )


def _blocks(body: str) -> dict[str, str]:
    return {name or "ejemplo.yaml": yaml for name, yaml in _BLOCK.findall(body + "\n")}
