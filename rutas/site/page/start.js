// Start the page: show the view that the address names, and let its parts answer.

import { byId } from "./dom.js";
import { revealed, startFamily } from "./family.js";
import { startList } from "./list.js";
import { startRoutes } from "./routes.js";
import { startTable, tableAt } from "./table.js";

/** The view that an address belongs to. */
function viewFor(address) {
  if (/^\/?pasos\b/.test(address)) return "pasos";
  return /^ruta/.test(address) ? "rutas" : "familia";
}

function routed() {
  const address = location.hash.slice(1);
  let id = address;
  try {
    id = decodeURIComponent(address);
  } catch {
    // a % that somebody typed
  }
  const view = viewFor(address);
  for (const section of document.querySelectorAll(".view")) section.classList.toggle("shown", section.id === view);
  for (const link of document.querySelectorAll(".views a")) {
    if (link.hash === `#${view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (/^(paso|punto)\//.test(id)) revealed(id);
  else if (address.startsWith("/pasos")) tableAt(address);
  else if (id && byId(id)) byId(id).scrollIntoView();
}

document.documentElement.classList.remove("plain");
startFamily();
startList();
startRoutes();
startTable();
window.addEventListener("hashchange", routed);
routed();
