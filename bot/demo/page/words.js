// The page's own words. People, groups and what the bot says have their own language.

import { HANS } from "./words.hans.js";
import { HANT } from "./words.hant.js";
import { EN } from "./words.en.js";
import { changed } from "./state.js";

const ALL = { "zh-Hans": HANS, "zh-Hant": HANT, en: EN };
const SHORT = { "zh-Hans": "简", "zh-Hant": "繁", en: "EN" };
export const SPOKEN = { "zh-Hans": "简体中文", "zh-Hant": "繁體中文", en: "English" };

/** Which of our languages a browser's name for one means; nothing where it is another. */
function ours(name) {
  const [first, ...rest] = name.toLowerCase().split("-");
  if (first === "en") return "en";
  if (first !== "zh") return undefined;
  const traditional = rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part));
  return traditional && !rest.includes("hans") ? "zh-Hant" : "zh-Hans";
}

const browser = () => navigator.languages.map(ours).find(Boolean) ?? "en";

let chosen = localStorage.getItem("gridcall.language");
if (!ALL[chosen]) chosen = browser();

export const language = () => chosen;
export const short = () => SHORT[chosen];

/** The user chose a language; the browser's own counts no more. */
export function speak(code) {
  localStorage.setItem("gridcall.language", code);
  show(code);
}

/** Speaks the language that was chosen before, or the browser's. */
export const begin = () => show(chosen);

function show(code) {
  chosen = code;
  document.documentElement.lang = code;
  changed("language");
}

/** The word for a key, with {facts} filled in. */
export function w(key, facts = {}) {
  const text = ALL[chosen][key] ?? EN[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

const zone = () => ({ timeZone: timeZone });
let timeZone = "Asia/Shanghai";

/** The zone the community lives in, wherever the browser is. */
export function setZone(name) {
  timeZone = name;
}

function formatted(seconds, options) {
  return new Intl.DateTimeFormat(chosen, { ...zone(), ...options }).format(seconds * 1000);
}

export const hour = (at) => formatted(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const weekday = (at) => formatted(at, { weekday: "short" });
export const day = (at) => formatted(at, { month: "long", day: "numeric", weekday: "short" });

/** For the list of chats: the hour today, else the day. */
export function when(at, now) {
  const short = { month: "numeric", day: "numeric" };
  return formatted(at, short) === formatted(now, short) ? hour(at) : formatted(at, short);
}
