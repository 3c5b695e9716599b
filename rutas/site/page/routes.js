// For a trainer: one stage a screen, and drawings that grow.

import { byId, made, say } from "./dom.js";

let stages = [];
let at = 0;
let bar = null;

function show(number) {
  at = Math.max(0, Math.min(stages.length - 1, number));
  stages.forEach((stage, place) => stage.classList.toggle("on", place === at));
  bar.querySelector("[role=status]").textContent = say("stage", { n: at + 1, of: stages.length });
  window.scrollTo(0, 0);
}

function leave() {
  if (!bar) return;
  document.documentElement.classList.remove("presenting");
  for (const on of document.querySelectorAll(".on")) on.classList.remove("on");
  bar.remove();
  bar = null;
  stages[at].scrollIntoView();
}

function present(route) {
  const whole = byId(`ruta/${route}`);
  stages = [...whole.querySelectorAll(".stage")];
  const button = (words, act) => {
    const one = made("button", { type: "button" }, words);
    one.addEventListener("click", act);
    return one;
  };
  bar = made("p", { class: "bar" },
    button(say("previous"), () => show(at - 1)), button(say("next"), () => show(at + 1)),
    button(say("leave"), leave), made("span", { role: "status" }));
  whole.prepend(bar);
  whole.classList.add("on");
  document.documentElement.classList.add("presenting");
  bar.children[1].focus();
  show(0);
}

function keyed(event) {
  if (!bar || event.ctrlKey || event.altKey || event.metaKey) return;
  const act = { ArrowRight: () => show(at + 1), PageDown: () => show(at + 1), ArrowLeft: () => show(at - 1), PageUp: () => show(at - 1), Escape: leave }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}

/** Let a drawing be seen larger: by buttons, and by + and - and 0 where it has the focus. */
function zoomed(canvas) {
  const image = canvas.querySelector("img");
  let percent = 100;
  const sized = (next) => {
    percent = Math.max(50, Math.min(1600, next));
    image.style.width = `${percent}%`;
  };
  const acts = [["larger", "+", () => sized(percent * 1.5)], ["smaller", "-", () => sized(percent / 1.5)], ["fit", "0", () => sized(100)]];
  const buttons = acts.map(([words, , act]) => {
    const one = made("button", { type: "button" }, say(words));
    one.addEventListener("click", act);
    return one;
  });
  canvas.before(made("p", { class: "buttons" }, ...buttons));
  canvas.addEventListener("keydown", ({ key }) => acts.find(([, sign]) => sign === key)?.[2]());
  image.addEventListener("error", () => { canvas.hidden = true; canvas.previousElementSibling.hidden = true; });
}

export function startRoutes() {
  document.addEventListener("click", ({ target }) => { if (target.dataset.present) present(target.dataset.present); });
  document.addEventListener("keydown", keyed);
  document.querySelectorAll(".canvas").forEach(zoomed);
  window.addEventListener("hashchange", leave);
}
