// Puts the page together.

import { open } from "./acts.js";
import { api } from "./api.js";
import { showBar } from "./bar.js";
import { showDesk } from "./desk.js";
import { become, hear, keepLooking } from "./live.js";
import { showList } from "./list.js";
import { showRoom } from "./room.js";
import { changed, recall, state } from "./state.js";
import { showTour } from "./tour.js";
import { begin as beginToSpeak } from "./words.js";

/** The user is this person; where there is room, their chat with the bot is open at once. */
async function enter(id) {
  await become(id);
  if (matchMedia("(min-width: 700px)").matches) await open(id);
}

async function begin() {
  const [stage, people, accounts] = await Promise.all([api.stage(0), api.everybody(), api.accounts()]);
  state.people = people;
  state.accounts = new Map(accounts.map((one) => [one.id, one]));
  state.stage = { ...stage, heard: performance.now() };
  showRoom();
  showList(open);
  showBar();
  showTour();
  showDesk(enter);
  hear(stage);
  beginToSpeak();
  const me = recall("me");
  await enter(people.some((one) => one.id === me) ? me : stage.cast[0].id);
  keepLooking();
  changed("language");
}

begin();
