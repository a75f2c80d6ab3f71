-- by_phone: has no Telegram, so whoever stands above calls them. What came of the last call, and
-- how often nobody answered on that day.
ALTER TABLE member ADD COLUMN by_phone BIGINT NOT NULL DEFAULT 0 CHECK (by_phone IN (0, 1));
ALTER TABLE member ADD COLUMN last_call TEXT
  CHECK (last_call IN ('told', 'no_answer', 'wrong_number', 'left_post', 'away'));
ALTER TABLE member ADD COLUMN last_call_at BIGINT;
ALTER TABLE member ADD COLUMN missed_calls BIGINT NOT NULL DEFAULT 0;
CREATE INDEX member_by_phone ON member (by_phone) WHERE by_phone = 1;

-- Who is there and who is listening, as before, and who is to be called.
DROP VIEW person;
CREATE VIEW person AS
SELECT id, name, telegram_id, reachable, deactivated, away_until,
  CASE WHEN away_until IS NULL THEN 1 ELSE 0 END AS present,
  CASE WHEN away_until IS NULL THEN reachable ELSE 0 END AS listening,
  CASE WHEN away_until IS NULL AND telegram_id IS NULL THEN by_phone ELSE 0 END AS called
FROM member;
