"""Lay a report out as plain values, for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas import __version__

if TYPE_CHECKING:
    from rutas.errors import Problem
    from rutas.rules.engine.examine import Report

__all__ = ["problem_record", "record"]


def record(report: Report) -> dict[str, Any]:
    """Return a report as mappings, lists, texts and numbers; ``None`` is unknown.

    Examples
    --------
    >>> from rutas.rules.engine.examine import Report
    >>> record(Report(problems=(), sound={"0-4": True}))
    {'rutas': '...', 'problems': [], 'silenced': [], 'sound': {'0-4': True}}
    """
    return {
        "rutas": __version__,
        "problems": [problem_record(problem) for problem in report.problems],
        "silenced": [
            {**problem_record(silenced.problem), "reason": silenced.reason}
            for silenced in report.silenced
        ],
        "sound": dict(report.sound),
    }


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return one problem as plain values."""
    return {
        "file": problem.path,
        "line": problem.line,
        "column": problem.column,
        "level": problem.level,
        "rule": problem.rule,
        "route": problem.route,
        "step": problem.step,
        "message": problem.message,
        "hint": problem.hint,
        "story": list(problem.story),
    }
