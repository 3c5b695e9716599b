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

/** How well a word of a text is what was typed, each with its stem: 4 where it is the same, 0 where it is another. */
function likeness(typed, bare, word, stemmed) {
  if (typed === word || bare === stemmed) return EQUAL;
  if (typed.length > 1 && word.startsWith(typed)) return BEGINS;
  if (typed.length < 5 || word.length < 5) return 0;
  if (slipped(bare, stemmed)) return SLIP;
  let shared = 0;
  while (shared < typed.length && typed[shared] === word[shared]) shared += 1;
  return shared > 4 && 5 * shared >= 2 * Math.max(typed.length, word.length) ? AKIN : 0;
}

const larger = (one, other) => Math.max(one, other);

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
  return { count: entries.length, words: [...places].map(([word, where]) => [word, stem(word), where]) };
}

/** The numbers of the entries that have most of the words typed, and half of them at least; the best first. */
export function find({ count, words }, query) {
  const typed = [...new Set(wordsOf(query))];
  const telling = typed.filter((word) => !STOP.has(word));
  const meant = telling.length ? telling : typed;
  const met = new Uint32Array(count);
  const sums = new Uint32Array(count);
  for (const word of meant) {
    const bare = stem(word);
    const degrees = words.map(([other, stemmed]) => likeness(word, bare, other, stemmed));
    const least = Math.min(BEGINS, degrees.reduce(larger, 0)) || EQUAL;
    const best = new Uint8Array(count);
    degrees.forEach((degree, place) => {
      if (degree < least) return;
      for (const [number, weight] of words[place][2]) best[number] = Math.max(best[number], degree * weight);
    });
    best.forEach((score, number) => {
      met[number] += Number(score > 0);
      sums[number] += score;
    });
  }
  const most = met.reduce(larger, 0);
  if (!most || 2 * most < meant.length) return [];
  return [...met.keys()].filter((number) => met[number] === most).sort((a, b) => sums[b] - sums[a] || a - b);
}
