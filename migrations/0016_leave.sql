-- On leave: the holder keeps the post, and the others of the unit are told instead. When it ends.
ALTER TABLE member ADD COLUMN away_until BIGINT;
CREATE INDEX member_away ON member (away_until) WHERE away_until IS NOT NULL;

-- Who is there and who is listening: the rule in one place. present: not on leave. listening: the
-- bot may write to them first, and they are present.
CREATE VIEW person AS
SELECT id, name, telegram_id, reachable, deactivated, away_until,
  CASE WHEN away_until IS NULL THEN 1 ELSE 0 END AS present,
  CASE WHEN away_until IS NULL THEN reachable ELSE 0 END AS listening
FROM member;
