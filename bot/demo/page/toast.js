// Short messages that pass, and questions that wait for an answer.

import { h } from "./dom.js";
import { w } from "./words.js";

const LASTS = 4500;

/** Shows a text for some seconds, or until the next one. */
export function toast(text, kind = "") {
  const node = h("div", { class: `toast ${kind}` }, text);
  const place = document.getElementById("toasts");
  place.style.top = `${belowWhatIsRead()}px`;
  place.replaceChildren(node);
  setTimeout(() => node.remove(), LASTS + 60 * text.length);
}

/** Below the tour and the head of the open chat, neither of which it may cover. */
function belowWhatIsRead() {
  const ends = ["#bar", "#tour", ".head"].map((part) => document.querySelector(part)?.getBoundingClientRect().bottom ?? 0);
  return Math.max(...ends) + 10;
}

/** Shows a text until it is dismissed; resolves to whether `yes` was pressed. */
export function ask(text, yes = w("ok"), no = "") {
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "alert", "aria-label": text });
    const close = (answer) => () => { dialog.close(); dialog.remove(); resolve(answer); };
    dialog.append(
      h("p", {}, text),
      h("div", { class: "choices" },
        no ? h("button", { type: "button", class: "plain", onclick: close(false) }, no) : "",
        h("button", { type: "button", class: "strong", onclick: close(true) }, yes)),
    );
    dialog.addEventListener("cancel", close(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Runs what may be refused, and says so when it was. */
export async function tried(doing) {
  try {
    return await doing();
  } catch (error) {
    toast(w("refused", { why: error.message }), "bad");
    return undefined;
  }
}
