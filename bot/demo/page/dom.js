// Building the page out of nodes. Nothing anybody wrote is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-6 16-3-6z",
  reply: "M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  attach: "M19 11l-7 7a4.2 4.2 0 0 1-6-6l8-8a2.8 2.8 0 0 1 4 4l-8 8a1.4 1.4 0 0 1-2-2l7-7",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 10l6 6 6-6",
  menu: "M5 7h14M5 12h14M5 17h14",
  slash: "M15 4L9 20",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 3",
  help: "M9 9a3 3 0 1 1 4 2.8c-.7.3-1 .8-1 1.7M12 17v.2",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  photo: "M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M9 10v.1",
  list: "M4 5h16v14H4zM4 10h16M4 15h16M10 5v14",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4 21a8 7 0 0 1 16 0",
  mute: "M6 16V11a6 6 0 0 1 9-5M18 11v5H9M4 4l16 16",
  globe: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3.6 6 3.6 9s-.6 6-3.6 9c-3-3-3.6-6-3.6-9s.6-6 3.6-9",
  edit: "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.2M15 9.5v.2",
  mic: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4M6 11a6 6 0 0 0 12 0M12 17v4",
};

/** An element with properties and children; `on…` are listeners, null children are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "selected") node.selected = value;
  else if (name === "class") node.className = value;
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : value);
}

/** A line drawing; what it means must be said beside it or as the button's label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that is only a drawing, with its name for those who cannot see it. */
export function iconButton(name, label, onclick, more = {}) {
  return h("button", { type: "button", class: "round", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

const delayed = new Map(); // part of the page → how to draw it once no press is going on in it

/** Draws a part of the page, but never under a finger: a button that is replaced while pressed gets no click. */
function gently(node, draw) {
  if (node.matches(":active")) return void delayed.set(node, draw);
  delayed.delete(node);
  draw();
}

// The click comes right after these, so drawing waits for one more turn.
for (const released of ["pointerup", "pointercancel", "keyup"]) addEventListener(released, () => setTimeout(catchUp));

function catchUp() {
  for (const [node, draw] of [...delayed]) gently(node, draw);
}

/** Replaces what is in a node, keeping the focus on the control of the same data-key. */
export function fill(node, ...children) {
  gently(node, () => replace(node, children.flat(9).filter(Boolean)));
}

function replace(node, children) {
  const key = node.contains(document.activeElement) && document.activeElement.dataset.key;
  node.replaceChildren(...children);
  if (key) node.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

/** The coloured circle with somebody's initial. */
export function avatar(name, id, more = "") {
  const tone = Math.abs(Number(id)) % 7;
  return h("span", { class: `avatar tone${tone} ${more}`, "aria-hidden": "true" }, [...(name || "?")][0]);
}
