// My list: the steps that somebody noted and the papers that she has, kept on this phone alone.

import { all, byId, made, on, root, say, tell, textOf } from "./dom.js";
import { doorsTold, home } from "./family.js";

const KEY = "rutas-lista";
let noted = {}; // by step, the papers that are ticked

function kept() {
  try {
    const { steps, place } = JSON.parse(localStorage.getItem(KEY));
    for (const [step, papers] of Object.entries(steps)) {
      if (byId(`paso/${step}`) && Array.isArray(papers)) noted[step] = papers;
    }
    if (all("#lugar option").some(({ value }) => value === place)) byId("lugar").value = place;
  } catch {
    noted = {}; // nothing is kept, or somebody else's
  }
}

function keep(words) {
  try {
    if (Object.keys(noted).length) localStorage.setItem(KEY, JSON.stringify({ steps: noted, place: home().join("/") }));
    else localStorage.removeItem(KEY);
    if (words) tell("dicho", words);
  } catch {
    tell("dicho", say("not-kept"));
  }
}

/** What the list says of a step: its name, when, the nearest door, its papers. */
function errandOf(step) {
  const item = byId(`paso/${step}`);
  doorsTold(item);
  const doors = all(".doors:not([hidden]) [data-door]:not([hidden])", item);
  const door = home()[0] || doors.length === 1 ? doors[0] : null; // which of several, only where she lives tells
  return {
    name: textOf(item, "h4"),
    lines: [...all(".when", item).map((line) => textOf(line)), door ? `${textOf(door, ".at")}: ${textOf(door, ".hours")}` : ""].filter(Boolean),
    papers: all("[data-paper]", item).map((paper) => [paper.dataset.paper, textOf(paper, ".paper")]),
  };
}

function paperRow(step, paper, words) {
  const box = made("input", { type: "checkbox" });
  box.checked = noted[step].includes(paper);
  on(box, "change", () => {
    noted[step] = noted[step].filter((one) => one !== paper).concat(box.checked ? paper : []);
    keep(say("kept"));
  });
  return made("li", {}, made("label", { class: "tick" }, box, words));
}

function listShown() {
  const rows = Object.keys(noted).map((step) => {
    const { name, lines, papers } = errandOf(step);
    const link = made("a", { href: `#paso/${step}` }, name);
    const boxes = papers.map(([paper, words]) => paperRow(step, paper, words));
    return made("li", {}, made("strong", {}, link), ...lines.map((line) => made("p", {}, line)), made("ul", {}, ...boxes));
  });
  byId("lista-pasos").replaceChildren(...rows);
  byId("lista-vacia").hidden = rows.length > 0;
  for (const one of all("button", byId("lista"))) one.hidden = !rows.length;
  byId("lista-envio").hidden = true;
  for (const box of all("[data-mine]")) box.checked = box.dataset.mine in noted;
}

/** The list as a text for a message. */
function listText() {
  return Object.keys(noted).map((step, number) => {
    const { name, lines, papers } = errandOf(step);
    const boxes = papers.map(([paper, words]) => `${noted[step].includes(paper) ? "[x]" : "[ ]"} ${words}`);
    return [`${number + 1}. ${name}`, ...lines, ...boxes].join("\n");
  }).join("\n\n");
}

const LIST_ACTS = {
  async send() {
    const text = byId("lista-texto");
    text.value = listText();
    byId("lista-envio").hidden = false; // whoever may neither share nor copy takes it by hand
    text.select();
    try {
      if (navigator.share) await navigator.share({ text: text.value });
      else await navigator.clipboard.writeText(text.value);
      tell("dicho", say("sent"));
    } catch {} // it stands there
  },
  print() {
    const [sheet] = document.styleSheets;
    // A6, for which CSS has no name
    const place = sheet.insertRule("@page{size:105mm 148mm;margin:8mm}", sheet.cssRules.length);
    root.classList.add("only-list");
    on(window, "afterprint", () => {
      root.classList.remove("only-list");
      sheet.deleteRule(place);
    }, { once: true });
    window.print();
  },
  erase() {
    if (!confirm(say("erase-sure"))) return;
    noted = {};
    keep(say("erased"));
    listShown();
  },
};

export function startList() {
  kept();
  listShown();
  on(document, "change", ({ target }) => {
    const step = target.dataset.mine;
    if (!step && target.id !== "lugar") return;
    if (target.checked) noted[step] = [];
    else delete noted[step];
    keep(step && say(target.checked ? "kept" : "removed"));
    listShown();
  });
  on(byId("lista"), "click", ({ target }) => LIST_ACTS[target.dataset.do]?.());
}
