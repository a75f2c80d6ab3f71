// Keeps what is shown up to date: the person's chats by events, time and switches by asking.

import { api } from "./api.js";
import { changed, markRead, remember, state } from "./state.js";
import { setZone } from "./words.js";

const STAGE_EVERY = 2000;
const WHILE_HURRYING = 250;
const GATHERED = 180; // ms; many changes at once are one look

let events = null;
let looking = 0;
let hurrying = 0;
let asked = 0; // how often the open chat was asked for
let newest = 0; // which of these is shown
const touched = new Set();

/** The user is this person from now on. */
export async function become(id) {
  Object.assign(state, { me: id, chat: null, room: null, replyTo: null, editing: null, chats: [] });
  remember("me", id);
  document.getElementById("toasts").replaceChildren();
  listen();
  await Promise.all([lookAtStage(), lookAtChats()]);
  changed("me", "chats", "room");
  return state.chats;
}

function listen() {
  events?.close();
  events = api.events(state.me);
  events.onmessage = ({ data }) => soon(JSON.parse(data).chat);
  events.onopen = () => { lost(false); soon(null); };
  events.onerror = () => lost(true);
}

function lost(is) {
  if (state.lost === is) return;
  state.lost = is;
  changed("lost");
}

function soon(chat) {
  touched.add(chat);
  looking ||= setTimeout(look, GATHERED);
}

async function look() {
  const chats = new Set(touched);
  touched.clear();
  looking = 0;
  const mine = chats.has(state.chat) || chats.has(null);
  await Promise.all([mine && state.chat ? lookAtRoom() : null, lookAtChats()]).catch(() => lost(true));
}

function seen(chat, message) {
  if (message && document.visibilityState === "visible") markRead(chat, message.id);
}

export async function lookAtChats() {
  const me = state.me;
  const chats = await api.chats(me);
  if (me !== state.me) return;
  const open = chats.find((chat) => chat.id === state.chat);
  seen(open?.id, open?.last);
  state.chats = chats;
  changed("chats");
}

export async function lookAtRoom() {
  const { me, chat } = state;
  const turn = (asked += 1);
  const room = await api.messages(me, chat);
  // Answers may overtake each other: an older one must not take the place of a newer.
  if (me !== state.me || chat !== state.chat || turn < newest) return;
  newest = turn;
  state.room = room;
  seen(chat, room.messages.at(-1)); // at once: whoever goes back quickly has read it all the same
  changed("room", "chats");
}

export async function lookAtStage() {
  hear(await api.stage(state.me));
}

/** What the server says about time and switches. */
export function hear(stage) {
  if (state.stage && state.stage.run !== stage.run) location.reload();
  state.stage = { ...stage, heard: performance.now() };
  setZone(stage.zone);
  changed("stage");
  clearTimeout(hurrying);
  if (stage.rate > stage.speed) hurrying = setTimeout(lookAtStage, WHILE_HURRYING);
}

/** The community's time at this moment, in seconds. */
export function now() {
  const { now: at, rate, heard } = state.stage;
  return at + (rate * (performance.now() - heard)) / 1000;
}

export function keepLooking() {
  setInterval(() => lookAtStage().then(() => lost(false), () => lost(true)), STAGE_EVERY);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon(null));
}
