-- name: open_chases_of
-- Chases that tell somebody of silences above which no all-clear has been given.
SELECT b.* FROM bot_message b
WHERE b.member_id = :member_id AND b.kind = 'chase' AND b.closed_at IS NULL AND b.gone_at IS NULL
ORDER BY b.id;

-- name: close_chase!
-- The silences a chase told of have ended.
UPDATE bot_message SET closed_at = :now WHERE id = :message_id;

-- name: recent_chase^
-- The chase message to somebody that is young enough for more to join it; one of the same moment
-- always is.
SELECT * FROM bot_message
WHERE member_id = :member_id AND kind = 'chase' AND gone_at IS NULL AND closed_at IS NULL
  AND created_at >= :since ORDER BY id DESC LIMIT 1;

-- name: targets_due
-- The targets whose next step is due, the longest overdue first.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM target t JOIN unit u ON u.id = t.unit_id JOIN instruction i ON i.id = t.instruction_id
WHERE t.due_at <= :now AND i.state = 'running' ORDER BY t.due_at, t.id LIMIT :most;

-- name: set_step!
-- A target has moved up its ladder.
UPDATE target SET step = :step, due_at = :due_at WHERE id = :target_id;

-- name: nudge_in_chat^
-- The one nudge of an instruction in a group. One that was taken away before it left is none.
SELECT * FROM bot_message
WHERE kind = 'nudge' AND subject_id = :instruction_id AND chat_id = :chat_id
  AND (gone_at IS NULL OR sent_at IS NOT NULL) LIMIT 1;

-- name: last_told^
-- When a target's own holders were last written to about it.
SELECT MAX(x.at) AS at FROM message_target x JOIN bot_message b ON b.id = x.message_id
WHERE x.target_id = :target_id AND x.role IN ('own', 'nudge');

-- name: unanswered_on_message^
-- How many targets a message speaks of, and how many of them still lack an answer.
SELECT COUNT(*) AS total,
  COALESCE(SUM(CASE WHEN t.state = 'acknowledged' THEN 1 ELSE 0 END), 0) AS answered,
  COALESCE(SUM(CASE WHEN t.state IN ('waiting', 'sent', 'unreachable')
    OR (t.state = 'acknowledged' AND t.gates = 1 AND t.relayed_at IS NULL
        AND t.due_at IS NOT NULL) THEN 1 ELSE 0 END), 0) AS silent
FROM message_target x JOIN target t ON t.id = x.target_id
WHERE x.message_id = :message_id AND x.role = :role;
