// Find steps, papers and places by what people type. So does rutas/site/search.py, with the same answers.

const WEIGHTS = [8, 6, 2]; // of a name, of keywords, of a text
const EQUAL = 4;
const BEGINS = 3;
const SLIP = 2;
const AKIN = 1;
const STOP = new Set(
  ("a al como con cuando de del donde el en es hay la las le lo los me mi mis necesito o para por que quiero " +
    "se si su sus un una y and at for how i in is my of on or the to what when where").split(" "),
);

/** A text as it is compared: small letters without accents or apostrophes. */
export function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\p{M}'’ʼ`´]/gu, "");
}

function wordsOf(text) {
  return plain(text).match(/[\p{L}\p{N}]+/gu) || [];
}

/** A word without the ending of a plural. */
export function stem(word) {
  if (word.length < 4) return word.replace(/z$/, "c");
  const one = word.endsWith("s") ? word.slice(0, -1) : word;
  const bare = one.endsWith("e") && one.length > 3 ? one.slice(0, -1) : one;
  return bare.endsWith("z") ? `${bare.slice(0, -1)}c` : bare;
}

/** Whether two words are a slip of the finger apart: a letter more, less or other, or two that changed places. */
function slipped(one, other) {
  if (one.length > other.length) return slipped(other, one);
  if (other.length - one.length > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rest = (word, from) => word.slice(from);
  if (one.length < other.length) return rest(one, at) === rest(other, at + 1);
  const turned = one[at] === other[at + 1] && one[at + 1] === other[at];
  return rest(one, at + 1) === rest(other, at + 1) || (turned && rest(one, at + 2) === rest(other, at + 2));
}

/** How well a word of a text is what was typed: 4 where it is the same, 0 where it is another. */
function likeness(typed, word) {
  if (typed === word || stem(typed) === stem(word)) return EQUAL;
  if (typed.length > 1 && word.startsWith(typed)) return BEGINS;
  if (typed.length > 4 && word.length > 4 && slipped(stem(typed), stem(word))) return SLIP;
  let shared = 0;
  while (shared < typed.length && typed[shared] === word[shared]) shared += 1;
  return shared > 4 && 5 * shared >= 2 * Math.max(typed.length, word.length) ? AKIN : 0;
}

/** What entries (name, keywords, text) are searched by: where each word stands, and the weight that it has there. */
export function indexOf(entries) {
  const places = new Map();
  entries.forEach((entry, number) => {
    [entry.name, entry.keywords, entry.text].forEach((text, field) => {
      for (const word of new Set(wordsOf(text || ""))) {
        if (!places.has(word)) places.set(word, []);
        places.get(word).push([number, WEIGHTS[field]]);
      }
    });
  });
  return places;
}

/** The numbers of the entries that have most of the words typed, and half of them at least; the best first. */
export function find(index, query) {
  const typed = [...new Set(wordsOf(query))];
  const telling = typed.filter((word) => !STOP.has(word));
  const meant = telling.length ? telling : typed;
  const found = new Map();
  for (const word of meant) {
    const degrees = [...index.keys()].map((other) => [other, likeness(word, other)]);
    const least = Math.min(BEGINS, degrees.reduce((most, [, degree]) => Math.max(most, degree), 0)) || EQUAL;
    const best = new Map();
    for (const [other, degree] of degrees.filter(([, degree]) => degree >= least)) {
      for (const [number, weight] of index.get(other)) {
        best.set(number, Math.max(best.get(number) || 0, degree * weight));
      }
    }
    for (const [number, score] of best) {
      const [words, sum] = found.get(number) || [0, 0];
      found.set(number, [words + 1, sum + score]);
    }
  }
  const most = Math.max(0, ...[...found.values()].map(([words]) => words));
  return [...found]
    .filter(([, [words]]) => words === most && 2 * most >= meant.length)
    .sort(([a, [, one]], [b, [, other]]) => other - one || a - b)
    .map(([number]) => number);
}
