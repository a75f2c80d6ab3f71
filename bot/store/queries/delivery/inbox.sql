-- name: keep_update*!
-- An update has come; one that came before is not taken twice.
INSERT INTO inbox (update_id, sort_key, payload, received_at)
VALUES (:update_id, :sort_key, :payload, :now)
ON CONFLICT (update_id) DO NOTHING;

-- name: keep_aside!
-- An update has come that cannot be stored: its id stays, to be shown and to tell repeats.
INSERT INTO inbox (update_id, sort_key, state, error, received_at, settled_at)
VALUES (:update_id, '', 'aside', :error, :now, :now)
ON CONFLICT (update_id) DO NOTHING;

-- name: waiting_updates
-- What has not been handled, in the order it came.
SELECT id, update_id, sort_key, payload, attempts FROM inbox
WHERE state = 'waiting' ORDER BY id LIMIT :most;

-- name: count_waiting^
-- How many updates have not been handled.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM inbox WHERE state = 'waiting';

-- name: update_waits^
-- Whether an update has not been handled.
SELECT 1 AS found FROM inbox WHERE update_id = :update_id AND state = 'waiting';

-- name: update_done!
-- An update is handled: nothing of it is kept but its id.
UPDATE inbox SET state = 'done', payload = NULL, settled_at = :now
WHERE update_id = :update_id AND state = 'waiting';

-- name: update_failed!
-- Handling an update went wrong, once more.
UPDATE inbox SET attempts = attempts + 1, error = :error
WHERE update_id = :update_id AND state = 'waiting';

-- name: update_aside!
-- An update that cannot be handled makes way for the rest.
UPDATE inbox SET state = 'aside', attempts = attempts + 1, error = :error, settled_at = :now
WHERE update_id = :update_id AND state = 'waiting';

-- name: updates_aside
-- What could not be handled, the latest first; never what was in it.
SELECT update_id, attempts, error, received_at FROM inbox
WHERE state = 'aside' ORDER BY id DESC LIMIT :most;
