// For a family: what is due at an age, where it is open, what a search finds. The steps themselves are moved, not made.

import { ageOfMonths, ageOn, groups, span, timedSteps } from "./age.js";
import { DATA, all, byId, on, say, tell, textOf } from "./dom.js";
import { clock, doorAt, isStale, momentOf } from "./hours.js";
import { find, indexOf } from "./search.js";

const FEW = 5; // of what comes next, and all of it that opens within so many days
const NEAR = 60;
const MOST = 10; // steps, and points, of those that a search finds
const items = all("#pasos-de-familia .errands > li, .points .plainlist > li");
const homes = new Map(items.map((item, number) => [item, { number, list: item.parentElement, next: item.nextElementSibling }]));
let away = []; // items that stand elsewhere
let index = null;

const now = () => momentOf(new Date());
export const home = () => (byId("lugar")?.value || "").split("/"); // the territory and the place

/** Put every step back where it stood, and forget what was answered. */
function cleared() {
  for (const item of away.sort((a, b) => homes.get(b).number - homes.get(a).number)) {
    const { list, next } = homes.get(item);
    list.insertBefore(item, next);
    if (item.dataset.step) item.querySelector(".due").textContent = "";
  }
  away = [];
  for (const group of all("[data-group]")) group.hidden = true;
  tell("dicho", "");
}

function put(group, found) {
  const place = document.querySelector(`[data-group="${group}"]`);
  place.hidden = !found.length;
  place.querySelector("ul").append(...found);
  away.push(...found);
}

/** How long a step's time still is, was over, or is to come; what the step itself says where the age is no day. */
function dueWords(group, days, item) {
  if (days === null) return group === "overdue" ? "" : textOf(item, ".when");
  if (!days) return say("today");
  return say(group, { time: span(days, DATA.spans) });
}

function ageAsked() {
  if (byId("nacio").value) return ageOn(byId("nacio").value, now().day);
  const months = byId("edad").value;
  if (!months) return null;
  return months === "-" ? ageOfMonths(null) : ageOfMonths(...months.split("-").map(Number));
}

function answerAge(age) {
  if (byId("nacio").value && age.low < 0) return tell("dicho", say("future"));
  const found = groups(timedSteps(DATA.routes), age);
  for (const group of ["now", "overdue", "next"]) {
    const steps = found[group].map(({ route, step, days }) => [byId(`paso/${route}/${step}`), days]);
    for (const [item, days] of steps) item.querySelector(".due").textContent = dueWords(group, days, item);
    const soon = steps.filter(([, days], place) => group !== "next" || place < FEW || (days !== null && days < NEAR));
    put(group, soon.map(([item]) => item));
    if (group === "next") put("later", steps.slice(soon.length).map(([item]) => item));
  }
  const [due, overdue, next] = [found.now.length, found.overdue.length, found.next.length];
  return tell("dicho", due + overdue + next ? say("found", { due, overdue, next }) : say("nothing-due"));
}

function entryOf(item) {
  const keywords = `${item.dataset.keywords || ""} ${all(".paper", item).map((paper) => textOf(paper)).join(" ")}`;
  return { name: textOf(item, "h4"), keywords, text: textOf(item, ".what") || textOf(item, "p") };
}

function indexed() {
  index ||= indexOf(items.map(entryOf));
  return index;
}

function answerSearch(query) {
  const found = find(indexed(), query).map((number) => items[number]);
  const [steps, points] = ["step", "point"].map((kind) => found.filter((item) => item.dataset[kind]).slice(0, MOST));
  for (const item of steps) item.querySelector(".due").textContent = item.dataset.route;
  put("found", steps);
  put("points", points);
  doorsTold(document.querySelector('[data-group="points"]'));
  const [n, shown] = [found.length, steps.length + points.length];
  tell("dicho", n ? say(shown < n ? "matches-first" : "matches", { n, shown }) : say("no-match", { query }));
}

function answered() {
  cleared();
  const [query, age] = [byId("busca").value.trim(), ageAsked()];
  if (query) answerSearch(query);
  else if (age) answerAge(age);
  byId("pasos-de-familia").hidden = Boolean(query || age);
}

/** When somebody can be attended next: the day and the time in words. */
function whenWords({ day, at }) {
  const words = new Date(`${day}T12:00`).toLocaleDateString(DATA.lang, { weekday: "long", day: "numeric", month: "long" });
  return { day: words, time: clock(at) };
}

function openWords({ open, until, appointment, next, sure }) {
  const today = next?.day === now().day;
  const closed = today ? "opens-today" : "opens-on";
  const told = [];
  if (open) told.push(until === 1440 ? say("open-always") : say("open-until", { time: clock(until) }));
  else told.push(next ? say(closed, whenWords(next)) : say("never-opens"));
  if (open && next && !today) told.push(say("too-late", whenWords(next))); // the turns were given out, or there is no time left
  if (open ? appointment : next?.appointment) told.push(say("appointment"));
  if (!sure) told.push(say("unsure"));
  return told.join(" ");
}

/** How many minutes a point is from where she lives; null where nobody knows or no place was named. */
function minutesTo(point) {
  const [there, place] = home();
  return point.startsWith(`${there}/`) ? DATA.ways[there][place]?.[DATA.points[point].place] ?? null : null;
}

/** Say of each door whether it is open now, how far it is, whether it has to be confirmed; the nearest first. */
export function doorsTold(within) {
  const { day, minute } = now();
  for (const door of all("[data-hours]", within)) {
    const { hours, takes = 0, tokens } = door.dataset;
    const standing = doorAt(DATA.hours[hours], day, minute, DATA.calendar, Number(takes), tokens ? Number(tokens) : null);
    const open = door.querySelector(".open");
    open.textContent = openWords(standing);
    open.className = standing.open ? "open yes" : "open no";
    const point = byId(`punto/${door.dataset.door}`);
    if (point && !door.querySelector(".checked")) door.append(...all(".phone, .checked", point).map((one) => one.cloneNode(true)));
    const { dataset: checked } = door.querySelector(".checked");
    if (isStale(checked.surveyed || null, day, Number(checked.stale))) checked.old = say("stale");
  }
  for (const list of all(".doors > ul", within)) nearestFirst(list);
}

/** Say it anew of all that is open to be read: another place, a later hour. */
const toldAnew = () => all('[data-group="points"], details[open]', byId("familia")).forEach(doorsTold);

function nearestFirst(list) {
  const [there, place] = home();
  list.parentElement.hidden = Boolean(there) && list.parentElement.dataset.territory !== there;
  const doors = [...list.children].map((door) => [door, minutesTo(door.dataset.door)]);
  for (const [door, minutes] of doors) {
    const { serves } = DATA.points[door.dataset.door];
    door.hidden = Boolean(place) && serves.length > 0 && !serves.includes(place);
    door.querySelector(".near").textContent = minutes === null ? "" : say("minutes", { n: minutes });
  }
  doors.sort(([, a], [, b]) => (a ?? 1e9) - (b ?? 1e9));
  if (doors.every(([door], k) => door === list.children[k])) return; // what is moved loses the keyboard
  const held = document.activeElement;
  list.append(...doors.map(([door]) => door));
  if (list.contains(held)) held.focus();
}

/** Bring a step or a point into sight, opened. */
export function revealed(id) {
  const item = byId(id);
  if (!item) return;
  if (item.closest("[hidden]")) put("found", [item]);
  const details = item.querySelector("details") || item.closest("details");
  if (details) details.open = true;
  item.tabIndex = -1;
  (item.querySelector("summary") || item).focus();
  item.scrollIntoView();
}

export function startFamily() {
  on(byId("busca"), "focus", indexed); // before the first key, which is not to wait for it
  on(byId("busca"), "input", answered);
  for (const [id, other] of [["edad", "nacio"], ["nacio", "edad"]]) {
    on(byId(id), "change", () => {
      byId(other).value = "";
      byId("busca").value = "";
      answered();
      if (textOf(byId("dicho"))) byId("dicho").scrollIntoView(); // on a phone it stands below what was asked
    });
  }
  byId("nacio").max = now().day;
  on(byId("familia"), "toggle", ({ target }) => { if (target.open) doorsTold(target); }, true);
  if (byId("lugar")) on(byId("lugar"), "change", toldAnew);
  on(document, "visibilitychange", toldAnew); // who takes up the phone again
  setInterval(toldAnew, 60000);
}
