// What presses in a chat do.

import { api } from "./api.js";
import { lookAtChats, lookAtRoom, lookAtStage } from "./live.js";
import { changed, isPrivate, openChat, person, state } from "./state.js";
import { ask, toast, tried } from "./toast.js";
import { w } from "./words.js";

/** Opens a chat; the browser's own way back leads to the list. */
export async function open(chat) {
  if (history.state?.chat) history.replaceState({ chat }, "");
  else history.pushState({ chat }, "");
  await enter(chat);
}

export function back() {
  if (history.state?.chat) history.back();
  else enter(0);
}

addEventListener("popstate", ({ state: at }) => enter(at?.chat || 0));

/** 0 is the list. */
async function enter(chat) {
  if (chat && !state.chats.some((one) => one.id === chat)) return enter(0);
  Object.assign(state, { chat, room: null, replyTo: null, editing: null });
  changed("chats", "room");
  if (!chat) return;
  await tried(lookAtRoom);
  await tried(lookAtChats);
}

export async function press(message, data, button) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  const answer = await tried(() => api.press(state.me, state.chat, message.id, data));
  button.removeAttribute("aria-busy");
  if (answer) acted("press", data.split(":")[1]);
  if (answer) await told(answer.toast);
}

/** A button that copies a text. */
export async function copy(text) {
  await navigator.clipboard?.writeText(text).catch(() => undefined);
  toast(w("copied"));
}

async function told(answer) {
  if (!answer) return toast(w("no_answer"), "bad");
  if (answer.text && answer.show_alert) await ask(answer.text);
  else if (answer.text) toast(answer.text);
  return answer.url ? link(answer.url) : undefined;
}

/** A link to the bot presses Start in the private chat; any other opens beside the demo. */
export async function link(url) {
  const { username } = state.stage.bot;
  if (!url.includes(`t.me/${username}?start=`)) {
    window.open(url, "_blank", "noopener,noreferrer");
    return;
  }
  if (!(await tried(() => api.follow(state.me, url)))) return;
  await open(state.me);
}

/** Tells the tour what the user has just done. */
function acted(kind, action = "") {
  state.acted = { kind, action, who: person(state.me).name, inPrivate: isPrivate(openChat()) };
  changed("acted");
}

/** Runs what says something in the open chat, in answer to the message chosen, if any. */
async function say(kind, saying) {
  const sent = await tried(() => saying(state.me, state.chat, state.replyTo?.id));
  if (!sent) return false;
  answering(null);
  acted(kind, sent.text.split(/[ @]/)[0]);
  return true;
}

export const send = (text) => say("send", (me, chat, to) => api.send(me, chat, text, to));
export const sticker = (emoji) => say("sticker", (me, chat, to) => api.sticker(me, chat, emoji, to));
export const voice = () => say("voice", (me, chat, to) => api.voice(me, chat, to));

/** Puts other words in the place of the message that is being changed. */
export async function edit(text) {
  const { id } = state.editing;
  if (!(await tried(() => api.edit(state.me, state.chat, id, text)))) return false;
  editing(null);
  acted("edit");
  return true;
}

export function answering(message) {
  Object.assign(state, { replyTo: message, editing: null });
  changed("reply");
}

export function editing(message) {
  Object.assign(state, { replyTo: null, editing: message });
  changed("reply");
}

export async function start() {
  await tried(() => api.start(state.me));
  await refresh();
}

export async function unblock() {
  await tried(() => api.unblock(state.me));
  await refresh();
}

async function refresh() {
  await Promise.all([tried(lookAtChats), tried(lookAtRoom), tried(lookAtStage)]);
}

export async function shareContact() {
  const phone = state.accounts.get(state.me)?.phone || "";
  if (await ask(w("share", { phone }), w("share_yes"), w("cancel"))) await tried(() => api.contact(state.me));
}

export async function shareUsers(users) {
  await tried(() => api.users(state.me, users));
}

export async function shareGroup(group) {
  await tried(() => api.group(state.me, group));
}

export async function upload(kind, file) {
  if (file) await say(kind, (me, chat, to) => api.upload(me, chat, kind, file, to));
}

export async function uploadSample() {
  const data = await api.sample();
  await upload("document", new File([data], state.stage.sample, { type: "text/csv" }));
}

/** Goes to a message of the open chat and lets it shine for a moment. */
export function show(id) {
  const node = document.getElementById(`m${id}`);
  node?.scrollIntoView({ block: "center", behavior: "smooth" });
  node?.classList.add("shine");
  setTimeout(() => node?.classList.remove("shine"), 1600);
}

export const act = { press, link, command: send, reply: answering, edit: editing, show };
