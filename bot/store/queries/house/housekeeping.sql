-- name: forget_done!
-- Ids of handled updates are kept two days to recognise repeats.
DELETE FROM inbox WHERE id IN (
  SELECT id FROM inbox WHERE settled_at < :before AND state = 'done' ORDER BY settled_at LIMIT :most);

-- name: forget_aside!
-- Erase the content of dead letters: a bug of ours is no reason to keep what people wrote.
UPDATE inbox SET payload = NULL WHERE id IN (
  SELECT id FROM inbox WHERE settled_at < :before AND state = 'aside' AND payload IS NOT NULL
  ORDER BY settled_at LIMIT :most);

-- name: drop_aside!
-- Delete dead letters that were shown long enough.
DELETE FROM inbox WHERE id IN (
  SELECT id FROM inbox WHERE settled_at < :before AND state = 'aside' ORDER BY settled_at LIMIT :most);

-- name: drop_done!
-- Settled rows. The row with the highest stamp stays: the next stamp is derived from it.
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox
  WHERE since < :before AND settled_at < :before AND state IN ('sent', 'failed', 'dropped')
    AND again = 0 AND stamp < (SELECT MAX(stamp) FROM outbox)
  ORDER BY since LIMIT :most);

-- name: drop_never_begun!
-- Rows dropped before they were claimed.
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox WHERE since IS NULL AND settled_at < :before AND state = 'dropped'
    AND stamp < (SELECT MAX(stamp) FROM outbox)
  ORDER BY id LIMIT :most);

-- name: drop_doubted!
-- Rows whose message may stand in its chat twice or not at all.
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox
  WHERE (again = 1 OR state IN ('sending', 'uncertain')) AND state IN ('sent', 'uncertain')
    AND settled_at < :before AND stamp < (SELECT MAX(stamp) FROM outbox)
  ORDER BY id LIMIT :most);

-- name: drop_said!
-- Short notices that refer to nothing, once no operation on them is pending.
DELETE FROM bot_message WHERE id IN (
  SELECT b.id FROM bot_message b
  WHERE b.kind IN ('notice', 'sentence', 'how_to', 'how_to_write', 'reply_whom') AND b.created_at < :before
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = b.id)
    AND NOT EXISTS (SELECT 1 FROM message_target x WHERE x.message_id = b.id)
  ORDER BY b.id LIMIT :most);

-- name: drop_remark_bundles!
-- Bundles that no remark can join any more.
DELETE FROM remark_bundle WHERE message_id IN (
  SELECT message_id FROM remark_bundle WHERE until < :before AND rings_at IS NULL
  ORDER BY message_id LIMIT :most);

-- name: drop_remarks_told!
-- Which messages showed remarks about instructions that ended long ago.
DELETE FROM remark_told WHERE remark_id IN (
  SELECT r.id FROM remark r LEFT JOIN instruction i ON i.id = r.instruction_id
  WHERE r.said_at < :before AND (i.id IS NULL OR i.ended_at < :before)
    AND EXISTS (SELECT 1 FROM remark_told x WHERE x.remark_id = r.id)
  ORDER BY r.id LIMIT :most);

-- name: drop_remarks!
-- Remarks about instructions that ended long ago, newest first: replies before what they answer.
DELETE FROM remark WHERE id IN (
  SELECT r.id FROM remark r LEFT JOIN instruction i ON i.id = r.instruction_id
  WHERE r.said_at < :before AND (i.id IS NULL OR i.ended_at < :before)
    AND NOT EXISTS (
      SELECT 1 FROM remark a LEFT JOIN remark_told x ON x.remark_id = a.id
      WHERE (a.id = r.id OR a.thread_id = COALESCE(r.thread_id, r.id))
        AND (x.remark_id IS NOT NULL OR a.said_at >= :before))
  ORDER BY r.id DESC LIMIT :most);

-- name: drop_pending_presses!
-- Presses of people who were not linked in time.
DELETE FROM pending_press WHERE pressed_at < :before AND telegram_id IN (
  SELECT telegram_id FROM pending_press WHERE pressed_at < :before LIMIT :most);

-- name: drop_audit!
-- The oldest lines of the audit log; only the log's beginning is scanned.
DELETE FROM audit WHERE id IN (
  SELECT id FROM (SELECT id, at FROM audit ORDER BY id LIMIT :most) AS oldest WHERE at < :before);
