-- name: insert_target*!
-- A unit asked: the target right above it has been written before.
INSERT INTO target (instruction_id, unit_id, tier, upper_id, gates, state, opened_at)
VALUES (:instruction_id, :unit_id, :tier, (SELECT up.id FROM target up
  WHERE up.instruction_id = :instruction_id AND up.unit_id = :upper_unit_id), :gates, 'waiting',
  :opened_at);

-- name: target_ids
-- The target of each unit an instruction asks.
SELECT id, unit_id FROM target WHERE instruction_id = :instruction_id;

-- name: nodes_below
-- The targets below one, upper ones first, and whether anybody who is present holds a post there.
WITH RECURSIVE node (id, depth) AS (
  SELECT id, 1 FROM target WHERE upper_id = :target_id
  UNION ALL
  SELECT t.id, n.depth + 1 FROM target t JOIN node n ON t.upper_id = n.id)
SELECT t.id, t.upper_id, t.gates, t.relayed_at, CASE WHEN EXISTS (
    SELECT 1 FROM unit_holder h JOIN person m ON m.id = h.member_id AND m.present = 1
    WHERE h.unit_id = t.unit_id) THEN 1 ELSE 0 END AS held
FROM node n JOIN target t ON t.id = n.id ORDER BY n.depth, t.id;

-- name: open_target*!
-- Open a target: it may get its card.
UPDATE target SET opened_at = :now WHERE id = :target_id AND opened_at IS NULL AND state = 'waiting';

-- name: reopen_target*!
-- Reopen a target so that its card goes another way.
UPDATE target SET state = 'waiting', opened_at = :now
WHERE id = :target_id AND EXISTS (SELECT 1 FROM unanswered_target s WHERE s.id = target.id);

-- name: targets_to_place
-- The opened targets in a part of the tree that have no card yet, or stand on one that had left
-- without them. SQLite is to walk the part of the tree, not all that is open.
SELECT t.id AS target_id, t.upper_id, t.gates, t.relayed_at, u.id AS unit_id, u.path
FROM unit u CROSS JOIN target t
WHERE u.path >= :path AND u.path < :path_end AND t.unit_id = u.id
  AND t.instruction_id = :instruction_id AND t.state = 'waiting' AND t.opened_at IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM message_target x JOIN bot_message m ON m.id = x.message_id
    WHERE x.target_id = t.id AND x.role IN ('line', 'task') AND m.kind = 'card'
      AND m.gone_at IS NULL AND m.sent_at IS NULL)
ORDER BY u.path;

-- name: asked_right_below
-- The units asked right below a target.
SELECT unit_id FROM target WHERE upper_id = :target_id AND state <> 'withdrawn';

-- name: chats_to_route
-- The private chats of those who answer for the opened targets in a part of the tree.
SELECT t.id AS target_id, h.kind, m.telegram_id
FROM unit u CROSS JOIN target t
JOIN unit_holder h ON h.unit_id = t.unit_id
JOIN person m ON m.id = h.member_id AND m.telegram_id IS NOT NULL AND m.listening = 1
WHERE u.path >= :path AND u.path < :path_end AND t.unit_id = u.id
  AND t.instruction_id = :instruction_id AND t.state = 'waiting' AND t.opened_at IS NOT NULL
ORDER BY t.id, h.ordinal;

-- name: holders_in
-- The private chats of those who answer for the living units in a part of the tree.
SELECT u.id AS unit_id, h.kind, m.telegram_id FROM unit u
JOIN unit_holder h ON h.unit_id = u.id
JOIN person m ON m.id = h.member_id AND m.telegram_id IS NOT NULL AND m.listening = 1
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
ORDER BY u.id, h.ordinal;

-- name: card_in_chat^
-- The living card of an instruction in a chat.
SELECT * FROM bot_message
WHERE kind = 'card' AND subject_id = :instruction_id AND chat_id = :chat_id AND gone_at IS NULL;

-- name: any_card^
-- Whether an instruction has a living card anywhere.
SELECT 1 AS found FROM bot_message
WHERE kind = 'card' AND subject_id = :instruction_id AND gone_at IS NULL LIMIT 1;

-- name: put_on_message*!
-- A message lists a target.
INSERT INTO message_target (message_id, target_id, role, at)
VALUES (:message_id, :target_id, :role, :now)
ON CONFLICT (message_id, target_id) DO UPDATE SET role = excluded.role, at = excluded.at;

-- name: card_messages_of_target
-- The living cards that list a target.
SELECT b.* FROM message_target m JOIN bot_message b ON b.id = m.message_id
WHERE m.target_id = :target_id AND m.role IN ('line', 'task') AND b.kind = 'card'
  AND b.gone_at IS NULL ORDER BY b.id;

-- name: set_unreachable*!
-- Mark a target as unreachable; its ladder starts at once.
UPDATE target SET state = 'unreachable', ladder_at = COALESCE(ladder_at, :now),
  due_at = COALESCE(due_at, :due_at)
WHERE id = :target_id AND state = 'waiting';

-- name: set_sent!
-- The first message of a target was sent: its ladder starts.
UPDATE target SET state = 'sent', sent_at = COALESCE(sent_at, :now),
  ladder_at = COALESCE(ladder_at, :now), due_at = COALESCE(due_at, :due_at),
  relay_due_at = COALESCE(relay_due_at, :relay_due_at)
WHERE id = :target_id AND state IN ('waiting', 'unreachable');

-- name: set_sent_on*!
-- The same for all targets of a message; gates also get their time for relaying.
UPDATE target SET state = 'sent', sent_at = COALESCE(sent_at, :now),
  ladder_at = COALESCE(ladder_at, :now), due_at = COALESCE(due_at, :due_at),
  relay_due_at = CASE WHEN gates = 1 AND relayed_at IS NULL
    THEN COALESCE(relay_due_at, :relay_due_at) ELSE relay_due_at END
WHERE id IN (SELECT target_id FROM message_target WHERE message_id = :message_id)
  AND state IN ('waiting', 'unreachable');

-- name: attachments
-- The files that go with an instruction, in order.
SELECT * FROM attachment WHERE instruction_id = :instruction_id AND replaced_by IS NULL ORDER BY id;
