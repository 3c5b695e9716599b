// Filter, sort and carry away the analyst's table. The facets are those of rutas/site/facets.py.

import { plain } from "./search.js";

/** The values of a facet that a row has: always a list. */
function valuesOf(row, facet) {
  return row.facets[facet] || [];
}

/**
 * The rows that a view shows: of each facet that it names, a row has one of the values; all words of its text stand
 * in the row.
 */
export function filtered(rows, view) {
  const words = plain(view.text || "").split(/\s+/).filter(Boolean);
  const facets = Object.entries(view.facets);
  return rows.filter(
    (row) =>
      facets.every(([facet, wanted]) => valuesOf(row, facet).some((value) => wanted.includes(value))) &&
      words.every((word) => plain(row.text).includes(word)),
  );
}

/** How many of the rows have each value of a facet: pairs, in the order in which values are met. */
export function counted(rows, facet) {
  const found = new Map();
  for (const row of rows) for (const value of valuesOf(row, facet)) found.set(value, (found.get(value) || 0) + 1);
  return [...found];
}

/** The rows in the order of a column; what is unknown comes last either way, equals stay as they are. */
export function ordered(rows, column, descending = false) {
  const sign = descending ? -1 : 1;
  const compare = (one, other) => {
    const [a, b] = [one.values[column], other.values[column]].map((value) => (value === undefined ? null : value));
    if (a === null || b === null) return (a === null) - (b === null);
    const [first, last] = typeof a === "string" ? [plain(a), plain(b)] : [a, b];
    return first < last ? -sign : first > last ? sign : 0;
  };
  return [...rows].sort(compare);
}

/** A view as the part of an address after its # keeps it: `/pasos?actor=registro-civil&sort=-loss`. */
export function addressOf(page, view) {
  const pairs = Object.entries(view.facets).flatMap(([facet, values]) => values.map((value) => [facet, value]));
  if (view.text) pairs.push(["q", view.text]);
  if (view.sort) pairs.push(["sort", view.sort]);
  if (view.columns) pairs.push(["columns", view.columns.join(",")]);
  const query = pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join("&");
  return `/${page}${query ? `?${query}` : ""}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text; // a % that somebody typed
  }
}

/** The page and the view of such an address; of facets, those that are known. */
export function viewOf(address, known) {
  const [path, query = ""] = address.replace(/^#/, "").split(/\?(.*)/s);
  const view = { text: "", sort: "", columns: null, facets: {} };
  for (const pair of query.split("&").filter(Boolean)) {
    const [key, value] = pair.split(/=(.*)/s).map((part) => decoded(part || ""));
    if (key === "q") view.text = value || "";
    else if (key === "sort") view.sort = value || "";
    else if (key === "columns") view.columns = (value || "").split(",").filter(Boolean);
    else if (known.includes(key)) (view.facets[key] ||= []).push(value || "");
  }
  return { page: decoded(path.replace(/^\//, "")), view };
}

/** A text behind an apostrophe where a spreadsheet would take it for a formula, as rutas.answers.sheet has it. */
function harmless(text) {
  return /^'*(?:[=+@\t\r]|-(?![\d.,]+$))/.test(text) ? `'${text}` : text;
}

/** A value in one cell; the items of a list stand between bars. */
function cell(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((item) => cell(item).replace(/[\\|]/g, "\\$&")).join("|");
  return String(value);
}

/** Rows under their names as a file of CSV (RFC 4180). */
export function csv(names, rows) {
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const written = (value) => quoted(typeof value === "number" ? cell(value) : harmless(cell(value)));
  return [names, ...rows].map((row) => `${row.map(written).join(",")}\r\n`).join("");
}

/** Rows under their names as a spreadsheet takes them from the clipboard: one line a row, tabs between cells. */
export function tsv(names, rows) {
  const written = (value) => (typeof value === "number" ? cell(value) : harmless(cell(value).replace(/\s+/g, " ")));
  return [names, ...rows].map((row) => row.map(written).join("\t")).join("\n");
}
