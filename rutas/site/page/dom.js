// What every view asks of the page: its data, its words, its elements. Texts are set as texts, never as markup.

export const DATA = JSON.parse(document.getElementById("datos").textContent);

export const byId = (id) => document.getElementById(id);

/** A message of the page in its language, its places filled. */
export function say(key, values = {}) {
  return DATA.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A new element with some attributes, and texts or elements inside. */
export function made(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "hidden") element.hidden = value;
    else element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}

/** The text of an element in one line. */
export function textOf(element) {
  return element ? element.textContent.replace(/\s+/g, " ").trim() : "";
}

/** Tell people who listen what happened. */
export function tell(id, text) {
  byId(id).textContent = text;
}
