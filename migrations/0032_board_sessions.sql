-- Answers given on the board's page have a path of their own. Neither engine can change a CHECK in
-- the same words, so the column is made anew.
ALTER TABLE acknowledgement ADD COLUMN way TEXT NOT NULL DEFAULT 'button'
  CHECK (way IN ('button', 'reply', 'proxy', 'web'));
UPDATE acknowledgement SET way = path;
ALTER TABLE acknowledgement DROP COLUMN path;
ALTER TABLE acknowledgement RENAME COLUMN way TO path;

-- Who may look at the board's page. kind: login, a link that signs its reader in once; session, a
-- browser; app, the proof of a Mini App that was used; wall, a link for a hall, which shows unit_id.
-- Only hashes of tokens stand here; a link's token follows from seed and a key that is elsewhere.
CREATE TABLE board_session (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('login', 'session', 'app', 'wall')),
  account BIGINT NOT NULL,
  seed TEXT NOT NULL DEFAULT '',
  token_hash TEXT NOT NULL UNIQUE,
  unit_id BIGINT REFERENCES unit (id),
  device TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  until BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX board_session_account ON board_session (account);
CREATE INDEX board_session_until ON board_session (until);
