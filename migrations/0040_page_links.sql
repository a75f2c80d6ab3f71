-- Links to /mine for people without Telegram, and the one device each of them lets in. By a personal
-- link the member is known from the start; by a building's QR code (token_hash NULL) they say who
-- they are (claim), and whoever stands above decides. code: shown on the device and to whoever
-- decides, so that both speak of the same one. Only hashes of tokens stand here.
-- open -> asked -> approved -> ended; whatever is past `until` is of no use.
CREATE TABLE page_link (
  id INTEGER PRIMARY KEY,
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  member_id BIGINT REFERENCES member (id),
  chat_id BIGINT,
  seed TEXT NOT NULL DEFAULT '',
  token_hash TEXT UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('open', 'asked', 'approved', 'ended')),
  device TEXT NOT NULL DEFAULT '',
  device_hash TEXT UNIQUE,
  code TEXT NOT NULL DEFAULT '',
  claim TEXT,
  created_at BIGINT NOT NULL,
  asked_at BIGINT,
  decided_at BIGINT,
  decided_by BIGINT REFERENCES member (id),
  until BIGINT NOT NULL
);
CREATE INDEX page_link_member ON page_link (member_id);
CREATE INDEX page_link_asked ON page_link (unit_id) WHERE state = 'asked';

-- Forms that are filled in on the page have a path of their own. Neither engine can change a CHECK
-- in the same words, so the columns are made anew.
ALTER TABLE form_answer ADD COLUMN way TEXT NOT NULL DEFAULT 'button'
  CHECK (way IN ('button', 'reply', 'proxy', 'known', 'web'));
UPDATE form_answer SET way = path;
ALTER TABLE form_answer DROP COLUMN path;
ALTER TABLE form_answer RENAME COLUMN way TO path;
ALTER TABLE fact ADD COLUMN way TEXT NOT NULL DEFAULT 'button'
  CHECK (way IN ('button', 'reply', 'proxy', 'corrected', 'web'));
UPDATE fact SET way = path;
ALTER TABLE fact DROP COLUMN path;
ALTER TABLE fact RENAME COLUMN way TO path;
