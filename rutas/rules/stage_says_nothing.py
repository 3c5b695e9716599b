"""Find stages whose names say nothing of what happens in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rutas.model.text import slug
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

_EMPTY = re.compile(
    r"(?:(?:primera|segunda|tercera|cuarta|quinta)-)?(?:etapa|fase|parte|momento|bloque|stage)"
    r"(?:-(?:n-)?(?:[0-9]+|[ivx]+|[a-d]|uno|dos|tres|cuatro|cinco|unica|final|inicial))?"
)


def find(case: Case) -> Iterator[Finding]:
    """Yield stages that are only numbered, and stages of one name with an earlier one."""
    seen: set[str] = set()
    for number, stage in enumerate(case.route.stages):
        name = slug(stage.name)
        if _EMPTY.fullmatch(name) or name in seen:
            yield Finding(("stages", number, "name"), {"stage": stage.name})
        seen.add(name)


RULE = Rule("R106", "stage-says-nothing", "info", find)
