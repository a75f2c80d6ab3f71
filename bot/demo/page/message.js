// One message as a node.

import { avatar, h, icon, iconButton } from "./dom.js";
import { rendered } from "./entities.js";
import { hour, w } from "./words.js";

/** The node of a message; `act` says what presses do, `first` whether the sender is named. */
export function messageNode(message, { group, first, act }) {
  if (message.service) return service(message);
  const mine = message.sender.kind === "me";
  const named = group && !mine;
  return h(
    "li",
    { class: `message ${mine ? "mine" : "theirs"} ${first ? "first" : ""}`, id: `m${message.id}` },
    mine && offered(message) ? beside("edit", message, act) : null,
    named ? h("span", { class: "beside" }, first ? avatar(message.sender.name, message.sender.id) : "") : null,
    h("div", { class: "stack" }, bubble(message, named && first, act), inline(message, act)),
    mine ? null : beside("reply", message, act),
  );
}

/** One may change one's own words, and answer those of others. */
const offered = (message) => (message.sender.kind !== "me" ? "reply" : message.text && !message.text.startsWith("/") ? "edit" : null);

const beside = (what, message, act) =>
  iconButton(what, w(what), () => act[what](message), { class: "round answer", "data-key": `${what}${message.id}` });

function bubble(message, named, act) {
  const tone = Math.abs(Number(message.sender.id)) % 7;
  return h(
    "div",
    { class: "bubble", ...longPress(() => act[offered(message) ?? "reply"](message)) },
    named ? h("div", { class: `name ink${tone}` }, message.sender.name) : null,
    message.reply_to ? quote(message.reply_to, act) : null,
    message.media ? media(message.media) : null,
    message.contact ? contact(message.contact) : null,
    message.text ? h("div", { class: "text" }, rendered(message.text, message.entities, act)) : null,
    stamp(message),
  );
}

function stamp(message) {
  return h(
    "div",
    { class: "stamp" },
    message.silent ? h("span", { title: w("silent"), role: "img", "aria-label": w("silent") }, icon("mute")) : null,
    message.edited ? h("span", {}, w("edited")) : null,
    h("time", { datetime: new Date(message.at * 1000).toISOString() }, hour(message.at)),
  );
}

/** What was answered; a press goes there. */
export function quote(to, act) {
  return h(
    "button",
    { type: "button", class: "quote", onclick: () => act.show(to.id) },
    h("strong", {}, to.name), h("span", {}, (to.text || (to.media ? `[${mediaLabel(to.media)}]` : "")).replace(/\s+/g, " ")),
  );
}

function media(it) {
  if (it.kind === "photo") return h("img", { class: "photo", src: it.url, alt: w("photo_label"), onerror: missing });
  if (it.kind === "sticker") return h("div", { class: "sticker", role: "img", "aria-label": w("sticker_label") }, it.emoji);
  if (it.kind === "voice") return h("div", { class: "file" }, icon("mic"), `${w("voice_label")} 0:0${it.seconds}`);
  const label = w("download", { name: it.name });
  return h(
    "a",
    { class: "file", href: it.url, download: it.name, "aria-label": label },
    icon("file"), h("span", {}, h("strong", {}, it.name), h("small", {}, size(it.size))),
  );
}

function missing(event) {
  event.target.replaceWith(h("div", { class: "file" }, icon("photo"), w("photo_label")));
}

const size = (bytes) => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KB`);

function contact(card) {
  const said = h("span", {}, h("strong", {}, card.first_name), h("small", {}, card.phone_number));
  return h("div", { class: "file", "aria-label": w("contact_label") }, icon("person"), said);
}

function inline(message, act) {
  if (!message.buttons.length) return null;
  return h("div", { class: "keys" }, message.buttons.map((row) => h("div", { class: "row" }, row.map((key) => inlineKey(message, key, act)))));
}

function inlineKey(message, key, act) {
  if (key.copy) return h("button", { type: "button", class: "key", onclick: () => act.copy(key.copy), "data-key": `${message.id}/copy` }, key.text);
  const press = (event) => (key.url ? act.link(key.url) : act.press(message, key.data, event.currentTarget));
  const data = `${message.id}/${key.data || key.url}`;
  return h("button", { type: "button", class: `key ${key.style ?? ""}`, onclick: press, "data-key": data }, key.text, key.url ? " ↗" : "");
}

/** Long presses answer; a scroll or a short touch does not. */
function longPress(act) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  const begin = (event) => {
    stop();
    if (event.pointerType === "touch") timer = setTimeout(act, 550);
  };
  return { onpointerdown: begin, onpointerup: stop, onpointermove: stop, onpointercancel: stop };
}

function service(message) {
  return h("li", { class: "message service", id: `m${message.id}` }, h("span", {}, serviceText(message)));
}

/** What happened, in words; also for the list of chats. */
export function serviceText({ service: told, sender }) {
  const came = told.new_chat_members, gone = told.left_chat_member;
  if (came) {
    const who = came.map((one) => one.first_name).join("、");
    return came.some((one) => one.id === sender.id) ? w("joined", { who }) : w("added", { who, by: sender.name });
  }
  if (gone) return w(gone.id === sender.id ? "left" : "removed", { who: gone.first_name, by: sender.name });
  if (told.users_shared) return w("picked", { who: told.users_shared.users.map((one) => one.first_name).join("、") });
  if (told.chat_shared) return w("picked_group", { title: told.chat_shared.title || "" });
  return w(told.migrate_to_chat_id || told.migrate_from_chat_id ? "migrated" : "something");
}

const mediaLabel = (kind) => w(`${kind === "document" ? "file" : kind}_label`);

/** A message in one line. */
export function inOneLine(message) {
  if (message.service) return serviceText(message);
  const label = message.media ? `[${mediaLabel(message.media.kind)}] ` : "";
  return (label + (message.contact ? `[${w("contact_label")}] ` : "") + message.text).replace(/\s+/g, " ").slice(0, 120);
}
