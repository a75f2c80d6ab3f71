// What the page knows, and who wants to hear when it changes.

export const state = {
  stage: null, // time, switches, who is worth playing
  people: [], // everybody, with their posts
  accounts: new Map(), // id → who has started or blocked the bot
  me: 0,
  chats: [],
  chat: null, // id of the open chat
  room: null, // its messages, keyboard and menu
  replyTo: null,
  editing: null, // one's own message that is being changed
  acted: null, // what the user did last: { kind, action, who, inPrivate }
  drafts: new Map(),
  lost: false, // the server cannot be reached
};

const listeners = {};

/** Calls back on each change of the named kind: stage, me, chats, room, reply, language, lost, acted. */
export function on(kinds, listener) {
  for (const kind of kinds.split(" ")) (listeners[kind] ||= []).push(listener);
}

export function changed(...kinds) {
  const called = new Set(kinds.flatMap((kind) => listeners[kind] || []));
  for (const listener of called) listener();
}

const kept = (name) => `gridcall.${state.stage?.run}.${name}`;

/** Remembered until the demo is started anew or the tab is closed. */
export function recall(name) {
  return JSON.parse(sessionStorage.getItem(kept(name)) || "null");
}

export function remember(name, value) {
  sessionStorage.setItem(kept(name), JSON.stringify(value));
}

export const person = (id) => state.people.find((one) => one.id === id);
export const openChat = () => state.chats.find((chat) => chat.id === state.chat);
export const isPrivate = (chat) => chat?.kind === "private";

/** Up to which message somebody has read a chat; what was there at the start counts as read. */
export function readUpTo(who, chat) {
  return recall(`read.${who}.${chat}`) ?? state.stage?.read[chat] ?? 0;
}

export function markRead(chat, message) {
  if (message > readUpTo(state.me, chat)) remember(`read.${state.me}.${chat}`, message);
}

export function unread(chat) {
  const last = chat.last;
  return !last || last.sender.kind === "me" ? 0 : Math.max(0, last.id - readUpTo(state.me, chat.id));
}

/** How many messages wait for a person of the short list. */
export function waiting(member) {
  const counts = Object.entries(member.chats).map(([chat, last]) => last - readUpTo(member.id, chat));
  return counts.reduce((sum, count) => sum + Math.max(0, count), 0);
}
