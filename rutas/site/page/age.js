// What is due at an age. So does rutas/site/due.py, with the same answers.

const MONTH = 30.4375; // days
const YEAR = 365.25;
const PREGNANCY = 280;
const ROUNDED = 1e-6; // of a day: what binary fractions leave of nothing

/** The number of a day written as 2026-12-24, counted from 1970. */
export function dayNumber(day) {
  const [year, month, date] = day.split("-").map(Number);
  return Date.UTC(year, month - 1, date) / 86400000;
}

/** The ages, in days from birth, of somebody born on a day: from low to below high. */
export function ageOn(born, today) {
  const low = dayNumber(today) - dayNumber(born);
  return { low, high: low + 1 };
}

/** The ages of who has completed so many months; of who is not born yet where none are given. */
export function ageOfMonths(first, last = first) {
  if (first === null) return { low: -PREGNANCY, high: 0 };
  return { low: Math.floor(first * MONTH), high: Math.floor((last + 1) * MONTH) };
}

/** The steps of the document that a family goes through and that have a time: what `groups` takes. */
export function timedSteps(routes) {
  return routes.flatMap((route) =>
    route.steps
      .filter((step) => step.family && step.window)
      .map((step) => ({ route: route.id, step: step.id, window: step.window, last: route.ages ? route.ages.to : null })),
  );
}

/** A step's group, its place there, and its days on the first day of an age. */
function placed({ window, last }, age) {
  const opens = Math.ceil(window.opens - ROUNDED);
  const until = Math.floor(window.until + ROUNDED);
  const due = window.by !== undefined && window.by !== null;
  if (opens >= age.high) return ["next", opens, opens - age.low];
  if (until >= age.low) return due ? ["now", until, until - age.low] : ["now", Infinity, null];
  if (due && until > 0 && (last === null || age.low < (last + 1) * YEAR)) return ["overdue", -until, age.low - until];
  return ["earlier", 0, null];
}

/**
 * The steps that are due at an age: now, overdue, next, earlier; soonest first, of what is overdue what was due last.
 * Days are told of an age that is a single day's.
 */
export function groups(steps, age) {
  const found = { now: [], overdue: [], next: [], earlier: [] };
  for (const one of steps) {
    const [group, rank, days] = placed(one, age);
    found[group].push([rank, { route: one.route, step: one.step, days: age.high - age.low === 1 ? days : null }]);
  }
  const sorted = (rows) => rows.sort(([a], [b]) => (a === b ? 0 : a - b)).map(([, due]) => due);
  return Object.fromEntries(Object.entries(found).map(([group, rows]) => [group, sorted(rows)]));
}

/** A length of time in words, as rutas.quantity.span writes it; the words are `span_words` of rutas/site/due.py. */
export function span(days, words) {
  const [unit, size] = days >= 2 * YEAR ? ["y", YEAR] : days >= 60 ? ["mo", MONTH] : ["d", 1];
  const text = (days / size).toFixed(unit === "d" ? 0 : 1).replace(/\.0$/, "").replace(".", words.point);
  return words[unit][text === "1" ? 0 : 1].replace("#", text);
}
