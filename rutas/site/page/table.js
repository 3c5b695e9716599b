// For an analyst: filter, sort and carry away the table; what comes before and after a step.

import { DATA, byId, made, say, tell, textOf } from "./dom.js";
import { addressOf, counted, csv, filtered, ordered, tsv, viewOf } from "./filter.js";

const FACETS = [...document.querySelectorAll("[data-facet]")].map((select) => select.dataset.facet);
const lines = [...document.querySelectorAll("#tabla tbody tr")];
const steps = DATA.routes.flatMap((route) => route.steps.map((step) => ({ route: route.id, ...step })));
const rows = lines.map((line, number) => {
  const { route, facets, measures, next } = steps[number];
  const text = textOf(line);
  return { line, id: line.dataset.row, route, facets, measures, next, text, values: { ...measures, route, number } };
});
const heads = [...document.querySelectorAll("#tabla thead th")];
const columns = [...document.querySelectorAll("#columnas [data-column]")];
const usual = columns.filter((box) => box.checked).map((box) => box.dataset.column);
const always = ["route", "number", "name"];
let view = { text: "", sort: "", columns: null, facets: {} };
let listed = rows;
let rule = -1;

/** Hide the columns that nobody asked for, by one rule of the page's style. */
function columnsShown() {
  const [sheet] = document.styleSheets;
  const wanted = [...always, ...(view.columns || usual)];
  const hidden = heads.map((head) => head.dataset.column).filter((name) => !wanted.includes(name));
  if (rule >= 0) sheet.deleteRule(rule);
  rule = hidden.length ? sheet.insertRule(`${hidden.map((name) => `#tabla [data-column="${name}"]`).join(",")} { display: none; }`, sheet.cssRules.length) : -1;
  for (const box of columns) box.checked = wanted.includes(box.dataset.column);
}

function tableShown() {
  const [name, descending] = view.sort.startsWith("-") ? [view.sort.slice(1), true] : [view.sort, false];
  listed = filtered(rows, view);
  if (name) listed = ordered(listed, name, descending);
  const body = lines[0].parentElement;
  body.replaceChildren(...listed.map((row) => row.line));
  for (const head of heads) {
    const sorted = head.dataset.column === name;
    if (sorted) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  for (const facet of FACETS) byId(`faceta-${facet}`).value = (view.facets[facet] || [""])[0];
  if (byId("contiene").value !== view.text) byId("contiene").value = view.text;
  columnsShown();
  tell("cuantos", say("shown", { n: listed.length, of: rows.length }));
}

function changed(next) {
  view = { ...view, ...next };
  history.replaceState(null, "", `#${addressOf("pasos", view)}`);
  tableShown();
}

/** The table as the address says. */
export function tableAt(address) {
  view = viewOf(address, FACETS).view;
  tableShown();
}

/** A value that is by name, as rutas.answers.sheet writes it: name=value, each an item of a list. */
function flat(value) {
  const named = value !== null && typeof value === "object" && !Array.isArray(value);
  return named ? Object.entries(value).map(([name, one]) => `${name}=${one}`) : value;
}

function sheet() {
  return [["route", ...DATA.measures], listed.map((row) => [row.route, ...DATA.measures.map((name) => flat(row.measures[name]))])];
}

function download(name, type, text) {
  const link = made("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const ACTS = {
  csv: () => download("pasos.csv", "text/csv", csv(...sheet())),
  json: () => download("pasos.json", "application/json", `${JSON.stringify({ rutas: DATA.rutas, steps: listed.map((row) => ({ route: row.route, ...row.measures })) }, null, 1)}\n`),
  copy: async () => {
    try {
      await navigator.clipboard.writeText(tsv(...sheet()));
      tell("cuantos", say("copied"));
    } catch {
      tell("cuantos", say("not-copied"));
    }
  },
  clear: () => changed({ text: "", sort: "", columns: null, facets: {} }),
};

/** The steps that one gets to from some, by links in one direction. */
function reached(from, links, but) {
  return [...new Set(from.flatMap((id) => links.get(id) || []))].filter((id) => !but.includes(id));
}

function neighbours(row) {
  const after = new Map(rows.map((one) => [one.id, one.next.map((to) => `${one.route}/${to}`)]));
  const before = new Map();
  for (const [id, to] of after) for (const one of to) before.set(one, [...(before.get(one) || []), id]);
  const [one, other] = [reached([row.id], before, [row.id]), reached([row.id], after, [row.id])];
  const parts = [
    [`${say("before")} 2`, reached(one, before, [row.id, ...one])], [`${say("before")} 1`, one], [say("here"), [row.id]],
    [`${say("after")} 1`, other], [`${say("after")} 2`, reached(other, after, [row.id, ...other])],
  ];
  const named = new Map(rows.map((found) => [found.id, textOf(found.line.querySelector("th a"))]));
  tell("vecinos-nombre", say("around", { step: named.get(row.id) }));
  byId("vecinos").querySelector(".columns").replaceChildren(...parts.map(([title, ids], place) => {
    const links = ids.map((id) => made("li", {}, made("a", { href: `#ruta/${id}` }, named.get(id))));
    const inside = links.length ? made("ul", { class: "plainlist" }, ...links) : made("p", {}, say("nobody"));
    return made("div", place === 2 ? { class: "here" } : {}, made("h4", {}, title), inside);
  }));
  byId("vecinos").hidden = false;
  byId("vecinos").focus();
}

export function startTable() {
  for (const facet of FACETS) {
    const names = DATA.labels[facet] || {};
    byId(`faceta-${facet}`).append(...counted(rows, facet).map(([value, count]) => made("option", { value }, `${names[value] || value} (${count})`)));
    byId(`faceta-${facet}`).addEventListener("change", ({ target }) => {
      const { [facet]: _, ...others } = view.facets;
      changed({ facets: target.value ? { ...others, [facet]: [target.value] } : others });
    });
  }
  for (const head of heads) {
    const name = head.dataset.column;
    const button = made("button", { type: "button", title: say("sorted", { column: textOf(head) }) }, textOf(head));
    button.addEventListener("click", () => changed({ sort: view.sort === name ? `-${name}` : name }));
    head.replaceChildren(button);
  }
  for (const row of rows) {
    const words = `${say("neighbours")}: ${textOf(row.line.querySelector("th"))}`;
    const button = made("button", { type: "button", class: "sign", "aria-label": words, title: words }, "⇄");
    button.addEventListener("click", () => neighbours(row));
    row.line.querySelector("th").append(" ", button);
  }
  byId("contiene").addEventListener("input", ({ target }) => changed({ text: target.value }));
  byId("columnas").addEventListener("change", () => changed({ columns: columns.filter((box) => box.checked).map((box) => box.dataset.column) }));
  byId("filtro").addEventListener("submit", (event) => event.preventDefault());
  byId("filtro").addEventListener("click", ({ target }) => ACTS[target.dataset.do]?.());
  tableShown();
}
