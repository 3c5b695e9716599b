// What every view asks of the page: its data, its words, its elements. Texts are set as texts, never as markup.

export const root = document.documentElement;
export const byId = (id) => document.getElementById(id);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const on = (target, ...what) => target.addEventListener(...what);
export const tell = (id, text) => { byId(id).textContent = text; };

export const DATA = JSON.parse(byId("datos").textContent);

/** A message of the page in its language, its places filled. */
export function say(key, values = {}) {
  return DATA.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A new element with some attributes, and texts or elements inside. */
export function made(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

export function button(words, act, attributes = {}) {
  const one = made("button", { type: "button", ...attributes }, words);
  on(one, "click", act);
  return one;
}

/** The text of an element, or of the first of its descendants that a selector names, in one line. */
export function textOf(element, selector) {
  const found = selector ? element.querySelector(selector) : element;
  return found ? found.textContent.replace(/\s+/g, " ").trim() : "";
}
