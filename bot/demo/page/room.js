// The open chat: who it is with, what was said, and how to say something.

import { act, back } from "./acts.js";
import { composer } from "./composer.js";
import { avatar, fill, h, icon, iconButton } from "./dom.js";
import { messageNode } from "./message.js";
import { isPrivate, on, state } from "./state.js";
import { day, language, w } from "./words.js";

const room = document.getElementById("room");
const NEAR = 120; // px from the end still counts as reading the newest

const head = h("header", { class: "head" });
const log = h("ol", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" });
const newer = h("button", { type: "button", class: "newer", hidden: true, onclick: () => toEnd(true) }, icon("down"));
const blank = h("p", { class: "blank" });

let shown = { key: "", nodes: new Map() };

export function showRoom() {
  on("room chats me language", draw);
  room.append(head, log, newer, composer(), blank);
  log.addEventListener("scroll", () => { if (atEnd()) newer.hidden = true; }, { passive: true });
  // A keyboard that opens, or buttons under the field, must not hide the newest message.
  let end = true;
  log.addEventListener("scroll", () => { end = atEnd(); }, { passive: true });
  new ResizeObserver(() => { if (end) toEnd(); }).observe(log);
}

function draw() {
  const chat = state.room?.chat;
  document.body.classList.toggle("in-room", Boolean(state.chat));
  room.classList.toggle("nothing", !chat);
  blank.textContent = state.chat ? "" : w("no_chat");
  if (chat) {
    drawHead(chat);
    drawLog(chat, state.room.messages);
  }
}

function drawHead(chat) {
  const about = isPrivate(chat) ? w("bot") : w("members", { n: chat.members });
  fill(
    head,
    iconButton("back", w("back"), back, { class: "round back", "data-key": "back" }),
    avatar(chat.title, chat.id, isPrivate(chat) ? "robot" : ""),
    h("div", {}, h("h1", {}, chat.title), h("small", {}, about)),
  );
  log.setAttribute("aria-label", chat.title);
  newer.setAttribute("aria-label", w("newer"));
}

/** Keeps the nodes of messages that did not change, so that reading and focus are not disturbed. */
function drawLog(chat, messages) {
  const key = `${state.me}/${chat.id}/${language()}`;
  const entered = shown.key !== key;
  const said = messages.at(-1);
  const stay = !entered && !atEnd() && !(said?.sender.kind === "me" && !shown.nodes.has(said.id));
  const last = [...shown.nodes.keys()].pop();
  const old = entered ? new Map() : shown.nodes;
  shown = { key, nodes: new Map() };
  const nodes = messages.flatMap((message, index) => withDay(chat, messages, index, kept(old, chat, messages, index)));
  place(nodes.length ? nodes : [h("li", { class: "message service" }, h("span", {}, w(isPrivate(chat) && chat.bot !== "member" ? "start_hint" : "empty")))]);
  if (!stay) toEnd();
  else if (last && messages.at(-1)?.id > last) newer.hidden = false;
}

function kept(old, chat, messages, index) {
  const message = messages[index];
  const first = opens(messages, index);
  const told = JSON.stringify([message, first]);
  const before = old.get(message.id);
  const node = before?.told === told ? before.node : messageNode(message, { group: !isPrivate(chat), first, act });
  shown.nodes.set(message.id, { told, node });
  return node;
}

/** Whether the message begins what one person says in a row. */
function opens(messages, index) {
  const before = messages[index - 1], one = messages[index];
  return !before || before.service || before.sender.id !== one.sender.id || one.at - before.at > 900;
}

function withDay(chat, messages, index, node) {
  const today = day(messages[index].at);
  if (index && day(messages[index - 1].at) === today) return [node];
  return [h("li", { class: "message service", "data-day": today }, h("span", {}, today)), node];
}

function place(nodes) {
  const key = log.contains(document.activeElement) && document.activeElement.dataset.key;
  const wanted = new Set(nodes);
  for (const child of [...log.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => { if (log.children[index] !== node) log.insertBefore(node, log.children[index] || null); });
  if (key && !log.contains(document.activeElement)) log.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;

function toEnd(smooth = false) {
  log.scrollTo({ top: log.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  newer.hidden = true;
}
