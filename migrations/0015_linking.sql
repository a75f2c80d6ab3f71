-- One-time links: whoever opens one becomes known as whoever held the post when it was made. The
-- token follows from seed and a key that is not in the database; only its hash stands here.
-- open -> used or revoked; an open one is of no use after until.
CREATE TABLE one_time_link (
  id INTEGER PRIMARY KEY,
  post_id BIGINT NOT NULL REFERENCES post (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  chat_id BIGINT NOT NULL,
  seed TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('open', 'used', 'revoked')),
  created_at BIGINT NOT NULL,
  until BIGINT NOT NULL,
  decided_at BIGINT
);
CREATE INDEX one_time_link_member ON one_time_link (member_id);

-- People somebody picked from their own Telegram contacts, to be set beside names of the roster, for
-- a day. message_id: the message that asks about them. known: the account was linked already.
-- open -> linked or skipped.
CREATE TABLE picked_contact (
  id INTEGER PRIMARY KEY,
  message_id BIGINT NOT NULL,
  chat_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  account BIGINT NOT NULL,
  name TEXT NOT NULL,
  member_id BIGINT REFERENCES member (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'known', 'linked', 'skipped')),
  created_at BIGINT NOT NULL
);
CREATE INDEX picked_contact_message ON picked_contact (message_id);
