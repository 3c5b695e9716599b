// For a trainer: one stage a screen, and drawings that grow.

import { all, button, byId, made, on, root, say } from "./dom.js";

let stages = [];
let at = 0;
let bar = null;

function stageShown(number) {
  at = Math.max(0, Math.min(stages.length - 1, number));
  stages.forEach((stage, place) => stage.classList.toggle("on", place === at));
  bar.lastChild.textContent = say("stage", { n: at + 1, of: stages.length });
  scrollTo(0, 0);
}

const back = () => stageShown(at - 1);
const ahead = () => stageShown(at + 1);

function leave() {
  if (!bar) return;
  root.classList.remove("presenting");
  for (const one of all(".on")) one.classList.remove("on");
  bar.remove();
  bar = null;
  stages[at].scrollIntoView();
  stages[at].tabIndex = -1;
  stages[at].focus({ preventScroll: true }); // the button that had it is gone
}

function present(route) {
  const whole = byId(`ruta/${route}`);
  stages = all(".stage", whole);
  bar = made("p", { class: "bar" }, button(say("previous"), back), button(say("ahead"), ahead), button(say("leave"), leave), made("span", { role: "status" }));
  whole.prepend(bar);
  whole.classList.add("on");
  root.classList.add("presenting");
  bar.children[1].focus();
  stageShown(0);
}

const KEYS = { ArrowRight: ahead, PageDown: ahead, ArrowLeft: back, PageUp: back, Escape: leave };

/** Let a drawing be seen larger: by buttons, and by + and - and 0 where it has the focus. */
function zoomed(canvas) {
  const image = canvas.querySelector("img");
  let percent = 100;
  const sized = (next) => {
    percent = Math.max(50, Math.min(1600, next));
    image.style.width = `${percent}%`;
  };
  const acts = { "+": () => sized(percent * 1.5), "-": () => sized(percent / 1.5), 0: () => sized(100) };
  const buttons = [["larger", "+"], ["smaller", "-"], ["fit", "0"]].map(([words, sign]) => button(say(words), acts[sign]));
  const row = made("p", { class: "buttons" }, ...buttons);
  canvas.before(row);
  on(canvas, "keydown", ({ key }) => acts[key]?.());
  on(image, "error", () => { canvas.hidden = row.hidden = true; });
}

export function startRoutes() {
  on(document, "click", ({ target }) => { if (target.dataset.present) present(target.dataset.present); });
  on(document, "keydown", (event) => {
    if (!bar || !KEYS[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  all(".canvas").forEach(zoomed);
  on(window, "hashchange", leave);
}
