-- name: newly_pending
-- What has been asked for since a stamp and waits to be done, in the order of asking.
SELECT id, stamp, lane, chat_id, op, message_id, not_before FROM outbox
WHERE stamp > :seen AND state = 'pending' ORDER BY stamp;

-- name: in_flight
-- What was begun and never settled.
SELECT * FROM outbox WHERE state = 'sending' ORDER BY id;

-- name: begun_since
-- Where something was begun lately.
SELECT chat_id, op, since FROM outbox WHERE since > :instant ORDER BY since;

-- name: claim_row^
-- Something is begun now, unless it has been settled or dropped meanwhile.
UPDATE outbox SET state = 'sending', since = :now, attempt = attempt + 1, claimed = wanted
WHERE id = :row_id AND state = 'pending' RETURNING *;

-- name: unclaim_row!
-- Something begun was not done: it waits again.
UPDATE outbox SET state = 'pending', error = :error WHERE id = :row_id AND state = 'sending';

-- name: repeat_row!
-- Nobody knows whether it was done: it is done once more.
UPDATE outbox SET state = 'pending', again = 1, error = :error
WHERE id = :row_id AND state = 'sending';

-- name: settle_row^
-- Something begun is done with, unless it was asked for again meanwhile.
UPDATE outbox SET
  state = CASE WHEN wanted > claimed THEN 'pending' ELSE :state END,
  attempt = CASE WHEN wanted > claimed THEN 0 ELSE attempt END,
  again = CASE WHEN wanted > claimed OR :state <> 'sent' THEN 0 ELSE again END,
  error = :error, settled_at = :now
WHERE id = :row_id AND state = 'sending'
RETURNING id, stamp, lane, chat_id, op, message_id, not_before, state;

-- name: pending_row^
-- Something that waits, by its id.
SELECT id, stamp, lane, chat_id, op, message_id, not_before FROM outbox
WHERE id = :row_id AND state = 'pending';

-- name: count_to_do^
-- How much is begun, or could begin now.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM outbox
WHERE state = 'sending' OR (state = 'pending' AND not_before <= :now);

-- name: file_to_fetch^
-- The file of a spreadsheet that somebody sent.
SELECT file_id FROM import_request WHERE id = :import_id;
