// When a door is open. So does rutas/site/hours.py, with the same answers.

import { dayNumber } from "./age.js";

const AHEAD = 364; // days that are looked through for the next opening

/** The day of a number, written as 2026-12-24. */
export function dayOf(number) {
  return new Date(number * 86400000).toISOString().slice(0, 10);
}

/** The month and day of Easter Sunday, as rutas/hours/days.py has it. */
function easter(year) {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const moon =
    (19 * golden + century - Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const sum = moon + sunday - 7 * late + 114;
  return dayNumber(`${year}-${Math.floor(sum / 31)}-${(sum % 31) + 1}`);
}

/** On which day a holiday falls in a year, before any decree; null where it does not. */
function falls(holiday, year) {
  if (holiday.since && year < holiday.since) return null;
  if (holiday.before_easter !== undefined) return dayOf(easter(year) - holiday.before_easter);
  if (holiday.year && holiday.year !== year) return null;
  const day = dayOf(Date.UTC(year, holiday.month - 1, holiday.day) / 86400000);
  return Number(day.slice(5, 7)) === holiday.month ? day : null; // the 29th of February
}

/** Where the law has the holidays of a year: names by day. */
function lawful(calendar, year) {
  const found = new Map();
  for (const holiday of calendar.holidays) {
    const day = falls(holiday, year);
    if (day) found.set(day, found.has(day) ? `${found.get(day)} · ${holiday.name}` : holiday.name);
  }
  return found;
}

/** The names of the holidays of a year, by day. */
export function holidaysIn(calendar, year) {
  const origins = new Set([year, ...Object.keys(calendar.moved).map((day) => Number(day.slice(0, 4)))]);
  const found = {};
  for (const origin of [...origins].sort()) {
    for (const [day, name] of lawful(calendar, origin)) {
      const kept = calendar.moved[day] || day;
      if (Number(kept.slice(0, 4)) === year) found[kept] = kept in found ? `${found[kept]} · ${name}` : name;
    }
  }
  return found;
}

/** A function that tells the name of the holiday that a day is, if it is one; years are worked out once. */
export function holidayNames(calendar) {
  const years = new Map();
  return (day) => {
    const year = Number(day.slice(0, 4));
    if (!years.has(year)) years.set(year, holidaysIn(calendar, year));
    return years.get(year)[day];
  };
}

function weekday(day) {
  return (((dayNumber(day) + 3) % 7) + 7) % 7; // 1970 began on a Thursday
}

/** Whether a line's months, dates and weeks have a day. */
function inSeason(line, day) {
  if (line.months && !line.months.includes(Number(day.slice(5, 7)))) return false;
  if (line.dates && !line.dates.some(([first, last]) => first <= day && day <= last)) return false;
  if (!line.every) return true;
  const { weeks, since } = line.every;
  const monday = dayNumber(since) - weekday(since);
  return day >= since && Math.floor((dayNumber(day) - monday) / 7) % weeks === 0;
}

/** Whether a line is said of a day that is no holiday. */
function ofWeek(line, day) {
  if (!line.days || !line.days.includes(weekday(day)) || !inSeason(line, day)) return false;
  if (!line.of_month) return true;
  const last = dayOf(dayNumber(day) + 7).slice(5, 7) !== day.slice(5, 7);
  return line.of_month.includes(Math.floor((Number(day.slice(8)) - 1) / 7) + 1) || (last && line.of_month.includes(-1));
}

/** How long the shortest of a line's ranges of dates that has a day is; Infinity where none has it. */
function shortest(line, day) {
  const lengths = (line.dates || [])
    .filter(([first, last]) => first <= day && day <= last)
    .map(([first, last]) => dayNumber(last) - dayNumber(first));
  return Math.min(Infinity, ...lengths);
}

function merged(spans) {
  const found = [];
  for (const [opens, closes] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const before = found[found.length - 1];
    if (before && opens <= before[1]) before[1] = Math.max(before[1], closes);
    else found.push([opens, closes]);
  }
  return found;
}

/** The hours in which any line is open: from, to, and whether only by appointment. */
function united(lines) {
  const times = (kind) => merged(lines.filter((line) => Boolean(line.appointment) === kind).flatMap((line) => line.times));
  const free = times(false);
  const found = free.map(([opens, closes]) => [opens, closes, false]);
  for (const [opens, closes] of times(true)) {
    let at = opens;
    for (const [start, end] of free) {
      if (start < closes && end > at) {
        if (start > at) found.push([at, start, true]);
        at = end;
      }
    }
    if (at < closes) found.push([at, closes, true]);
  }
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** When a door is open on a day: spans of minutes from midnight, and whether by appointment. */
export function openOn(lines, day, isHoliday) {
  const alone = lines.filter((line) => !line.days && !line.holidays);
  const least = Math.min(Infinity, ...alone.map((line) => shortest(line, day)));
  if (least < Infinity) return united(alone.filter((line) => shortest(line, day) === least));
  if (isHoliday(day)) return united(lines.filter((line) => line.holidays && inSeason(line, day)));
  return united(lines.filter((line) => ofWeek(line, day)));
}

/** The first time from a moment on at which a door is open for as long as it takes; null where there is none. */
function nextOpening(lines, today, minute, isHoliday, takes, tokensAt) {
  for (let number = 0; number < AHEAD; number += 1) {
    const earliest = number ? 0 : minute;
    if (tokensAt !== null && earliest > tokensAt) continue;
    const day = dayOf(dayNumber(today) + number);
    for (const [opens, until, appointment] of openOn(lines, day, isHoliday)) {
      const at = Math.max(opens, earliest);
      if (at < until && at + takes <= until) return { day, at, until, appointment };
    }
  }
  return null;
}

/**
 * How a door stands at a moment (a day, and minutes from midnight): whether it is open, until when, whether only by
 * appointment; when somebody who comes now can be attended; whether it is known which days are holidays up to then.
 */
export function doorAt(lines, day, minute, calendar, takes = 0, tokensAt = null) {
  const isHoliday = holidayNames(calendar);
  const span = openOn(lines, day, isHoliday).find(([opens, closes]) => opens <= minute && minute < closes);
  const next = nextOpening(lines, day, minute, isHoliday, takes, tokensAt);
  return {
    open: Boolean(span),
    until: span ? span[1] : null,
    appointment: Boolean(span && span[2]),
    next,
    sure: !calendar.known_until || (next || { day }).day <= calendar.known_until,
  };
}

/** Minutes from midnight as a clock shows them: 7:00, 24:00. */
export function clock(minutes) {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Whether what was last checked on a day has to be confirmed after so many days. */
export function isStale(checked, today, days) {
  return checked !== null && dayNumber(today) - dayNumber(checked) > days;
}

/**
 * The day and the minute that it is in Paraguay: what a phone of that zone shows, else three hours less than UTC, since
 * October 2024 all year (an older phone may not know that, but where it is at home its clock is what people go by).
 */
export function momentOf(date) {
  const home = Intl.DateTimeFormat().resolvedOptions().timeZone === "America/Asuncion";
  const there = new Date(date - 60000 * (home ? date.getTimezoneOffset() : 180)).toISOString();
  return { day: there.slice(0, 10), minute: 60 * there.slice(11, 13) + Number(there.slice(14, 16)) };
}
