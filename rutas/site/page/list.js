// My list: the steps that somebody noted and the papers that she has, kept on this phone alone.

import { byId, made, say, tell, textOf } from "./dom.js";

const KEY = "rutas-lista";
let noted = {}; // by step, the papers that are ticked

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "{}");
    for (const [step, papers] of Object.entries(found)) {
      if (byId(`paso/${step}`) && Array.isArray(papers)) noted[step] = papers.filter((one) => typeof one === "string");
    }
  } catch {
    noted = {}; // nothing is kept, or somebody else's
  }
}

function keep(words) {
  try {
    if (Object.keys(noted).length) localStorage.setItem(KEY, JSON.stringify(noted));
    else localStorage.removeItem(KEY);
    tell("dicho", words);
  } catch {
    tell("dicho", say("not-kept"));
  }
}

/** What the list says of a step: its name, when, the first door, its papers. */
function errandOf(step) {
  const item = byId(`paso/${step}`);
  const door = item.querySelector("[data-door]:not([hidden])");
  return {
    name: textOf(item.querySelector("h4")),
    when: [...item.querySelectorAll(".when")].map(textOf).join(" · "),
    where: door ? `${textOf(door.querySelector("a"))}: ${textOf(door.querySelector(".hours"))}` : "",
    papers: [...item.querySelectorAll("[data-paper]")].map((paper) => [paper.dataset.paper, textOf(paper.querySelector(".paper"))]),
  };
}

function listShown() {
  const rows = Object.keys(noted).map((step) => {
    const { name, when, where, papers } = errandOf(step);
    const boxes = papers.map(([paper, words]) => {
      const box = made("input", { type: "checkbox" });
      box.checked = noted[step].includes(paper);
      box.addEventListener("change", () => {
        noted[step] = box.checked ? [...noted[step], paper] : noted[step].filter((one) => one !== paper);
        keep(say("kept"));
      });
      return made("li", {}, made("label", { class: "tick" }, box, words));
    });
    const lines = [when, where].filter(Boolean).map((line) => made("p", { class: "small" }, line));
    const link = made("a", { href: `#paso/${step}` }, name);
    return made("li", {}, made("strong", {}, link), ...lines, made("ul", {}, ...boxes));
  });
  byId("lista-pasos").replaceChildren(...rows);
  byId("lista-vacia").hidden = rows.length > 0;
  for (const button of byId("lista").querySelectorAll("button")) button.hidden = !rows.length;
  byId("lista-envio").hidden = true;
  for (const box of document.querySelectorAll("[data-mine]")) box.checked = box.dataset.mine in noted;
}

/** The list as a text for a message. */
function listText() {
  return Object.keys(noted).map((step, number) => {
    const { name, when, where, papers } = errandOf(step);
    const lines = papers.map(([paper, words]) => `${noted[step].includes(paper) ? "[x]" : "[ ]"} ${words}`);
    return [`${number + 1}. ${name}`, when, where, ...lines].filter(Boolean).join("\n");
  }).join("\n\n");
}

async function send() {
  const text = listText();
  byId("lista-texto").value = text;
  try {
    if (navigator.share) return await navigator.share({ text });
    await navigator.clipboard.writeText(text);
    tell("dicho", say("sent"));
  } catch {
    byId("lista-texto").select(); // whoever may neither share nor copy sees it, and takes it by hand
  }
  byId("lista-envio").hidden = false;
  return undefined;
}

function print() {
  document.documentElement.classList.add("only-list");
  window.addEventListener("afterprint", () => document.documentElement.classList.remove("only-list"), { once: true });
  window.print();
}

function erase() {
  if (!window.confirm(say("erase-sure"))) return;
  noted = {};
  keep(say("erased"));
  listShown();
}

export function startList() {
  kept();
  listShown();
  document.addEventListener("change", ({ target }) => {
    const step = target.dataset.mine;
    if (!step) return;
    if (target.checked) noted[step] = [];
    else delete noted[step];
    keep(say(target.checked ? "kept" : "removed"));
    listShown();
  });
  byId("lista").addEventListener("click", ({ target }) => ({ print, send, erase })[target.dataset.do]?.());
}
