// The list of chats.

import { avatar, fill, h } from "./dom.js";
import { now } from "./live.js";
import { inOneLine } from "./message.js";
import { isPrivate, on, state, unread } from "./state.js";
import { w, when } from "./words.js";

const list = document.getElementById("list");

export function showList(open) {
  const render = () => draw(open);
  on("chats me language", render);
}

function draw(open) {
  list.setAttribute("aria-label", w("chats"));
  // The bot's own chat stays on top, so that nobody has to look for it.
  const sorted = [...state.chats].sort((a, b) => isPrivate(b) - isPrivate(a));
  fill(list, h("ul", { class: "chats" }, sorted.map((chat) => h("li", {}, row(chat, open)))));
}

function row(chat, open) {
  const count = unread(chat);
  const here = chat.id === state.chat;
  return h(
    "button",
    { type: "button", class: `chat ${here ? "here" : ""}`, "data-key": `c${chat.id}`, "aria-current": here ? "true" : null, onclick: () => open(chat.id) },
    avatar(chat.title, chat.id, isPrivate(chat) ? "robot" : ""),
    h("span", { class: "middle" },
      h("span", { class: "title" }, chat.title, isPrivate(chat) ? h("small", { class: "tag" }, w("bot")) : null),
      h("span", { class: "last" }, preview(chat))),
    h("span", { class: "end" },
      h("time", {}, chat.last ? when(chat.last.at, now()) : ""),
      count ? h("span", { class: "badge", "aria-label": w("news", { n: count }) }, count > 99 ? "99+" : count) : null),
  );
}

function preview({ last, kind, bot }) {
  if (!last) return kind === "private" && bot !== "member" ? w("start") : w("empty");
  const who = last.sender.kind === "me" ? w("you") : kind === "private" || last.service ? "" : last.sender.name;
  return [who ? h("b", {}, w("says", { who })) : "", inOneLine(last)];
}
