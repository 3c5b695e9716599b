"""What other programs read of a report holds what the report holds."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest

from rutas.answers import document
from rutas.answers.check import answer
from rutas.rules import report
from rutas.rules.formats import FORMATS
from tests.rules.examples import make

ROUTE = """\
steps:
  - {id: control, name: Control & más, actor: usf, next: {all: [cierre]}}
  - {id: cierre, name: 'Cierre <50 %>', actor: usf, outcome: completa, allow: {R064: 'Se acuerda, con «x» & <y>'}}
  - {id: suelto, name: Suelto, next: cierre}
"""


@pytest.fixture
def found(tmp_path):
    return report(make({"ejemplo.yaml": ROUTE}, tmp_path / "libro"))


def test_json_is_as_documented(found):
    written = document(answer(found))
    assert set(written) == {"rutas", "problems", "silenced", "sound"}
    assert set(written["problems"][0]) == {
        "file", "line", "column", "level", "rule", "route", "step", "message", "hint", "story",
    }  # fmt: skip
    assert written["sound"] == {"ejemplo": False}
    assert [silenced["reason"] for silenced in written["silenced"]] == ["Se acuerda, con «x» & <y>"]
    assert json.loads(json.dumps(written)) == written


def test_sarif_names_every_rule_once_and_keeps_what_is_suppressed(found):
    run = json.loads(FORMATS["sarif"](found))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert len(run["results"]) == len(found.problems) + len(found.silenced)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
        assert result["level"] in {"error", "warning", "note"}
    (kept,) = [result for result in run["results"] if "suppressions" in result]
    assert kept["suppressions"][0]["justification"].startswith("Se acuerda")


def test_junit_is_xml_with_a_failure_a_problem(found):
    root = ET.fromstring(FORMATS["junit"](found))
    assert len(root.findall(".//failure")) == len(found.problems) == int(root.get("failures"))
    assert len(root.findall(".//skipped")) == len(found.silenced)
    assert len(root.findall(".//testcase")) == int(root.get("tests"))


def test_github_gets_one_line_a_problem(found):
    lines = FORMATS["github"](found).split("\n")
    assert len(lines) == len(found.problems)
    for line in lines:
        assert re.fullmatch(
            r"::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,title=R\d+::.+", line
        )
    assert any("50 %25" in line for line in lines)
