"""Write a report as GitHub's workflow commands, which show every problem beside its line.

The form is that of `workflow commands
<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>`_.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rutas.rules.engine.examine import Report

__all__ = ["github"]

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def github(report: Report) -> str:
    r"""Return a line a problem.

    Examples
    --------
    >>> from rutas.errors import Problem
    >>> from rutas.rules.engine.examine import Report
    >>> print(github(Report((Problem("routes/a.yaml", 3, 7, "R001", "50 % no:\nllega."),))))
    ::error file=routes/a.yaml,line=3,col=7,title=R001::50 %25 no:%0Allega.
    """
    lines = []
    for problem in report.problems:
        values = {"file": problem.path, "title": problem.rule}
        if problem.line:
            values = {
                "file": problem.path,
                "line": str(problem.line),
                "col": str(problem.column),
                "title": problem.rule,
            }
        said = ",".join(f"{name}={_value(value)}" for name, value in values.items())
        text = _text(f"{problem.message} {problem.hint}".rstrip())
        lines.append(f"::{_COMMANDS[problem.level]} {said}::{text}")
    return "\n".join(lines)


def _text(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(words: str) -> str:
    return _text(words).replace(":", "%3A").replace(",", "%2C")
