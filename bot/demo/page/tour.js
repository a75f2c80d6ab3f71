// Cards that say what to try, and move on as the user does it. They do nothing the user could not do.

import { open } from "./acts.js";
import { api } from "./api.js";
import { propose } from "./composer.js";
import { fill, h, iconButton } from "./dom.js";
import { become, hear } from "./live.js";
import { on, recall, remember, state } from "./state.js";
import { tried } from "./toast.js";
import { w } from "./words.js";

const tour = document.getElementById("tour");

const SAYING = ["send", "sticker", "voice", "photo", "document"];
const pressed = (...actions) => ({ kind, action }) => kind === "press" && actions.includes(action);
const written = ({ kind, action, who, inPrivate }) => kind === "send" && inPrivate && who === "李敏" && !action.startsWith("/");
const answered = (acted) => pressed("ack")(acted) || (SAYING.includes(acted.kind) && !acted.inPrivate);
const looked = ({ kind, action }) => (kind === "send" && ["/status", "/board"].includes(action)) || (kind === "press" && ["status", "board"].includes(action));

/** An urgent one needs no passing on: the branch lead's own answer serves. */
function passedOn(acted) {
  return pressed("rel")(acted) || (recall("tour.urgent") && pressed("ack")(acted) && acted.who === "陈刚");
}

/** `done` tells from what the user did last whether the card has served. */
const STEPS = [
  { words: "tour_1", doing: () => writeIt("tour_1_text"), done: written },
  { words: "tour_2", done: pressed("send", "sends") },
  { words: "tour_3", urgently: "tour_3_urgent", doing: () => be("陈刚"), done: passedOn },
  { words: "tour_4", doing: () => be("王芳", "幸福里楼长群"), done: answered },
  { words: "tour_5", doing: () => be("王芳", "幸福里楼长群"), done: pressed("help", "helpr") },
  { words: "tour_6", doing: () => be("陈刚"), done: pressed("helpt") },
  { words: "tour_7", doing: () => be("李敏"), done: looked },
  { words: "tour_8", doing: () => writeIt("tour_8_text"), done: pressed("rsure") },
  { words: "tour_9", doing: () => writeIt("tour_8_text"), done: pressed("conti", "posterp") },
  { words: "tour_10", doing: async () => hear(await api.direct({ auto: true })) },
];

export function showTour() {
  on("language me", draw);
  on("acted", moveOn);
}

/** Whoever does what a card says, or a later one, is shown the next; also while it is put away. */
function moveOn() {
  noteUrgency();
  const away = step() < 0;
  const from = away ? recall("tour.last") || 0 : step();
  const served = STEPS.findIndex(({ done }, number) => number >= from && done?.(state.acted));
  if (served < 0) return;
  if (away) remember("tour.last", served + 1);
  else at(served + 1);
}

/** A draft stays urgent while it is added to; the next one begins as routine. */
function noteUrgency() {
  if (pressed("urg")(state.acted)) remember("tour.urgent", !recall("tour.urgent"));
  else if (pressed("send", "sends", "disc")(state.acted)) remember("tour.ended", true);
  else if (written(state.acted) && recall("tour.ended")) {
    remember("tour.urgent", false);
    remember("tour.ended", false);
  }
}

export const openTour = () => at(0);
export const toggleTour = () => (tour.hidden ? at(recall("tour.last") || 0) : at(-1));

const step = () => recall("tour") ?? 0;

/** Step -1 is: put away. */
function at(number) {
  if (number < 0) remember("tour.last", Math.max(step(), 0));
  remember("tour", number);
  draw();
}

function draw() {
  const number = step();
  const one = STEPS[number];
  tour.hidden = !one;
  if (!one) return;
  tour.setAttribute("aria-label", w("open_tour"));
  const last = number === STEPS.length - 1;
  fill(
    tour,
    h("div", { class: "top" },
      h("b", {}, w("tour_step", { n: number + 1, all: STEPS.length })),
      iconButton("close", w("close"), () => at(-1), { class: "round", "data-key": "close" })),
    h("p", {}, w((recall("tour.urgent") && one.urgently) || one.words)),
    h("div", { class: "choices" },
      number ? plain("tour_back", () => at(number - 1)) : null,
      one.doing ? h("button", { type: "button", class: "strong", "data-key": "do", onclick: () => tried(one.doing) }, w(`${one.words}_do`)) : null,
      last ? plain("tour_done", () => at(-1)) : plain("tour_next", () => at(number + 1))),
  );
}

const plain = (words, onclick) => h("button", { type: "button", class: "plain", "data-key": words, onclick }, w(words));

async function be(name, title = "") {
  const wanted = state.people.find((one) => one.name === name);
  if (wanted.id !== state.me) await become(wanted.id);
  const group = title && state.chats.find((chat) => chat.title === title);
  await open(group ? group.id : wanted.id);
}

async function writeIt(words) {
  await be("李敏");
  propose(w(words));
}
