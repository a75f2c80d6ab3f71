-- name: to_be_called
-- The opened targets in a part of the tree that wait for an answer and stand on no list of calls,
-- in whose units nobody is listening and somebody is to be called.
SELECT DISTINCT t.id AS target_id, u.id AS unit_id, u.parent_id, u.path
FROM member m
JOIN person p ON p.id = m.id AND p.called = 1
JOIN unit_holder h ON h.member_id = m.id
JOIN unit u ON u.id = h.unit_id AND u.path >= :path AND u.path < :path_end
JOIN target t ON t.unit_id = u.id AND t.instruction_id = :instruction_id
  AND t.opened_at IS NOT NULL
JOIN unanswered_target s ON s.id = t.id
WHERE m.by_phone = 1
  AND NOT EXISTS (
    SELECT 1 FROM unit_holder o JOIN person r ON r.id = o.member_id AND r.listening = 1
    WHERE o.unit_id = u.id)
  AND NOT EXISTS (
    SELECT 1 FROM message_target x JOIN bot_message b ON b.id = x.message_id
    WHERE x.target_id = t.id AND b.kind = 'calls' AND b.gone_at IS NULL)
ORDER BY u.path;

-- name: on_call_list^
-- Whether a target stands on a list of calls.
SELECT 1 AS found FROM message_target x JOIN bot_message b ON b.id = x.message_id
WHERE x.target_id = :target_id AND b.kind = 'calls' AND b.gone_at IS NULL LIMIT 1;

-- name: calls_left
-- Whom the reader of a list still has to call: the holders to be called of the units that wait for
-- an answer and in which nobody is listening, leads first.
SELECT t.id AS target_id, u.id AS unit_id, u.name AS unit_name, h.post_id,
  m.id AS member_id, m.name AS member_name, m.last_call, m.last_call_at, m.missed_calls,
  b.created_at AS listed_at
FROM message_target x
JOIN bot_message b ON b.id = x.message_id
JOIN unanswered_target t ON t.id = x.target_id
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
JOIN unit u ON u.id = t.unit_id
JOIN unit_holder h ON h.unit_id = t.unit_id
JOIN person p ON p.id = h.member_id AND p.called = 1
JOIN member m ON m.id = p.id
WHERE x.message_id = :message_id
  AND NOT EXISTS (
    SELECT 1 FROM unit_holder o JOIN person r ON r.id = o.member_id AND r.listening = 1
    WHERE o.unit_id = t.unit_id)
ORDER BY u.path, h.rank, h.ordinal;

-- name: set_by_phone!
-- Whether a member is reached by telephone alone.
UPDATE member SET by_phone = :by_phone WHERE id = :member_id AND telegram_id IS NULL;

-- name: set_last_call!
-- What came of a call.
UPDATE member SET last_call = :outcome, last_call_at = :now, missed_calls = :missed
WHERE id = :member_id;

-- name: last_call_of^
-- What came of the last call.
SELECT last_call, last_call_at, missed_calls FROM member WHERE id = :member_id;

-- name: call_lists_of
-- The living lists of calls of a reader, for running instructions.
SELECT b.* FROM bot_message b JOIN instruction i ON i.id = b.subject_id AND i.state = 'running'
WHERE b.member_id = :member_id AND b.kind = 'calls' AND b.gone_at IS NULL ORDER BY b.id;
