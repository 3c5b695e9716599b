// Start the page: show the view that the address names, and let its parts answer.

import { all, byId, on, root } from "./dom.js";
import { revealed, startFamily } from "./family.js";
import { startList } from "./list.js";
import { startRoutes } from "./routes.js";
import { startTable, tableAt } from "./table.js";

function routed() {
  const address = location.hash.slice(1);
  const view = { r: "rutas", "/": "pasos", pasos: "pasos" }[/^(r|\/|pasos$)/.exec(address)?.[0]] || "familia";
  for (const section of all(".view")) section.classList.toggle("shown", section.id === view);
  for (const link of all(".views a")) link.setAttribute("aria-current", link.hash === `#${view}` ? "page" : "false");
  if (/^(paso|punto)\//.test(address)) revealed(address);
  else if (address[0] === "/") tableAt(address);
  else byId(address)?.scrollIntoView();
}

root.classList.remove("plain");
startFamily();
startList();
startRoutes();
startTable();
on(document.querySelector(".skip"), "click", (event) => {
  event.preventDefault(); // the address names the view
  byId("contenido").focus();
});
on(document, "submit", (event) => event.preventDefault());
on(window, "hashchange", routed);
routed();
