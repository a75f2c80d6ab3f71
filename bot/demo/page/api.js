// What the page asks of the server it came from.

const API = "/demo/api";

export class Refusal extends Error {}

async function ask(path, options) {
  const answer = await fetch(API + path, { cache: "no-store", ...options });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(body.error || answer.statusText);
  return body;
}

const get = (path) => ask(path);

function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body) });
}

function upload(path, kind, file, reply_to) {
  const form = new FormData();
  if (reply_to) form.append("reply_to", reply_to);
  form.append(kind, file, file.name);
  return ask(path, { method: "POST", headers: { "X-Gridcall-Demo": "1" }, body: form });
}

const of = (person) => `/people/${person}`;
const room = (person, chat) => `${of(person)}/chats/${chat}`;

export const api = {
  stage: (person) => get(`/stage?person=${person || 0}`),
  direct: (wanted) => post("/stage", wanted),
  everybody: () => get("/stage/people"),
  accounts: () => get("/people"),
  chats: (person) => get(`${of(person)}/chats`),
  messages: (person, chat) => get(`${room(person, chat)}/messages`),
  send: (person, chat, text, reply_to) => post(`${room(person, chat)}/send`, { text, reply_to }),
  press: (person, chat, message_id, data) => post(`${room(person, chat)}/press`, { message_id, data }),
  sticker: (person, chat, emoji, reply_to) => post(`${room(person, chat)}/sticker`, { emoji, reply_to }),
  voice: (person, chat, reply_to) => post(`${room(person, chat)}/voice`, { reply_to }),
  edit: (person, chat, message_id, text) => post(`${room(person, chat)}/edit`, { message_id, text }),
  upload: (person, chat, kind, file, reply_to) => upload(`${room(person, chat)}/upload`, kind, file, reply_to),
  start: (person) => post(`${of(person)}/start`),
  follow: (person, url) => post(`${of(person)}/follow`, { url }),
  contact: (person) => post(`${of(person)}/contact`),
  group: (person, group) => post(`${of(person)}/group`, { group }),
  users: (person, users) => post(`${of(person)}/users`, { users }),
  unblock: (person) => post(`${of(person)}/unblock`),
  events: (person) => new EventSource(`${API}${of(person)}/events`),
  sample: () => fetch("/sample.csv").then((answer) => answer.blob()),
};
