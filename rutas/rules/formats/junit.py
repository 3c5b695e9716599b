"""Write a report as JUnit XML, which most build servers show as tests.

A suite a file, a case a problem; a file without problems is one case that passes. The elements are
those of `the schema that Jenkins reads <https://github.com/jenkinsci/xunit-plugin>`_.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rutas.errors import Problem
    from rutas.rules.engine.examine import Report

__all__ = ["junit"]

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """Return the XML of a report.

    Examples
    --------
    >>> from rutas.rules.engine.examine import Report
    >>> print(junit(Report((), sound={"0-4": True})))
    <?xml version='1.0' encoding='utf-8'?>
    <testsuites name="rutas check" tests="1" failures="0">
      <testsuite name="0-4" tests="1" failures="0" skipped="0">
        <testcase classname="0-4" name="rutas check" />
      </testsuite>
    </testsuites>
    """
    suites: dict[str, list[ET.Element]] = {}
    told = {problem.route for problem in report.problems} | {
        silenced.problem.route for silenced in report.silenced
    }
    for route in report.sound:
        if route not in told:
            suites[route] = [ET.Element("testcase", classname=route, name="rutas check")]
    for problem in report.problems:
        case = _case(problem)
        failure = ET.SubElement(
            case, "failure", type=problem.level, message=_clean(problem.message)
        )
        failure.text = _clean(
            "\n".join(filter(None, [str(problem), problem.excerpt, problem.hint]))
        )
        suites.setdefault(problem.path, []).append(case)
    for silenced in report.silenced:
        case = _case(silenced.problem)
        ET.SubElement(case, "skipped", message=_clean(silenced.reason))
        suites.setdefault(silenced.problem.path, []).append(case)
    return _written(suites)


def _case(problem: Problem) -> ET.Element:
    name = f"{problem.rule} {problem.step or problem.route or ''}".rstrip()
    return ET.Element("testcase", classname=problem.path, name=f"{name} ({problem.line})")


def _written(suites: dict[str, list[ET.Element]]) -> str:
    root = ET.Element("testsuites", name="rutas check")
    for name, cases in suites.items():
        suite = ET.SubElement(root, "testsuite", {"name": name, **_counts(cases)})
        suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
        suite.extend(cases)
    every = _counts(case for cases in suites.values() for case in cases)
    root.set("tests", every["tests"])
    root.set("failures", every["failures"])
    ET.indent(root)
    xml: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml.decode()


def _counts(cases: Iterable[ET.Element]) -> dict[str, str]:
    cases = list(cases)
    failures = sum(case.find("failure") is not None for case in cases)
    return {"tests": str(len(cases)), "failures": str(failures)}


def _clean(words: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", words)
