// Choosing who one is: a short list first, everybody behind a search.

import { avatar, fill, h } from "./dom.js";
import { on, person, state, waiting } from "./state.js";
import { w } from "./words.js";

const MOST = 30;

const title = h("h3");
const search = h("input", { type: "search", autocomplete: "off", "data-key": "search" });
const found = h("ul", { class: "people" });

export function whoSection(become) {
  const render = () => draw(become);
  search.addEventListener("input", render);
  on("stage me language", render);
  return h("section", {}, title, search, found);
}

function draw(become) {
  title.textContent = w("who");
  const label = w("search", { n: state.people.length });
  search.placeholder = label;
  search.setAttribute("aria-label", label);
  const sought = search.value.trim().split(/\s+/).filter(Boolean);
  const some = sought.length ? matching(sought) : shortList();
  const rows = some.map((one) => h("li", {}, row(one, () => { search.value = ""; become(one.id); })));
  fill(found, rows.length ? rows : h("li", { class: "none" }, w("nobody")));
}

const shortList = () => {
  const cast = state.stage.cast.map((member) => ({ ...person(member.id), ...member, hint: w(member.hint) }));
  const played = person(state.me);
  return played && !cast.some((one) => one.id === state.me) ? [...cast, played] : cast;
};

function matching(sought) {
  const told = (one) => `${one.name} ${one.posts.join(" ")}`;
  return state.people.filter((one) => sought.every((word) => told(one).includes(word))).slice(0, MOST);
}

function row(one, onclick) {
  const here = one.id === state.me;
  const count = one.chats && !here ? waiting(one) : 0;
  return h("button", { type: "button", class: `person ${here ? "here" : ""}`, "aria-pressed": String(here), "data-key": `p${one.id}`, onclick },
    avatar(one.name, one.id),
    h("span", { class: "middle" }, h("b", {}, one.name), h("small", {}, one.hint || one.posts.join("，"))),
    count ? h("span", { class: "badge", "aria-label": w("news", { n: count }) }, count > 99 ? "99+" : count) : null);
}
