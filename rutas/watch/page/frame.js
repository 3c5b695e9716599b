const words = JSON.parse(document.body.dataset.words);
const state = document.getElementById("state");
const wrong = document.getElementById("wrong");
const page = document.getElementById("page");
const START = "/index.html";
let shown = null; // what the server says of the file that is shown
let asked = 0;

function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function problem({ place, level, rule, message, excerpt, hint }) {
  const item = document.createElement("li");
  item.append(element("span", place, "place"), ` ${level} ${rule}: ${message}`);
  if (excerpt) item.append(element("pre", excerpt));
  if (excerpt) item.lastChild.tabIndex = 0; // long lines are scrolled by keys too
  if (hint) item.append(element("p", `→ ${hint}`));
  return item;
}

/** The path of the file that is shown; the first one where the browser does not say. */
function here() {
  try {
    return shown === null ? START : page.contentWindow.location.pathname;
  } catch {
    return START;
  }
}

/** Load what is shown anew where the file behind it is another now. */
async function refresh() {
  const turn = (asked += 1);
  const path = here();
  const answer = await fetch(path, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (turn !== asked || !answer || !answer.ok) return;
  const now = `${path} ${answer.headers.get("ETag")}`;
  if (shown === null) page.src = START;
  else if (now !== shown && shown.startsWith(`${path} `)) page.contentWindow.location.reload();
  shown = now;
  page.hidden = false;
}

function tell(told) {
  const pieces = words.pieces.replace("{done}", told.done).replace("{total}", told.total);
  const said = told.making ? (told.total ? pieces : words.making) : words.fine;
  state.textContent = told.readable ? said : words.broken;
  const listed = [...told.problems.map(problem), ...told.failed.map((text) => element("li", text))];
  wrong.hidden = listed.length === 0;
  if (!told.readable) wrong.open = true;
  wrong.querySelector("summary").textContent = words.problems.replace("{count}", listed.length);
  wrong.querySelector("ol").replaceChildren(...listed);
  refresh();
}

const events = new EventSource("/events");
events.addEventListener("message", (event) => tell(JSON.parse(event.data)));
events.addEventListener("error", () => { state.textContent = words.lost; });
