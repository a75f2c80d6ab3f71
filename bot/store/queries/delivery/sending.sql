-- name: newly_pending
-- Rows that became pending after a stamp, in order.
SELECT id, stamp, lane, chat_id, op, message_id, not_before FROM outbox
WHERE stamp > :seen AND state = 'pending' ORDER BY stamp;

-- name: in_flight
-- Rows that were claimed and never settled.
SELECT * FROM outbox WHERE state = 'sending' ORDER BY id;

-- name: begun_since
-- Recent attempts and their chats.
SELECT chat_id, op, since FROM outbox WHERE since > :instant ORDER BY since;

-- name: claim_row^
-- Claim a row, unless it was settled or dropped meanwhile; with the topic of a forum it goes to.
-- What may have arrived before counts as what it showed then.
UPDATE outbox SET state = 'sending', since = :now, attempt = attempt + 1, claimed = wanted,
  shows = CASE WHEN op = 'send' AND again = 1 AND shows IS NOT NULL THEN shows
    ELSE (SELECT COALESCE(MAX(v.id), 0) FROM instruction_version v) END
WHERE id = :row_id AND state = 'pending' RETURNING *,
  (SELECT g.thread_id FROM work_group g WHERE g.chat_id = outbox.chat_id) AS thread_id;

-- name: unclaim_row!
-- Release a claimed row: it is pending again.
UPDATE outbox SET state = 'pending', error = :error WHERE id = :row_id AND state = 'sending';

-- name: repeat_row!
-- Retry a row with an uncertain outcome.
UPDATE outbox SET state = 'pending', again = 1, error = :error
WHERE id = :row_id AND state = 'sending';

-- name: settle_row^
-- Settle a claimed row; if requested anew while in flight, it is pending again.
UPDATE outbox SET
  state = CASE WHEN wanted > claimed THEN 'pending' ELSE :state END,
  attempt = CASE WHEN wanted > claimed THEN 0 ELSE attempt END,
  again = CASE WHEN wanted > claimed OR :state <> 'sent' THEN 0 ELSE again END,
  error = :error, settled_at = :now
WHERE id = :row_id AND state = 'sending'
RETURNING id, stamp, lane, chat_id, op, message_id, not_before, state;

-- name: pending_row^
-- A pending row by its id.
SELECT id, stamp, lane, chat_id, op, message_id, not_before FROM outbox
WHERE id = :row_id AND state = 'pending';

-- name: count_to_do^
-- The number of rows in flight or ready to be claimed.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM outbox
WHERE state = 'sending' OR (state = 'pending' AND not_before <= :now);

-- name: file_to_fetch^
-- The Telegram file id of an import request.
SELECT file_id FROM import_request WHERE id = :import_id;
