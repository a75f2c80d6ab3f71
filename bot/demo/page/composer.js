// The field to write in and everything around it: what is answered, files, commands, keyboards.

import { answering, edit, send, shareContact, shareGroup, shareUsers, start, sticker, unblock, upload, uploadSample, voice } from "./acts.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { inOneLine } from "./message.js";
import { isPrivate, on, state } from "./state.js";
import { w } from "./words.js";

const field = h("textarea", { rows: "1", maxlength: "4096", enterkeyhint: "send", oninput: written, onkeydown: typed });
const answered = h("div", { class: "answered", hidden: true });
const attach = iconButton("attach", "", () => toggle(fileKeys), { class: "round opens" });
const slash = iconButton("slash", "", () => toggle(commandKeys), { class: "round opens" });
const go = iconButton("send", "", submit, { class: "round send" });
// Put together once: whoever is writing must not lose the field.
const line = h("div", { class: "line" }, attach, slash, field, go);
const keyboard = h("div", { class: "keyboard", hidden: true });
const gate = h("div", { class: "gate", hidden: true });
const popup = h("div", { class: "popup", hidden: true });
const photo = h("input", { type: "file", accept: "image/*", hidden: true, onchange: () => chosen("photo", photo) });
const file = h("input", { type: "file", hidden: true, onchange: () => chosen("document", file) });

let edited = false; // the field holds words that were sent already
let forced = 0; // the newest message that asked to be answered

export function composer() {
  on("room me language", draw);
  on("language", speakAgain);
  speakAgain();
  on("reply", () => { drawAnswered(); drawEdited(); field.focus(); });
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest(".popup, .opens")) popup.hidden = true; });
  return h("footer", { class: "composer", onkeydown: escaped }, answered, popup, line, keyboard, gate, photo, file);
}

/** Puts a text into the field, ready to be sent. */
export function propose(text) {
  field.value = text;
  written();
  field.focus();
}

function draw() {
  const { room } = state;
  if (!room) return;
  const closed = isPrivate(room.chat) && room.chat.bot !== "member";
  line.hidden = closed;
  gate.hidden = !closed;
  drawGate(room.chat.bot === "kicked");
  drawLine(room);
  drawKeyboard(closed ? null : room.keyboard);
  drawForced(room.messages.at(-1));
  drawAnswered();
}

function drawGate(blocked) {
  const [label, doing] = blocked ? [w("unblock"), unblock] : [w("start"), start];
  fill(gate, blocked ? h("p", {}, w("blocked")) : null, h("button", { type: "button", class: "strong wide", "data-key": "start", onclick: doing }, label));
}

function drawLine({ menu }) {
  slash.hidden = !menu.length;
  if (line.dataset.chat === draftKey()) return;
  edited = false;
  line.dataset.chat = draftKey();
  field.value = state.drafts.get(draftKey()) || "";
  popup.hidden = true;
  grow();
}

function speakAgain() {
  for (const [node, key] of [[attach, "attach"], [slash, "commands"], [go, "send"], [field, "write"]]) {
    node.setAttribute("aria-label", w(key));
    node.title = w(key);
  }
  field.placeholder = w("write");
}

function escaped(event) {
  if (event.key !== "Escape") return;
  if (popup.hidden) answering(null);
  else popup.hidden = true;
  field.focus();
}

function toggle(keys) {
  popup.hidden = !popup.hidden;
  if (popup.hidden) return;
  fill(popup, keys());
  popup.querySelector("button")?.focus();
}

const commandKeys = () => state.room.menu.map(({ command, description }) =>
  key(h("span", {}, h("b", {}, `/${command}`), ` ${description}`), () => send(`/${command}`)));

const STICKERS = ["👍", "👌", "🙏", "❤️", "🎉", "❓", "😭"];

const fileKeys = () => [
  h("div", { class: "stickers", role: "group", "aria-label": w("sticker_label") }, STICKERS.map((emoji) => key(emoji, () => sticker(emoji)))),
  key([icon("mic"), w("voice")], voice),
  key([icon("photo"), w("photo")], () => photo.click()),
  key([icon("file"), w("file")], () => file.click()),
  key([icon("list"), w("sample")], uploadSample),
];

const key = (label, onclick) => h("button", { type: "button", class: "item", onclick: () => { popup.hidden = true; onclick(); } }, label);

function chosen(kind, input) {
  upload(kind, input.files[0]);
  input.value = "";
}

/** A message that forces a reply is answered by the next text, as clients do. */
function drawForced(last) {
  if (!last?.force_reply || last.id <= forced) return;
  forced = last.id;
  state.replyTo = last;
}

function drawAnswered() {
  const to = state.editing ?? state.replyTo;
  answered.hidden = !to;
  if (!to) return;
  const cancel = iconButton("close", w("cancel"), () => answering(null));
  const doing = state.editing ? w("editing") : w("replying", { name: to.sender.name });
  fill(answered, icon(state.editing ? "edit" : "reply"), h("span", {}, h("strong", {}, doing), h("span", {}, inOneLine(to))), cancel);
}

/** The words to change come into the field; what stood there comes back afterwards. */
function drawEdited() {
  if (state.editing) field.value = state.editing.text;
  else if (edited) field.value = state.drafts.get(draftKey()) || "";
  edited = Boolean(state.editing);
  grow();
}

function drawKeyboard(markup) {
  const told = JSON.stringify(markup);
  keyboard.hidden = !markup;
  if (!markup || keyboard.dataset.told === told) return;
  keyboard.dataset.told = told;
  fill(keyboard, markup.keyboard.map((row) => h("div", { class: "row" }, row.map(reply))));
}

function reply(button) {
  const { text, request_contact: contact, request_users: people, request_chat: group } = typeof button === "string" ? { text: button } : button;
  const doing = contact ? shareContact : people ? () => pickPeople(people.max_quantity ?? 1) : group ? pickGroup : () => send(text);
  return h("button", { type: "button", class: "wide opens", onclick: doing }, text);
}

/** The list of contacts: one touch picks one person; where several are asked for, a last one sends. */
function pickPeople(most) {
  const picked = new Set();
  const others = [...state.accounts.values()].filter(({ id }) => id !== state.me);
  const share = () => { popup.hidden = true; shareUsers([...picked]); };
  const touched = ({ id }) => (event) => {
    if (!picked.delete(id) && picked.size < most) picked.add(id);
    if (most === 1) share();
    else event.currentTarget.setAttribute("aria-pressed", String(picked.has(id)));
  };
  const person = (each) => h("button", { type: "button", class: "item", "data-person": each.id, onclick: touched(each) }, icon("person"), each.name);
  const done = most === 1 ? null : h("button", { type: "button", class: "strong wide", onclick: () => picked.size && share() }, w("ok"));
  fill(popup, others.map(person), done);
  popup.hidden = false;
}

/** The list of groups one is in: one touch picks one, and the bot comes into it. */
function pickGroup() {
  const chosen = ({ id }) => () => { popup.hidden = true; shareGroup(id); };
  const groups = state.chats.filter(({ kind }) => kind !== "private");
  fill(popup, groups.map((each) => h("button", { type: "button", class: "item", "data-group": each.id, onclick: chosen(each) }, icon("person"), each.title)));
  popup.hidden = false;
}

const draftKey = () => `${state.me}/${state.chat}`;

function written() {
  if (!state.editing) state.drafts.set(draftKey(), field.value);
  grow();
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 150)}px`;
}

/** Enter sends; while a Chinese word is being composed it only ends the word. */
function typed(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  submit();
}

async function submit() {
  const text = field.value.trim();
  if (state.editing) {
    if (text) await edit(text);
    return;
  }
  if (!text || !(await send(text))) return;
  field.value = "";
  written();
}
