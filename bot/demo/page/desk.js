// Beside the chats: who the user is, time, the others, language.

import { api } from "./api.js";
import { fill, h, iconButton } from "./dom.js";
import { hear } from "./live.js";
import { on, state } from "./state.js";
import { clock } from "./time.js";
import { tried } from "./toast.js";
import { openTour } from "./tour.js";
import { w } from "./words.js";
import { whoSection } from "./who.js";

const desk = document.getElementById("desk");
const top = h("div", { class: "top" });
const controls = h("div");

export function showDesk(become) {
  const chosen = (id) => { toggleDesk(false); become(id); };
  desk.append(top, whoSection(chosen), controls);
  desk.addEventListener("keydown", (event) => { if (event.key === "Escape") toggleDesk(false); });
  on("stage language", draw);
  matchMedia("(min-width: 1080px)").addEventListener("change", () => toggleDesk(false));
  toggleDesk(false);
}

/** On narrow screens the desk comes over the chats; on wide ones it is always there. */
export function toggleDesk(open = !desk.classList.contains("open")) {
  const wide = matchMedia("(min-width: 1080px)").matches;
  desk.classList.toggle("open", open && !wide);
  desk.inert = !open && !wide;
  document.body.classList.toggle("at-desk", open && !wide);
  if (open && !wide) desk.querySelector(".person")?.focus();
}

async function direct(wanted) {
  const stage = await tried(() => api.direct(wanted));
  if (stage) hear(stage);
}

function draw() {
  desk.setAttribute("aria-label", w("desk"));
  fill(top, h("h2", {}, w("desk")), iconButton("close", w("close"), () => toggleDesk(false), { class: "round narrow", "data-key": "close" }));
  fill(controls, othersSection(), timeSection(), pageSection());
}

function othersSection() {
  const { auto } = state.stage;
  const press = () => direct({ auto: !auto });
  return h("section", {},
    h("button", { type: "button", class: "switch", role: "switch", "aria-checked": String(auto), "data-key": "auto", onclick: press },
      h("span", {}, w("others"), h("small", {}, w("others_hint"))), h("i", { class: "knob" })));
}

function timeSection() {
  const { speed, fast } = state.stage;
  const speeds = [[0, w("paused")], [1, w("usual")], [fast, w("times", { n: fast })]];
  const jumps = [[5, w("minutes", { n: 5 })], [30, w("minutes", { n: 30 })], [120, w("hours", { n: 2 })], ["morning", w("morning")]];
  return h("section", {},
    h("h3", {}, w("time"), clock("big")),
    choice(w("speed"), speeds, speed, (value) => direct({ speed: value })),
    h("div", { class: "labelled" }, h("span", {}, w("jump")),
      h("div", { class: "segments", role: "group", "aria-label": w("jump") },
        jumps.map(([by, label]) => h("button", { type: "button", "data-key": `j${by}`, onclick: () => direct({ jump: by }) }, label)))));
}

function pageSection() {
  return h("section", {},
    h("button", { type: "button", class: "plain wide", "data-key": "tour", onclick: () => { toggleDesk(false); openTour(); } }, w("open_tour")));
}

/** A few buttons of which one is chosen. */
function choice(label, values, chosen, choose) {
  const button = ([value, text]) => h("button", {
    type: "button", "data-key": `${label}${value}`, "aria-pressed": String(value === chosen), onclick: () => choose(value),
  }, text);
  return h("div", { class: "labelled" }, h("span", {}, label),
    h("div", { class: "segments", role: "group", "aria-label": label }, values.map(button)));
}
