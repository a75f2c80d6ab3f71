-- A lane of its own, 3, for the private cards that ring right behind urgent group cards: routine
-- cards, reminders and edits move one lane back. SQLite cannot change a CHECK, so the table is
-- written anew; nothing refers to its ids.
ALTER TABLE outbox RENAME TO outbox_before;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  stamp BIGINT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  op TEXT NOT NULL CHECK (op IN ('send', 'edit', 'delete', 'leave', 'fetch')),
  lane BIGINT NOT NULL CHECK (lane BETWEEN 1 AND 6),
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

INSERT INTO outbox (stamp, key, op, lane, chat_id, message_id, state, not_before, attempt, since,
  wanted, claimed, again, error, created_at, settled_at)
SELECT stamp, key, op, CASE WHEN lane >= 3 THEN lane + 1 ELSE lane END, chat_id, message_id, state,
  not_before, attempt, since, wanted, claimed, again, error, created_at, settled_at
FROM outbox_before ORDER BY id;

DROP TABLE outbox_before;

CREATE INDEX outbox_stamp ON outbox (stamp);
CREATE INDEX outbox_pending ON outbox (stamp) WHERE state = 'pending';
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_doubtful ON outbox (chat_id)
  WHERE again = 1 OR state IN ('sending', 'uncertain');
CREATE INDEX outbox_since ON outbox (since);
CREATE INDEX outbox_message ON outbox (message_id);
