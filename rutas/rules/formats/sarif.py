"""Write a report as SARIF 2.1.0, which code hosts and editors show beside the lines.

References
----------
.. [1] OASIS (2020). Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
   https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rutas.rules.engine.explain import explain
from rutas.version import __version__

if TYPE_CHECKING:
    from rutas.errors import Problem
    from rutas.rules.engine.examine import Report

__all__ = ["sarif"]

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(report: Report) -> str:
    """Return the JSON of a report; what is kept on purpose is there as suppressed, with the reason.

    Examples
    --------
    >>> import json
    >>> from rutas.rules.engine.examine import Report
    >>> json.loads(sarif(Report(())))["version"]
    '2.1.0'
    """
    problems = [*report.problems, *(silenced.problem for silenced in report.silenced)]
    codes = list(dict.fromkeys(problem.rule for problem in problems))
    results = [_result(problem, codes) for problem in report.problems]
    for silenced in report.silenced:
        why = {"kind": "inSource", "justification": silenced.reason}
        results.append({**_result(silenced.problem, codes), "suppressions": [why]})
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "rutas",
                        "semanticVersion": __version__,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    told = explain(code)
    rule: dict[str, Any] = {"id": code, "name": told.name}
    rule["shortDescription"] = {"text": told.title}
    if told.text:
        rule["fullDescription"] = {"text": told.text}
        rule["help"] = {"text": told.text}
    return rule | {"defaultConfiguration": {"level": _LEVELS[told.level]}}


def _result(problem: Problem, codes: list[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.path)}}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": max(1, problem.column)}
    return {
        "ruleId": problem.rule,
        "ruleIndex": codes.index(problem.rule),
        "level": _LEVELS[problem.level],
        "message": {"text": f"{problem.message} {problem.hint}".rstrip()},
        "locations": [{"physicalLocation": place}],
        "properties": {
            "route": problem.route,
            "step": problem.step,
            "story": list(problem.story),
        },
    }


def _uri(path: str) -> str:
    """Return a file as a URI: relative to where one stands, as code hosts want it."""
    file = PurePath(path)
    return Path(path).as_uri() if file.is_absolute() else quote(file.as_posix())
