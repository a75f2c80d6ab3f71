-- The first schema. One text for both engines: the runner turns INTEGER PRIMARY KEY into an
-- identity column and COLLATE BINARY into COLLATE "C" for PostgreSQL (bot/store/migrate.py).
-- Instants are UTC microseconds, booleans 0 or 1, documents JSON text.

-- Single facts: the bot's id, the next update to ask for, the last successful poll.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- The tree. Everything below a unit is the range of paths that start with its path.
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  tier TEXT NOT NULL,
  parent_id BIGINT REFERENCES unit (id),
  path TEXT COLLATE BINARY UNIQUE,
  removed_at BIGINT
);
CREATE INDEX unit_parent ON unit (parent_id);

CREATE TABLE member (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  phone TEXT,
  telegram_id BIGINT UNIQUE,
  reachable BIGINT NOT NULL DEFAULT 0 CHECK (reachable IN (0, 1)),
  linked_at BIGINT
);
CREATE INDEX member_phone ON member (phone);

-- Seats: they exist without a holder.
CREATE TABLE post (
  id INTEGER PRIMARY KEY,
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  kind TEXT NOT NULL CHECK (kind IN ('lead', 'deputy', 'helper', 'liaison', 'supervisor')),
  ordinal BIGINT NOT NULL DEFAULT 0,
  note TEXT,
  dropped_at BIGINT
);
CREATE UNIQUE INDEX post_seat ON post (unit_id, kind, ordinal) WHERE dropped_at IS NULL;

-- Who held which seat from when to when; at most one holder at a time.
CREATE TABLE assignment (
  id INTEGER PRIMARY KEY,
  post_id BIGINT NOT NULL REFERENCES post (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  since BIGINT NOT NULL,
  until BIGINT
);
CREATE UNIQUE INDEX assignment_current ON assignment (post_id) WHERE until IS NULL;
CREATE INDEX assignment_member ON assignment (member_id);
CREATE INDEX assignment_post ON assignment (post_id);

-- Chats the bot is or was in. leave_at: when an unbound one is left.
CREATE TABLE work_group (
  id INTEGER PRIMARY KEY,
  chat_id BIGINT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  invited_by BIGINT,
  joined_at BIGINT NOT NULL,
  leave_at BIGINT,
  left_at BIGINT,
  administrator BIGINT NOT NULL DEFAULT 0 CHECK (administrator IN (0, 1))
);

-- A unit has at most one group; a group may serve several units of one branch.
CREATE TABLE binding (
  unit_id BIGINT PRIMARY KEY REFERENCES unit (id),
  group_id BIGINT NOT NULL REFERENCES work_group (id),
  bound_at BIGINT NOT NULL,
  bound_by BIGINT REFERENCES member (id)
);
CREATE INDEX binding_group ON binding (group_id);

-- The language a chat is spoken to in; `chosen` by button or command, else taken from Telegram.
CREATE TABLE chat_language (
  chat_id BIGINT PRIMARY KEY,
  language TEXT NOT NULL,
  chosen BIGINT NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1))
);

-- draft -> pending (undo time) -> running -> withdrawn | closed
CREATE TABLE instruction (
  id INTEGER PRIMARY KEY,
  number BIGINT UNIQUE,
  issuer_id BIGINT NOT NULL REFERENCES member (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  urgency TEXT NOT NULL CHECK (urgency IN ('routine', 'urgent')),
  needs_answer BIGINT NOT NULL CHECK (needs_answer IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('draft', 'pending', 'running', 'withdrawn', 'closed')),
  text TEXT NOT NULL,
  tiers TEXT NOT NULL,
  deadline_at BIGINT,
  deadline_given BIGINT NOT NULL DEFAULT 0 CHECK (deadline_given IN (0, 1)),
  quiet_first BIGINT NOT NULL DEFAULT 0 CHECK (quiet_first IN (0, 1)),
  ladder TEXT,
  created_at BIGINT NOT NULL,
  touched_at BIGINT NOT NULL,
  sends_at BIGINT,
  started_at BIGINT,
  completed_at BIGINT,
  deadline_told_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX instruction_state ON instruction (state, sends_at);
CREATE INDEX instruction_issuer ON instruction (issuer_id, state);

-- What the issuer wrote or attached, in order; the text of the parts is joined in instruction.text.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  kind TEXT NOT NULL CHECK (kind IN ('photo', 'document', 'video', 'audio', 'voice')),
  file_id TEXT NOT NULL,
  album TEXT
);
CREATE INDEX attachment_instruction ON attachment (instruction_id);

-- To whom: each named unit and everything below it.
CREATE TABLE instruction_scope (
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  PRIMARY KEY (instruction_id, unit_id)
);

-- waiting -> sent -> acknowledged; waiting | sent -> unreachable; any of them -> withdrawn | closed.
-- upper_id: the nearest target above; while `gates` is set and it has not passed the instruction on,
-- those below wait unopened.
CREATE TABLE target (
  id INTEGER PRIMARY KEY,
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  upper_id BIGINT REFERENCES target (id),
  gates BIGINT NOT NULL DEFAULT 0 CHECK (gates IN (0, 1)),
  state TEXT NOT NULL
    CHECK (state IN ('waiting', 'sent', 'acknowledged', 'unreachable', 'withdrawn', 'closed')),
  opened_at BIGINT,
  sent_at BIGINT,
  answered_at BIGINT,
  ladder_at BIGINT,
  step BIGINT NOT NULL DEFAULT 0,
  due_at BIGINT,
  relay_due_at BIGINT,
  relayed_at BIGINT,
  relayed_by BIGINT REFERENCES member (id),
  relay_path TEXT CHECK (relay_path IN ('holder', 'over', 'clock')),
  relay_words TEXT,
  UNIQUE (instruction_id, unit_id)
);
CREATE INDEX target_unit ON target (unit_id, state);
CREATE INDEX target_state ON target (instruction_id, state);
CREATE INDEX target_upper ON target (upper_id);
CREATE INDEX target_opened ON target (instruction_id)
  WHERE state = 'waiting' AND opened_at IS NOT NULL;
CREATE INDEX target_due ON target (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX target_relay_due ON target (relay_due_at) WHERE relay_due_at IS NOT NULL;

-- Answers. The first one of a target moves its state; each member answers a target once.
CREATE TABLE acknowledgement (
  id INTEGER PRIMARY KEY,
  target_id BIGINT NOT NULL REFERENCES target (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  path TEXT NOT NULL CHECK (path IN ('button', 'reply', 'proxy')),
  said_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  late BIGINT NOT NULL CHECK (late IN (0, 1)),
  UNIQUE (target_id, member_id)
);

-- open -> taken -> solved; while open it climbs: `rung` counts how far, `due_at` says when next.
CREATE TABLE help_request (
  id INTEGER PRIMARY KEY,
  target_id BIGINT NOT NULL REFERENCES target (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'solved')),
  reason TEXT,
  words TEXT,
  rung BIGINT NOT NULL DEFAULT 0,
  opened_at BIGINT NOT NULL,
  due_at BIGINT,
  taken_by BIGINT REFERENCES member (id),
  taken_at BIGINT,
  solved_at BIGINT
);
CREATE UNIQUE INDEX help_request_current ON help_request (target_id) WHERE state <> 'solved';
CREATE INDEX help_request_due ON help_request (due_at) WHERE due_at IS NOT NULL;

-- Everything the bot says. The text is not kept: it is rendered from kind, subject and args.
-- closed_at: what it told of has ended; gone_at: it is no longer in the chat.
CREATE TABLE bot_message (
  id INTEGER PRIMARY KEY,
  chat_id BIGINT NOT NULL,
  telegram_id BIGINT,
  kind TEXT NOT NULL,
  subject_id BIGINT,
  member_id BIGINT REFERENCES member (id),
  args TEXT NOT NULL DEFAULT '{}',
  reply_to BIGINT,
  silent BIGINT NOT NULL DEFAULT 0 CHECK (silent IN (0, 1)),
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  closed_at BIGINT,
  gone_at BIGINT
);
CREATE INDEX bot_message_telegram ON bot_message (chat_id, telegram_id);
CREATE INDEX bot_message_subject ON bot_message (kind, subject_id);
CREATE INDEX bot_message_member ON bot_message (member_id, kind);

-- One card per instruction and chat.
CREATE UNIQUE INDEX bot_message_card ON bot_message (subject_id, chat_id)
  WHERE kind = 'card' AND gone_at IS NULL;

-- Which targets a message speaks of: role 'line' on a card, 'own' or 'above' in a chase.
CREATE TABLE message_target (
  message_id BIGINT NOT NULL REFERENCES bot_message (id),
  target_id BIGINT NOT NULL REFERENCES target (id),
  role TEXT NOT NULL CHECK (role IN ('line', 'task', 'own', 'above', 'nudge')),
  at BIGINT NOT NULL,
  PRIMARY KEY (message_id, target_id)
);
CREATE INDEX message_target_target ON message_target (target_id, role);

-- What is still to be done at Telegram. pending -> sending -> sent | failed | uncertain | dropped
-- key names the effect, so that asking twice is asking once; wanted > claimed: changed meanwhile.
-- stamp rises with every asking: the sender reads what is new. again: sent before, with what result
-- nobody knows.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  stamp BIGINT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  op TEXT NOT NULL CHECK (op IN ('send', 'edit', 'delete', 'leave', 'fetch')),
  lane BIGINT NOT NULL CHECK (lane BETWEEN 1 AND 5),
  chat_id BIGINT NOT NULL,
  message_id BIGINT REFERENCES bot_message (id),
  state TEXT NOT NULL
    CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'uncertain', 'dropped')),
  not_before BIGINT NOT NULL,
  attempt BIGINT NOT NULL DEFAULT 0,
  since BIGINT,
  wanted BIGINT NOT NULL DEFAULT 1,
  claimed BIGINT NOT NULL DEFAULT 0,
  again BIGINT NOT NULL DEFAULT 0 CHECK (again IN (0, 1)),
  error TEXT,
  created_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX outbox_stamp ON outbox (stamp);
CREATE INDEX outbox_pending ON outbox (stamp) WHERE state = 'pending';
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_doubtful ON outbox (chat_id)
  WHERE again = 1 OR state IN ('sending', 'uncertain');
CREATE INDEX outbox_since ON outbox (since);
CREATE INDEX outbox_message ON outbox (message_id);

-- Updates addressed to us, in the order of their arrival (Telegram's own ids may begin anew).
-- waiting -> done | aside. The payload is erased once handled; the id stays to tell repeats.
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  update_id BIGINT NOT NULL UNIQUE,
  sort_key TEXT NOT NULL,
  payload TEXT,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'aside')),
  attempts BIGINT NOT NULL DEFAULT 0,
  error TEXT,
  received_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_settled ON inbox (settled_at) WHERE settled_at IS NOT NULL;

-- A press of somebody not yet linked; counts when they are linked within a day.
CREATE TABLE pending_press (
  telegram_id BIGINT NOT NULL,
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  pressed_at BIGINT NOT NULL,
  PRIMARY KEY (telegram_id, instruction_id)
);

-- Somebody who says who they are; a liaison near unit_id decides. open -> approved | refused
CREATE TABLE link_request (
  id INTEGER PRIMARY KEY,
  telegram_id BIGINT NOT NULL,
  nickname TEXT NOT NULL,
  claim TEXT,
  phone TEXT,
  unit_id BIGINT REFERENCES unit (id),
  member_id BIGINT REFERENCES member (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
  opened_at BIGINT NOT NULL,
  decided_by BIGINT REFERENCES member (id),
  decided_at BIGINT
);
CREATE UNIQUE INDEX link_request_current ON link_request (telegram_id) WHERE state = 'open';

-- What the next words in a private chat will be taken for.
CREATE TABLE expectation (
  chat_id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject_id BIGINT,
  args TEXT NOT NULL DEFAULT '{}',
  until BIGINT NOT NULL
);

-- A spreadsheet somebody sent; what it would change is erased once decided.
-- asked -> fetching -> ready -> applied; asked | fetching | ready -> cancelled | failed;
-- ready -> fetching: compared anew. An operator who sends one need not be a member.
CREATE TABLE import_request (
  id INTEGER PRIMARY KEY,
  member_id BIGINT REFERENCES member (id),
  chat_id BIGINT NOT NULL,
  file_id TEXT NOT NULL,
  file_name TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('asked', 'fetching', 'ready', 'applied', 'cancelled', 'failed')),
  answers TEXT NOT NULL DEFAULT '{}',
  difference TEXT,
  created_at BIGINT NOT NULL,
  decided_at BIGINT
);
CREATE INDEX import_request_open ON import_request (chat_id)
  WHERE state IN ('asked', 'fetching', 'ready');

-- A digest is told once per person and hour.
CREATE TABLE digest_told (
  member_id BIGINT NOT NULL REFERENCES member (id),
  due_at BIGINT NOT NULL,
  gaps TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (member_id, due_at)
);

-- Who did what to whom, when, by which path. Append-only; ids, never names.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  path TEXT,
  instruction_id BIGINT,
  unit_id BIGINT,
  member_id BIGINT,
  facts TEXT NOT NULL DEFAULT '{}'
);
