// The strip on top: who the user is and what time it is. It is the demo's, not the chat's.

import { toggleDesk } from "./desk.js";
import { avatar, fill, h, icon, iconButton } from "./dom.js";
import { on, person, state, waiting } from "./state.js";
import { clock } from "./time.js";
import { toggleTour } from "./tour.js";
import { SPOKEN, language, short, speak, w } from "./words.js";

const bar = document.getElementById("bar");

export function showBar() {
  on("stage me language lost", draw);
}

function draw() {
  const me = person(state.me);
  if (!me) return;
  document.title = `${me.name} · ${w("title")}`;
  fill(bar, whoIAm(me), state.lost ? h("span", { class: "lost", role: "alert" }, w("lost")) : timeNow(), languages(), tour());
}

function whoIAm(me) {
  const others = state.stage.cast.some((one) => one.id !== state.me && waiting(one));
  const label = `${w("i_am")} ${me.name}, ${w("change_person")}`;
  return h("button", { type: "button", class: "me", "aria-label": label, "data-key": "me", onclick: () => toggleDesk() },
    avatar(me.name, me.id),
    h("span", { class: "middle" }, h("b", {}, me.name), h("small", {}, me.posts.join("，"))),
    h("span", { class: "narrow" }, icon("down")),
    others ? h("i", { class: "dot narrow" }) : null);
}

function timeNow() {
  const { speed, auto } = state.stage;
  const pace = speed === 1 ? "" : `${speed}×`;
  return h("button", { type: "button", class: `now ${auto ? "auto" : ""}`, "aria-label": w("time"), "data-key": "now", onclick: () => toggleDesk() },
    clock(), pace ? h("small", {}, pace) : null);
}

/** The browser's own list, with as much of the chosen one's name as there is room for. */
function languages() {
  const options = Object.entries(SPOKEN).map(([code, name]) => h("option", { value: code, selected: code === language() }, name));
  const chosen = h("select", { "aria-label": w("language"), "data-key": "language", onchange: (event) => speak(event.target.value) }, options);
  return h("label", { class: "language", title: w("language") }, icon("globe"), h("span", { class: "phone" }, short()), h("span", { class: "wider" }, SPOKEN[language()]), chosen);
}

const tour = () => iconButton("help", w("open_tour"), toggleTour, { class: "round", "data-key": "help" });
