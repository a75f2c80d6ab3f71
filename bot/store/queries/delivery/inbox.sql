-- name: keep_update*!
-- Store an update; a repeated update_id is ignored (idempotency key).
INSERT INTO inbox (update_id, sort_key, payload, received_at)
VALUES (:update_id, :sort_key, :payload, :now)
ON CONFLICT (update_id) DO NOTHING;

-- name: keep_aside!
-- Store only the id of an update that cannot be stored, to show it and to recognise repeats.
INSERT INTO inbox (update_id, sort_key, state, error, received_at, settled_at)
VALUES (:update_id, '', 'aside', :error, :now, :now)
ON CONFLICT (update_id) DO NOTHING;

-- name: waiting_updates
-- Pending updates, oldest first.
SELECT id, update_id, sort_key, payload, attempts FROM inbox
WHERE state = 'waiting' ORDER BY id LIMIT :most;

-- name: count_waiting^
-- The number of pending updates.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM inbox WHERE state = 'waiting';

-- name: update_waits^
-- Whether an update is still pending.
SELECT 1 AS found FROM inbox WHERE update_id = :update_id AND state = 'waiting';

-- name: update_done!
-- Mark an update done and erase all but its id.
UPDATE inbox SET state = 'done', payload = NULL, settled_at = :now
WHERE update_id = :update_id AND state = 'waiting';

-- name: update_failed!
-- Count a failed attempt at an update.
UPDATE inbox SET attempts = attempts + 1, error = :error
WHERE update_id = :update_id AND state = 'waiting';

-- name: update_aside!
-- Give an update up (dead letter).
UPDATE inbox SET state = 'aside', attempts = attempts + 1, error = :error, settled_at = :now
WHERE update_id = :update_id AND state = 'waiting';

-- name: updates_aside
-- Dead letters, latest first; never their content.
SELECT update_id, attempts, error, received_at FROM inbox
WHERE state = 'aside' ORDER BY id DESC LIMIT :most;
