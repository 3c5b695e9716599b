// For a family: what is due at an age, where it is open, what a search finds. The steps themselves are moved, not made.

import { ageOfMonths, ageOn, groups, span, timedSteps } from "./age.js";
import { DATA, byId, say, tell, textOf } from "./dom.js";
import { clock, doorAt, isStale, momentOf } from "./hours.js";
import { find, indexOf } from "./search.js";

const FEW = 5; // of what comes next, and all of it that opens within so many days
const NEAR = 60;
const GROUPS = ["now", "overdue", "next", "found"];
const homes = [...document.querySelectorAll("#pasos-de-familia .errands, .points .plainlist")].map((list) => [list, [...list.children]]);
const items = homes.flatMap(([, inside]) => inside);
const stepOf = new Map(items.filter((item) => item.dataset.step).map((item) => [item.dataset.step, item]));
let index = null;

const today = () => momentOf(new Date());
const groupOf = (name) => document.querySelector(`[data-group="${name}"]`);

/** Put every step back where it stood, and forget what was answered. */
function cleared() {
  for (const [list, inside] of homes) list.append(...inside);
  for (const item of stepOf.values()) item.querySelector(".due").textContent = "";
  for (const name of [...GROUPS, "points"]) groupOf(name).hidden = true;
  tell("dicho", "");
}

/** What opens much later stands apart, folded. */
function later(found) {
  const details = document.querySelector(".later");
  details.hidden = !found.length;
  details.open = false;
  details.querySelector("ul").append(...found);
}

function put(name, found) {
  groupOf(name).hidden = !found.length;
  groupOf(name).querySelector("ul").append(...found);
}

/** How long a step's time still is, was over, or is to come; what the step itself says where the age is no day. */
function dueWords(group, days, item) {
  if (days === null) return group === "now" || group === "next" ? textOf(item.querySelector(".when")) : "";
  if (group === "now" && days === 0) return say("today");
  return say({ now: "left", overdue: "over", next: "opens" }[group], { time: span(days, DATA.spans) });
}

function ageAsked() {
  const born = byId("nacio").value;
  if (born) return ageOn(born, today().day);
  const months = byId("edad").value;
  if (!months) return null;
  if (months === "-") return ageOfMonths(null);
  return ageOfMonths(...months.split("-").map(Number));
}

function answerAge(age) {
  const born = byId("nacio").value;
  if (born && age.low < 0) return tell("dicho", say("future"));
  const found = groups(timedSteps(DATA.routes), age);
  const count = {};
  for (const name of ["now", "overdue", "next"]) {
    const those = found[name].map((one) => ({ ...one, item: stepOf.get(`${one.route}/${one.step}`) }));
    for (const { days, item } of those) item.querySelector(".due").textContent = dueWords(name, days, item);
    const soon = name === "next" ? those.filter(({ days }, place) => place < FEW || (days !== null && days < NEAR)) : those;
    put(name, soon.map(({ item }) => item));
    if (name === "next") later(those.slice(soon.length).map(({ item }) => item));
    count[name] = those.length;
  }
  return tell("dicho", count.now + count.overdue + count.next ? say("found", count) : say("nothing-due"));
}

function entryOf(item) {
  if (item.dataset.point) return { name: textOf(item.querySelector("h4")), keywords: "", text: textOf(item) };
  const keywords = [...item.querySelectorAll(".paper")].map(textOf).join(" ");
  return { name: textOf(item.querySelector("h4")), keywords: `${item.dataset.keywords} ${keywords}`, text: textOf(item.querySelector(".what")) };
}

function answerSearch(query) {
  index ||= indexOf(items.map(entryOf));
  const found = find(index, query).map((number) => items[number]);
  const steps = found.filter((item) => item.dataset.step);
  for (const item of steps) item.querySelector(".due").textContent = item.dataset.route;
  put("found", steps);
  put("points", found.filter((item) => item.dataset.point));
  tell("dicho", found.length ? say("matches", { n: found.length }) : say("no-match", { query }));
}

function answered() {
  cleared();
  const [query, age] = [byId("busca").value.trim(), ageAsked()];
  if (query) answerSearch(query);
  else if (age) answerAge(age);
  byId("pasos-de-familia").hidden = Boolean(query || age);
}

function openWords({ open, until, appointment, next, sure }) {
  const more = [appointment || (next && next.appointment) ? say("appointment") : "", sure ? "" : say("unsure")];
  const told = () => {
    if (open) return until === 1440 ? say("open-always") : say("open-until", { time: clock(until) });
    if (!next) return say("never-opens");
    const time = clock(next.at);
    if (next.day === today().day) return say("opens-today", { time });
    const [year, month, day] = next.day.split("-").map(Number);
    const weekday = DATA.words.days.split("|")[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
    return say("opens-on", { day: `${weekday} ${day} ${say("of")} ${DATA.words.month.split("|")[month - 1]}`, time });
  };
  return [told(), ...more].filter(Boolean).join(" ");
}

/** How many minutes a point is from where she lives; null where nobody knows or none was named. */
function minutesTo(point) {
  const [there, place] = byId("lugar") ? byId("lugar").value.split("/") : [];
  const known = DATA.points[point];
  if (!place || !known.place || !point.startsWith(`${there}/`)) return null;
  return DATA.ways[there][place][known.place] ?? null;
}

/** Say of each door whether it is open now, how far it is, whether it has to be confirmed; the nearest first. */
function doorsTold(within) {
  const { day, minute } = today();
  for (const door of within.querySelectorAll("[data-hours]")) {
    const standing = doorAt(DATA.hours[door.dataset.hours], day, minute, DATA.calendar, Number(door.dataset.takes || 0), door.dataset.tokens ? Number(door.dataset.tokens) : null);
    const open = door.querySelector(".open");
    open.textContent = openWords(standing);
    open.className = `open ${standing.open ? "yes" : "no"}`;
    const checked = door.querySelector(".checked");
    if (isStale(checked.dataset.surveyed || null, day, Number(checked.dataset.stale)) && !checked.dataset.told) {
      checked.dataset.told = "yes";
      checked.append(` ${say("stale")}`);
    }
  }
  for (const list of within.querySelectorAll(".doors > ul")) nearestFirst(list);
}

function nearestFirst(list) {
  const [there, place] = byId("lugar") ? byId("lugar").value.split("/") : [];
  list.parentElement.hidden = Boolean(there) && list.parentElement.dataset.territory !== there;
  const doors = [...list.children].map((door) => ({ door, minutes: minutesTo(door.dataset.door) }));
  for (const { door, minutes } of doors) {
    const { serves } = DATA.points[door.dataset.door];
    door.hidden = Boolean(place) && serves.length > 0 && !serves.includes(place);
    door.querySelector(".near").textContent = minutes === null ? "" : say("minutes", { n: minutes });
  }
  doors.sort((a, b) => (a.minutes ?? Infinity) - (b.minutes ?? Infinity));
  list.append(...doors.map(({ door }) => door));
}

/** Bring a step or a point into sight, opened. */
export function revealed(id) {
  const item = byId(id);
  if (!item) return;
  if (item.closest("[hidden]")) put("found", [item]);
  const details = item.querySelector("details") || item.closest("details");
  if (details) details.open = true;
  const target = item.querySelector("summary") || item;
  if (target === item) item.tabIndex = -1;
  target.focus({ preventScroll: true });
  item.scrollIntoView({ block: "start" });
}

/** Bring the answer into sight: on a phone it stands below what was asked. */
function seen() {
  if (byId("dicho").textContent) byId("dicho").scrollIntoView({ block: "start" });
}

export function startFamily() {
  byId("pregunta").addEventListener("submit", (event) => event.preventDefault());
  byId("busca").addEventListener("input", answered);
  byId("edad").addEventListener("change", () => { byId("nacio").value = ""; byId("busca").value = ""; answered(); seen(); });
  byId("nacio").addEventListener("change", () => { byId("edad").value = ""; byId("busca").value = ""; answered(); seen(); });
  byId("nacio").max = today().day;
  byId("familia").addEventListener("toggle", (event) => { if (event.target.open) doorsTold(event.target); }, true);
  if (byId("lugar")) {
    byId("lugar").addEventListener("change", () => {
      for (const open of byId("familia").querySelectorAll("details[open]")) doorsTold(open);
    });
  }
}
