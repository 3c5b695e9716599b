// For an analyst: filter, sort and carry away the table; what comes before and after a step.

import { DATA, all, button, byId, made, on, say, tell, textOf } from "./dom.js";
import { addressOf, counted, csv, filtered, ordered, tsv, viewOf } from "./filter.js";

const FACETS = all("[data-facet]").map((select) => select.dataset.facet);
const steps = DATA.routes.flatMap((route) => route.steps.map((step) => ({ route: route.id, ...step })));
const rows = all("#tabla tbody tr").map((line, number) => {
  const { route, facets, next } = steps[number];
  const measures = Object.fromEntries(DATA.measures.map((name, place) => [name, steps[number].measures[place]]));
  return { line, id: line.dataset.row, name: textOf(line, "th a"), route, facets, measures, next, text: textOf(line), values: { ...measures, route, number } };
});
const heads = all("#tabla thead th");
const boxes = all("#columnas [data-column]");
const usual = boxes.filter((box) => box.checked).map((box) => box.dataset.column);
const body = byId("tabla").tBodies[0];
let view = viewOf("", FACETS).view;
let listed = rows;

function columnsShown() {
  const wanted = ["route", "number", "name", ...(view.columns || usual)];
  const hidden = heads.map((head) => !wanted.includes(head.dataset.column));
  for (const line of [heads[0].parentElement, ...rows.map((row) => row.line)]) hidden.forEach((is, place) => { line.cells[place].hidden = is; });
  for (const box of boxes) box.checked = wanted.includes(box.dataset.column);
}

function tableShown() {
  const down = view.sort[0] === "-";
  const name = view.sort.slice(Number(down));
  listed = filtered(rows, view);
  if (name) listed = ordered(listed, name, down);
  body.replaceChildren(...listed.map((row) => row.line));
  for (const head of heads) {
    const sorted = head.dataset.column === name;
    head.setAttribute("aria-sort", sorted ? `${down ? "de" : "a"}scending` : "none");
  }
  for (const facet of FACETS) byId(`faceta-${facet}`).value = (view.facets[facet] || [""])[0];
  if (byId("contiene").value !== view.text) byId("contiene").value = view.text;
  tell("cuantos", say("shown", { n: listed.length, of: rows.length }));
}

function changed(next) {
  view = { ...view, ...next };
  history.replaceState(null, "", `#${addressOf("pasos", view)}`);
  tableShown();
  if ("columns" in next) columnsShown();
}

/** Show the table as the address says. */
export function tableAt(address) {
  view = viewOf(address, FACETS).view;
  tableShown();
  columnsShown();
}

/** A value that is by name, as rutas.answers.sheet writes it: name=value, each an item of a list. */
function flat(value) {
  const named = value && typeof value === "object" && !Array.isArray(value);
  return named ? Object.entries(value).map((pair) => pair.join("=")) : value;
}

function sheet() {
  return [["route", ...DATA.measures], listed.map((row) => [row.route, ...DATA.measures.map((name) => flat(row.measures[name]))])];
}

function download(kind, text) {
  const link = made("a", { href: URL.createObjectURL(new Blob([text])), download: `pasos.${kind}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const TABLE_ACTS = {
  csv: () => download("csv", csv(...sheet())),
  json: () => download("json", JSON.stringify({ rutas: DATA.rutas, steps: listed.map((row) => ({ route: row.route, ...row.measures })) }, null, 1)),
  async copy() {
    try {
      await navigator.clipboard.writeText(tsv(...sheet())); // a page that came in a chat may have none
      tell("cuantos", say("copied"));
    } catch {
      tell("cuantos", say("not-copied"));
    }
  },
  clear: () => changed({ text: "", sort: "", columns: null, facets: {} }),
};

/** Show what leads to a step and what follows it, two links far. */
function neighbours(row) {
  const after = (ids) => rows.filter((one) => ids.includes(one.id)).flatMap((one) => one.next.map((to) => `${one.route}/${to}`));
  const before = (ids) => rows.filter((one) => one.next.some((to) => ids.includes(`${one.route}/${to}`))).map((one) => one.id);
  const columns = [["before", before(before([row.id]))], ["before", before([row.id])], ["here", [row.id]], ["after", after([row.id])], ["after", after(after([row.id]))]];
  tell("vecinos-nombre", say("around", { step: row.name }));
  byId("vecinos").lastElementChild.replaceChildren(...columns.map(([title, ids], place) => {
    const links = rows.filter((one) => ids.includes(one.id)).map((one) => made("li", {}, made("a", { href: `#ruta/${one.id}` }, one.name)));
    const far = Math.abs(place - 2);
    return made("div", { class: title }, made("h4", {}, say(title) + (far ? ` (${far})` : "")), links.length ? made("ul", { class: "plainlist" }, ...links) : say("nobody"));
  }));
  byId("vecinos").hidden = false;
  byId("vecinos").focus();
}

export function startTable() {
  for (const facet of FACETS) {
    const select = byId(`faceta-${facet}`);
    const names = DATA.labels[facet] || {};
    select.append(...counted(rows, facet).map(([value, count]) => made("option", { value }, `${names[value] || value} (${count})`)));
    on(select, "change", () => {
      const { [facet]: _, ...others } = view.facets;
      changed({ facets: select.value ? { ...others, [facet]: [select.value] } : others });
    });
  }
  for (const head of heads) {
    const name = head.dataset.column;
    head.replaceChildren(button(textOf(head), () => changed({ sort: view.sort === name ? `-${name}` : name })));
  }
  for (const row of rows) {
    const words = `${say("neighbours")}: ${row.name}`;
    row.line.querySelector("th").append(button("⇄", () => neighbours(row), { class: "sign", "aria-label": words }));
  }
  on(byId("contiene"), "input", ({ target }) => changed({ text: target.value }));
  on(byId("columnas"), "change", () => changed({ columns: boxes.filter((box) => box.checked).map((box) => box.dataset.column) }));
  on(byId("filtro"), "click", ({ target }) => TABLE_ACTS[target.dataset.do]?.());
  tableShown();
  columnsShown();
}
