// The one script of the board: keeps a page live, and hands a Mini App's proof over.
// Without it every page still says all it says, and every button still works.
"use strict";

const live = document.querySelector("[data-live]");

const name = (each) => each.id || each.value;

function ticked() {
  return new Set([...live.querySelectorAll("input:checked")].map(name));
}

let newest = null; // what has come and is not shown yet
let lines = []; // of what has come last

// A change says which lines differ from those before: from, up to, and what stands in their place.
function change(edits) {
  for (const [from, upTo, others] of edits.reverse()) lines.splice(from, upTo - from, ...others);
}

function take(all) {
  newest = all.join("\n");
  catchUp();
}

// A button that is replaced while pressed gets no click, a field that is replaced loses its words.
function busy() {
  const focus = live.contains(document.activeElement) ? document.activeElement : null;
  return live.matches(":active") || Boolean(focus && (focus.tagName === "TEXTAREA" || focus.type === "text"));
}

function catchUp() {
  if (newest === null || busy()) return;
  show(newest);
  newest = null;
}

function show(html) {
  const kept = ticked();
  const typed = new Map([...live.querySelectorAll("textarea")].map((each) => [each.id, each.value]));
  const open = new Set([...live.querySelectorAll("details[open]")].map((each) => each.id));
  const known = new Set([...live.querySelectorAll("article")].map((each) => each.id));
  const focus = live.contains(document.activeElement) ? document.activeElement : null;
  const where = focus && (focus.value || focus.getAttribute("href"));
  const csrf = document.querySelector('#act input[name="csrf"]');
  live.innerHTML = html;
  live.querySelectorAll('input[name="csrf"]').forEach((each) => { each.value = csrf.value; });
  live.querySelectorAll("input[type=checkbox],input[type=radio]").forEach((each) => { each.checked = kept.has(name(each)); });
  live.querySelectorAll("textarea").forEach((each) => { each.value = typed.get(each.id) || each.value; });
  live.querySelectorAll("details").forEach((each) => { each.open = open.has(each.id); });
  if (where) {
    const again = [...live.querySelectorAll("a,button,input")].find(
      (each) => (each.value || each.getAttribute("href")) === where);
    if (again) again.focus({ preventScroll: true });
  }
  sayNew([...live.querySelectorAll("article")].find((each) => !known.has(each.id)));
}

// New notices stand below the others, so that nothing moves under a finger: a bar leads there.
function sayNew(article) {
  if (!article || !live.dataset.fresh) return;
  const bar = document.querySelector("a.fresh") || document.body.appendChild(document.createElement("a"));
  Object.assign(bar, { className: "fresh", href: `#${article.id}`, textContent: `${live.dataset.fresh} ↓`, onclick: () => bar.remove() });
  bar.setAttribute("role", "status");
}

// How long the page was not live for stands on it, in the page's own words.
const lost = document.getElementById("lost");
let heard = new Date();

function hear() {
  heard = new Date();
  lost.hidden = true;
}

function miss() {
  const time = [heard.getHours(), heard.getMinutes()].map((each) => String(each).padStart(2, "0")).join(":");
  const said = lost.dataset.words.replace("{time}", time);
  if (lost.textContent !== said) lost.textContent = said;
  lost.hidden = false;
}

const SILENCE = 50000; // the server says something every 20 seconds
const LONGEST = 30000;
let source = null;
let pause = 1000;

function listen() {
  source = new EventSource(location.pathname + location.search);
  source.addEventListener("live", (event) => { pause = 1000; hear(); lines = event.data.split("\n"); take(lines); });
  source.addEventListener("part", (event) => { hear(); change(JSON.parse(event.data)); take(lines); });
  source.addEventListener("beat", hear);
  source.addEventListener("over", () => { source.close(); location.reload(); });
  // A browser comes back by itself after a lost connection, but not after an answer such as 502.
  source.addEventListener("error", () => { miss(); if (source.readyState === EventSource.CLOSED) later(); });
}

function later() {
  source.close();
  setTimeout(ask, pause);
  pause = Math.min(pause * 2, LONGEST);
}

// Whoever may not look any more has to see that; everybody else listens again.
async function ask() {
  const status = await fetch(location.href, { method: "HEAD" }).then((answer) => answer.status, () => 0);
  if ([401, 403, 404, 410].includes(status)) location.reload();
  else if (status >= 200 && status < 300) listen();
  else later();
}

if (live && window.EventSource) {
  listen();
  // The click comes right after the release, so drawing waits for one more turn.
  for (const over of ["pointerup", "pointercancel", "keyup", "focusout"]) addEventListener(over, () => setTimeout(catchUp));
  setInterval(() => {
    if (source.readyState !== EventSource.OPEN || new Date() - heard < SILENCE) return;
    miss();
    later(); // a connection that died without a word
  }, 5000);
}

if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 5000);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-busy]");
  if (!link || link.dataset.word) return;
  link.dataset.word = link.textContent;
  link.textContent = link.dataset.busy;
  setTimeout(() => { link.textContent = link.dataset.word; delete link.dataset.word; }, 3000);
});

const app = document.getElementById("app");
if (app) {
  const proof = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  if (proof) {
    app.elements.init_data.value = proof;
    history.replaceState(null, "", location.pathname);
    app.submit();
  }
}
