// A text with entities, as nodes. Offsets count UTF-16 units, as strings here do.

import { h } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", spoiler: "span",
  code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote",
};

// Blocks begin and end a line by themselves.
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

const before = (text, block) => (block && text.endsWith("\n") ? text.slice(0, -1) : text);

/** Nodes of the text; `act.link(url)` and `act.command(text)` are called on presses. */
export function rendered(text, entities, act) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, sorted, 0, text.length, act);
}

function between(text, entities, from, to, act) {
  const nodes = [];
  let at = from;
  for (let index = 0; index < entities.length; index += 1) {
    const one = entities[index];
    const end = Math.min(one.offset + one.length, to);
    if (one.offset < at || one.offset >= to) continue;
    const inner = entities.slice(index + 1).filter((each) => each.offset < end);
    const block = BLOCKS.has(one.type);
    nodes.push(before(text.slice(at, one.offset), block), styled(one, text, between(text, inner, one.offset, end, act), act));
    at = block && text[end] === "\n" ? end + 1 : end;
  }
  nodes.push(text.slice(at, to));
  return nodes.filter((node) => node !== "");
}

function styled(entity, text, children, act) {
  const covered = text.slice(entity.offset, entity.offset + entity.length);
  const pressed = (label, onclick) => h("button", { type: "button", class: "inline", onclick }, label);
  switch (entity.type) {
    case "text_link": return pressed(children, () => act.link(entity.url));
    case "url": return pressed(children, () => act.link(covered));
    case "bot_command": return pressed(children, () => act.command(covered));
    case "text_mention": case "mention": case "hashtag": return h("span", { class: "mention" }, children);
    default: return TAGS[entity.type] ? h(TAGS[entity.type], {}, children) : h("span", {}, children);
  }
}
