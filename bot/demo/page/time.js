// Clocks on the page, all telling the community's time.

import { h } from "./dom.js";
import { now } from "./live.js";
import { state } from "./state.js";
import { hour, weekday } from "./words.js";

const TICK = 250;

/** A node that tells the time as long as it is on the page. */
export function clock(kind = "") {
  return h("time", { class: `clock ${kind}` }, told(kind));
}

const told = (kind) => (state.stage ? [kind && weekday(now()), hour(now())].filter(Boolean).join(" ") : "");

setInterval(() => {
  for (const node of document.querySelectorAll("time.clock")) {
    const text = told(node.classList.contains("big") ? "big" : "");
    if (node.textContent !== text) node.textContent = text;
  }
}, TICK);
