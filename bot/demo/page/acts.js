// What presses in a chat do.

import { api } from "./api.js";
import { lookAtChats, lookAtRoom, lookAtStage } from "./live.js";
import { changed, state } from "./state.js";
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
  Object.assign(state, { chat, room: null, replyTo: null });
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
  if (answer) await told(answer.toast);
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

export async function send(text) {
  const to = state.replyTo?.id;
  const sent = await tried(() => api.send(state.me, state.chat, text, to));
  if (sent) answering(null);
  return Boolean(sent);
}

export function answering(message) {
  state.replyTo = message;
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

export async function upload(kind, file) {
  if (file) await tried(() => api.upload(state.me, state.chat, kind, file));
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

export const act = { press, link, command: send, reply: answering, show };
