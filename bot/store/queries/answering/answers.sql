-- name: targets_held_by
-- The targets of an instruction in whose units somebody holds a post, as lead first; and whether they
-- have answered for themselves where every holder does.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path, h.kind, h.title,
  CASE WHEN EXISTS (SELECT 1 FROM own_answer o
    WHERE o.target_id = t.id AND o.member_id = h.member_id) THEN 1 ELSE 0 END AS answered
FROM target t
JOIN unit u ON u.id = t.unit_id
JOIN unit_holder h ON h.unit_id = t.unit_id
WHERE t.instruction_id = :instruction_id AND h.member_id = :member_id
ORDER BY h.rank, u.path;

-- name: former_seats
-- The posts a member held, and no longer holds, in units this instruction asks, the last first.
SELECT u.name, u.tier, p.kind, p.title, a.until FROM assignment a
JOIN post p ON p.id = a.post_id
JOIN target t ON t.unit_id = p.unit_id AND t.instruction_id = :instruction_id
JOIN unit u ON u.id = p.unit_id
WHERE a.member_id = :member_id AND a.until IS NOT NULL ORDER BY a.until DESC, a.id;

-- name: insert_acknowledgement!
-- Record an acknowledgement; a repeated one changes nothing.
INSERT INTO acknowledgement (target_id, member_id, path, said_at, recorded_at, late, version_id,
  chat_id)
VALUES (:target_id, :member_id, :path, :said_at, :now, :late, :version_id, :chat_id)
ON CONFLICT (target_id, member_id, version_id) DO NOTHING;

-- name: set_acknowledged!
-- Mark a target acknowledged; one that still has to relay stays on the ladder. Without `whole` every
-- holder who is present has to have answered.
UPDATE target SET state = 'acknowledged', answered_at = :said_at,
  due_at = CASE WHEN gates = 1 AND relayed_at IS NULL THEN due_at ELSE NULL END
WHERE id = :target_id AND EXISTS (SELECT 1 FROM unanswered_target s WHERE s.id = target.id)
  AND (CAST(:whole AS BIGINT) = 1 OR NOT EXISTS (
    SELECT 1 FROM unit_holder h JOIN person p ON p.id = h.member_id AND p.present = 1
    WHERE h.unit_id = target.unit_id AND NOT EXISTS (
      SELECT 1 FROM own_answer o
      WHERE o.target_id = target.id AND o.member_id = h.member_id)));

-- name: newest_own_answer^
-- When the last of a unit's holders answered for themself.
SELECT MAX(k.said_at) AS said_at FROM own_answer o
JOIN acknowledgement k ON k.target_id = o.target_id AND k.member_id = o.member_id
WHERE o.target_id = :target_id;

-- name: own_answers_of
-- The holders of a unit who have answered for themselves.
SELECT member_id FROM own_answer WHERE target_id = :target_id;

-- name: people_on_message^
-- Of the people who are present in the units a card lists: how many answered for themselves, for each
-- of their units, and how many there are; whoever holds several posts is one.
SELECT COUNT(*) AS total, COALESCE(SUM(h.done), 0) AS done FROM (
  SELECT h.member_id, MIN(CASE WHEN o.member_id IS NULL THEN 0 ELSE 1 END) AS done
  FROM message_target x JOIN target t ON t.id = x.target_id AND t.state <> 'withdrawn'
  JOIN unit_holder h ON h.unit_id = t.unit_id
  JOIN person p ON p.id = h.member_id AND p.present = 1
  LEFT JOIN own_answer o ON o.target_id = t.id AND o.member_id = h.member_id
  WHERE x.message_id = :message_id AND x.role = 'line' GROUP BY h.member_id) h;

-- name: people_of_instruction^
-- The same in all units an instruction asks.
SELECT COUNT(*) AS total, COALESCE(SUM(h.done), 0) AS done FROM (
  SELECT h.member_id, MIN(CASE WHEN o.member_id IS NULL THEN 0 ELSE 1 END) AS done
  FROM target t JOIN unit_holder h ON h.unit_id = t.unit_id
  JOIN person p ON p.id = h.member_id AND p.present = 1
  LEFT JOIN own_answer o ON o.target_id = t.id AND o.member_id = h.member_id
  WHERE t.instruction_id = :instruction_id AND t.state <> 'withdrawn' GROUP BY h.member_id) h;

-- name: first_answer^
-- Who acknowledged a target first, and when; of what it is asked now.
SELECT k.*, m.name AS member_name FROM target t JOIN acknowledgement k ON k.target_id = t.id
  AND k.version_id >= COALESCE(t.asked_version, 0)
JOIN member m ON m.id = k.member_id
WHERE t.id = :target_id ORDER BY k.said_at, k.id LIMIT 1;

-- name: messages_with_target
-- The living messages that list a target.
SELECT b.* FROM message_target m JOIN bot_message b ON b.id = m.message_id
WHERE m.target_id = :target_id AND b.gone_at IS NULL ORDER BY b.id;

-- name: unlinked_holders_on_message^
-- The number of holders in the units on a message without a linked Telegram account,
-- and not without Telegram at all.
SELECT COUNT(*) AS unlinked FROM message_target x
JOIN target t ON t.id = x.target_id
JOIN unit_holder h ON h.unit_id = t.unit_id
JOIN member m ON m.id = h.member_id AND m.telegram_id IS NULL AND m.by_phone = 0
WHERE x.message_id = :message_id;

-- name: insert_pending_press!
-- Keep a press until its owner is linked.
INSERT INTO pending_press (telegram_id, instruction_id, pressed_at)
VALUES (:telegram_id, :instruction_id, :now) ON CONFLICT DO NOTHING;

-- name: pending_presses
-- The presses of an unlinked account since the oldest that still counts.
SELECT * FROM pending_press WHERE telegram_id = :telegram_id AND pressed_at >= :since;

-- name: forget_pending_presses!
-- Delete presses that were counted or are too old.
DELETE FROM pending_press WHERE telegram_id = :telegram_id OR pressed_at < :before;

-- name: instructions_waiting_for
-- The running instructions that still wait for one of somebody's units.
SELECT DISTINCT i.* FROM unit_holder h
JOIN unanswered_target t ON t.unit_id = h.unit_id AND t.opened_at IS NOT NULL
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running' AND i.needs_answer = 1
WHERE h.member_id = :member_id AND NOT EXISTS (
  SELECT 1 FROM own_answer o WHERE o.target_id = t.id AND o.member_id = h.member_id)
ORDER BY i.id DESC;

-- name: newest_card_in^
-- The newest card of a running instruction in a chat.
SELECT m.* FROM bot_message m JOIN instruction i ON i.id = m.subject_id AND i.state = 'running'
WHERE m.chat_id = :chat_id AND m.kind = 'card' AND m.gone_at IS NULL AND m.telegram_id IS NOT NULL
ORDER BY m.id DESC LIMIT 1;

-- name: instructions_asking
-- The running instructions that ask one of somebody's units, those that wait for it first.
SELECT i.*, MAX(CASE WHEN t.state = 'acknowledged' THEN 0 ELSE 1 END) AS waits FROM unit_holder h
JOIN target t ON t.unit_id = h.unit_id
  AND t.state <> 'withdrawn' AND t.state <> 'closed'
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running' AND i.needs_answer = 1
WHERE h.member_id = :member_id AND t.opened_at IS NOT NULL
GROUP BY i.id ORDER BY waits DESC, i.id DESC;

-- name: group_id_of_chat^
-- The work group of a chat.
SELECT id FROM work_group WHERE chat_id = :chat_id AND left_at IS NULL;

-- name: somebody_unanswered^
-- Whether an instruction still waits for anybody; cheaper than counting.
SELECT 1 AS found FROM unanswered_target WHERE instruction_id = :instruction_id LIMIT 1;
