"""Pick out what the page's scripts ask: when what is due, when doors are open, what the table filters by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rutas.answers.row import plain
from rutas.locale import keys, wording
from rutas.site.columns import MEASURES
from rutas.site.context import FACETS
from rutas.site.due import span_words
from rutas.version import __version__

if TYPE_CHECKING:
    from rutas.site.data import Site
    from rutas.site.step import RouteStep

__all__ = ["asked"]

_SPOKEN = "script-"


def asked(site: Site) -> str:
    r"""Return the data of the scripts as JSON that may stand in HTML: no sign in it begins markup.

    >>> from rutas.site.asked import _harmless
    >>> _harmless('{"a": "</script><!--"}')
    '{"a": "\\u003c/script\\u003e\\u003c!--"}'
    """
    data: dict[str, Any] = {
        "lang": site.lang,
        "rutas": __version__,
        "words": _words(site.lang),
        "spans": span_words(site.lang),
        "measures": MEASURES,
        "hours": [one.lines for one in site.hours],
        "calendar": site.calendar,
        "points": {
            f"{there.id}/{point.id}": {"place": point.place, "serves": point.serves}
            for there in site.territories
            for point in there.points
        },
        "ways": {
            there.id: {
                place.id: {
                    other.id: minutes
                    for other, minutes in zip(there.places, place.minutes, strict=True)
                    if minutes is not None
                }
                for place in there.places
            }
            for there in site.territories
        },
        "labels": {name: found for name, found in site.labels.items() if name in FACETS},
        "routes": [
            {"id": route.id, "ages": route.ages, "steps": list(map(_step, route.steps))}
            for route in site.routes
        ],
    }
    return _harmless(json.dumps(plain(data), ensure_ascii=False, separators=(",", ":")))


def _step(step: RouteStep) -> dict[str, Any]:
    return {
        "id": step.id,
        "family": step.family,
        "window": step.window,
        "facets": step.facets,
        "measures": [getattr(step.measures, name) for name in MEASURES],
        "next": list(dict.fromkeys(link.to for link in step.links)),
    }


def _words(lang: str) -> dict[str, str]:
    """Return the words that only scripts say, their places not filled."""
    return {
        name.removeprefix(_SPOKEN): wording(f"site.{name}", lang)
        for name in keys("site")
        if name.startswith(_SPOKEN)
    }


def _harmless(text: str) -> str:
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
