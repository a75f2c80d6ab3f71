-- name: open_chases_of
-- Chases that told somebody of silences above and have had no all-clear.
SELECT b.* FROM bot_message b
WHERE b.member_id = :member_id AND b.kind = 'chase' AND b.closed_at IS NULL AND b.gone_at IS NULL
ORDER BY b.id;

-- name: told_of_silence
-- Who was told of units of an instruction that are silent still, and of how many.
SELECT b.member_id, CAST(COUNT(DISTINCT x.target_id) AS BIGINT) AS n
FROM unanswered_target t CROSS JOIN message_target x
JOIN bot_message b ON b.id = x.message_id AND b.kind = 'chase' AND b.telegram_id IS NOT NULL
  AND b.closed_at IS NULL AND b.gone_at IS NULL
WHERE t.instruction_id = :instruction_id AND x.target_id = t.id AND x.role = 'above'
  AND b.member_id IS NOT NULL
GROUP BY b.member_id ORDER BY COUNT(DISTINCT x.target_id) DESC, b.member_id LIMIT :most;

-- name: close_chase!
-- The silences of a chase have ended.
UPDATE bot_message SET closed_at = :now WHERE id = :message_id;

-- name: living_chase^
-- The living chase of a member: the newest one still open.
SELECT * FROM bot_message
WHERE member_id = :member_id AND kind = 'chase' AND gone_at IS NULL AND closed_at IS NULL
ORDER BY id DESC LIMIT 1;

-- name: carry_over!
-- Copy a chase's lines to its successor, for running instructions: silent units, units below its
-- reader, and the reader's own units answered lately. Units in which the reader no longer holds a
-- post are left out.
INSERT INTO message_target (message_id, target_id, role, at)
SELECT CAST(:to_id AS BIGINT), x.target_id, x.role, CAST(:now AS BIGINT)
FROM message_target x JOIN target t ON t.id = x.target_id
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
WHERE x.message_id = :from_id AND (x.role = 'above' OR (
  (t.answered_at IS NULL OR t.answered_at >= :since OR (t.gates = 1 AND t.relayed_at IS NULL))
  AND EXISTS (
    SELECT 1 FROM current_holder h
    WHERE h.unit_id = t.unit_id AND h.member_id = :member_id)))
ON CONFLICT DO NOTHING;

-- name: forget_not_held!
-- A chase speaks no more of units in which its reader holds no post, nor of those they no longer
-- stand above.
DELETE FROM message_target WHERE message_id = :message_id AND NOT EXISTS (
  SELECT 1 FROM target t JOIN unit u ON u.id = t.unit_id
  JOIN unit o ON u.path >= o.path AND u.path < o.path || '~'
  JOIN current_holder h ON h.unit_id = o.id AND h.member_id = :member_id
  WHERE t.id = message_target.target_id
    AND (o.id = u.id) = (message_target.role = 'own'));

-- name: forget_above!
-- The all-clear was given to those told of these silences.
DELETE FROM message_target WHERE message_id = :message_id AND role = 'above';

-- name: cards_seen_with
-- The cards on which the reader of a chase finds what they are asked: in their private chat, or
-- arrived in a group.
SELECT DISTINCT t.instruction_id, b.id, b.chat_id, b.telegram_id
FROM bot_message m
JOIN message_target x ON x.message_id = m.id AND x.role = 'own'
JOIN target t ON t.id = x.target_id
JOIN message_target y ON y.target_id = x.target_id AND y.role = 'line'
JOIN bot_message b ON b.id = y.message_id AND b.kind = 'card' AND b.gone_at IS NULL
WHERE m.id = :message_id
  AND (b.chat_id = m.chat_id OR (b.chat_id < 0 AND b.telegram_id IS NOT NULL)) ORDER BY b.id;

-- name: card_seen_by^
-- Whether the reader in a private chat can find a card of a unit: there, or arrived in a group.
SELECT 1 AS found FROM message_target y
JOIN bot_message b ON b.id = y.message_id AND b.kind = 'card' AND b.gone_at IS NULL
WHERE y.target_id = :target_id AND y.role = 'line'
  AND (b.chat_id = :chat_id OR (b.chat_id < 0 AND b.telegram_id IS NOT NULL)) LIMIT 1;

-- name: message_is_back!
-- A message that could not be deleted still stands in its chat.
UPDATE bot_message SET gone_at = NULL WHERE id = :message_id;

-- name: targets_due
-- The targets whose next step is due, longest overdue first.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM target t JOIN unit u ON u.id = t.unit_id JOIN instruction i ON i.id = t.instruction_id
WHERE t.due_at <= :now AND i.state = 'running' ORDER BY t.due_at, t.id LIMIT :most;

-- name: set_step!
-- Move a target up its ladder.
UPDATE target SET step = :step, due_at = :due_at WHERE id = :target_id;

-- name: nudge_in_chat^
-- The nudge of an instruction in a group since all were last asked, unless it was dropped before it
-- was sent.
SELECT * FROM bot_message
WHERE kind = 'nudge' AND subject_id = :instruction_id AND chat_id = :chat_id
  AND (gone_at IS NULL OR sent_at IS NOT NULL)
  AND created_at >= COALESCE((SELECT MAX(v.at) FROM instruction_version v
    WHERE v.instruction_id = :instruction_id AND v.number > 1), 0) LIMIT 1;

-- name: last_told^
-- When a target's own holders were last reminded.
SELECT MAX(x.at) AS at FROM message_target x JOIN bot_message b ON b.id = x.message_id
WHERE x.target_id = :target_id AND x.role IN ('own', 'nudge');

-- name: unanswered_on_message^
-- The number of targets a message lists, and how many of them lack an answer.
SELECT COUNT(*) AS total,
  COALESCE(SUM(CASE WHEN t.state = 'acknowledged' THEN 1 ELSE 0 END), 0) AS answered,
  COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM silent_target s WHERE s.id = t.id)
    THEN 1 ELSE 0 END), 0) AS silent
FROM message_target x JOIN target t ON t.id = x.target_id
WHERE x.message_id = :message_id AND x.role = :role;
