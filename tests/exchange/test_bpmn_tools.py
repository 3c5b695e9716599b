"""What other programs for BPMN make of our files, where they are installed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import rutas
from rutas.exchange.arrival import Base
from rutas.exchange.bpmn import write
from tests.exchange.bpmn_file import back, edits
from tests.exchange.whole_routes import a_whole_book
from tests.exchange.workbooks import a_book
from tests.node import ask

BROKEN = (
    '<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="d" targetNamespace="x"><process id="p">'
    '<task id="t"/><sequenceFlow id="f" sourceRef="t" targetRef="nowhere"/><nonsense/></process>'
    '<di:BPMNDiagram id="g"><di:BPMNPlane id="h" bpmnElement="p"><di:BPMNShape id="i" bpmnElement="none"/>'
    "</di:BPMNPlane></di:BPMNDiagram></definitions>"
)
SAVING = """
import { readFileSync } from "node:fs";
import BpmnModdle from "bpmn-moddle";
const found = [];
for (const text of JSON.parse(readFileSync(0, "utf-8"))) {
  const moddle = new BpmnModdle();
  const { rootElement, warnings } = await moddle.fromXML(text);
  const { xml } = await moddle.toXML(rootElement, { format: true });
  found.push([warnings.map((one) => one.message), xml]);
}
console.log(JSON.stringify(found));
"""
LINTING = """
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import BpmnModdle from "bpmn-moddle";
import Linter from "bpmnlint/lib/linter.js";
import NodeResolver from "bpmnlint/lib/resolver/node-resolver.js";
const resolver = new NodeResolver({ require: createRequire(process.cwd() + "/any.js") });
const found = [];
for (const text of JSON.parse(readFileSync(0, "utf-8"))) {
  const { rootElement } = await new BpmnModdle().fromXML(text);
  const linter = new Linter({ resolver, config: { extends: "bpmnlint:recommended" } });
  const told = Object.entries(await linter.lint(rootElement));
  found.push(told.flatMap(([rule, all]) => all.filter((one) => one.category === "error").map((one) => rule + " " + one.id)));
}
console.log(JSON.stringify(found));
"""
# jsdom has no pictures: what the viewer asks of them is answered with one size for all.
VIEWING = """
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { JSDOM } from "jsdom";
const { window } = new JSDOM('<div id="canvas"></div>', { pretendToBeVisual: true });
class Matrix { constructor() { Object.assign(this, { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }); }
  inverse() { return new Matrix(); } multiply() { return new Matrix(); } translate() { return new Matrix(); }
  scale() { return new Matrix(); } rotate() { return new Matrix(); } }
const transform = () => ({ matrix: new Matrix(), setMatrix() {}, setTranslate() {}, setRotate() {}, setScale() {} });
const transforms = () => { const all = []; return { get numberOfItems() { return all.length; }, clear() { all.length = 0; },
  appendItem(one) { all.push(one); return one; }, getItem(n) { return all[n]; }, consolidate() { return all[0] || null; },
  initialize(one) { all.splice(0, all.length, one); return one; }, createSVGTransformFromMatrix: transform }; };
Object.assign(window.SVGElement.prototype, {
  getBBox: () => ({ x: 0, y: 0, width: 60, height: 14 }), getComputedTextLength: () => 60, getScreenCTM: () => new Matrix(),
  getCTM: () => new Matrix(), createSVGMatrix: () => new Matrix(), createSVGTransform: transform,
  createSVGPoint: () => ({ x: 0, y: 0, matrixTransform: () => ({ x: 0, y: 0 }) }), createSVGTransformFromMatrix: transform });
Object.defineProperty(window.SVGElement.prototype, "transform", {
  get() { return (this.moved ??= { baseVal: transforms() }); } });
for (const name of ["document", "Node", "Element", "HTMLElement", "SVGElement", "DOMParser", "CustomEvent", "Event",
  "requestAnimationFrame", "getComputedStyle"]) globalThis[name] = window[name];
Object.assign(globalThis, { window, SVGMatrix: Matrix, CSS: { escape: (text) => text } });
console.error = console.warn = () => {};
const Viewer = createRequire(process.cwd() + "/any.js")("bpmn-js/dist/bpmn-viewer.development.js");
const found = [];
for (const text of JSON.parse(readFileSync(0, "utf-8"))) {
  const viewer = new Viewer({ container: window.document.getElementById("canvas") });
  const { warnings } = await viewer.importXML(text);
  found.push(warnings.map((one) => one.message));
}
console.log(JSON.stringify(found));
process.exit(0);
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Three real routes, and random ones that use every field of the format."""
    if Path(os.environ.get("NODE_PATH", "")).name != "node_modules":
        pytest.skip("packages in NODE_PATH")
    frozen = rutas.load(Path(__file__).parents[1] / "routes")
    folder = tmp_path_factory.mktemp("books")
    books = [rutas.load(a_book(folder / str(seed), *a_whole_book(seed))) for seed in range(20)]
    return [
        write(route, base=Base(book.files[name].text, book.files["catalogue"].text), documents=n % 2 == 0)
        for n, book in enumerate([frozen, *books])
        for name, route in book.items()
    ]  # fmt: skip


@pytest.mark.node
def test_a_file_that_another_program_saved_comes_home_unedited(
    files: list[str], tmp_path: Path
) -> None:
    *told, (warnings, _) = ask(SAVING, [*files, BROKEN], "bpmn-moddle")
    assert warnings
    for said, saved in told:
        assert not said
        home = back(tmp_path, saved)
        assert not edits(home)
        assert not home.problems


@pytest.mark.node
def test_no_recommended_rule_is_broken(files: list[str]) -> None:
    *told, broken = ask(LINTING, [*files[:3], BROKEN], "bpmnlint", "bpmn-moddle")
    assert told == [[]] * 3
    assert "label-required t" in broken


@pytest.mark.node
def test_the_viewer_of_most_tools_draws_all_of_it(files: list[str]) -> None:
    *told, broken = ask(VIEWING, [*files, BROKEN], "bpmn-js", "jsdom")
    assert not [said for said in told if said]
    assert broken


@pytest.mark.node
def test_the_schema_of_the_standard_holds(files: list[str]) -> None:
    etree = pytest.importorskip("lxml.etree")
    path = Path(os.environ.get("NODE_PATH", ""), "bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd")
    if not path.is_file():
        pytest.skip("bpmn-moddle in NODE_PATH, which brings the schema")
    schema = etree.XMLSchema(etree.parse(path))
    for text in files:
        schema.assertValid(etree.fromstring(text.encode()))
    assert not schema.validate(etree.fromstring(BROKEN.encode()))
