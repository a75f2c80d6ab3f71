-- name: insert_targets!
-- Create a target for each unit of the scope in a tier that is asked and below the issuer's unit.
INSERT INTO target (instruction_id, unit_id, state)
SELECT DISTINCT CAST(:instruction_id AS BIGINT), u.id, 'waiting'
FROM instruction_scope s
JOIN unit r ON r.id = s.unit_id
JOIN unit u ON u.path >= r.path AND u.path < r.path || '~' AND u.removed_at IS NULL
WHERE s.instruction_id = :instruction_id
  AND REPLACE(CAST(:tiers AS TEXT), '"' || u.tier || '"', '') <> CAST(:tiers AS TEXT)
  AND EXISTS (
    SELECT 1 FROM unit own JOIN post p ON p.unit_id = own.id AND p.dropped_at IS NULL
      AND (p.kind IN ('liaison', 'supervisor')
        OR p.kind IN ('lead', 'deputy') AND own.tier <> :lowest)
    JOIN assignment a ON a.post_id = p.id AND a.until IS NULL AND a.member_id = :issuer_id
    WHERE u.path > own.path AND u.path < own.path || '~')
ON CONFLICT DO NOTHING;

-- name: insert_targets_between!
-- Create targets also for the units between the issuer's own and the scope: they relay.
INSERT INTO target (instruction_id, unit_id, state)
SELECT DISTINCT CAST(:instruction_id AS BIGINT), u.id, 'waiting'
FROM instruction_scope s
JOIN unit r ON r.id = s.unit_id
JOIN unit u ON r.path > u.path AND r.path < u.path || '~' AND u.removed_at IS NULL
WHERE s.instruction_id = :instruction_id
  AND REPLACE(CAST(:tiers AS TEXT), '"' || u.tier || '"', '') <> CAST(:tiers AS TEXT)
  AND EXISTS (
    SELECT 1 FROM unit own JOIN post p ON p.unit_id = own.id AND p.dropped_at IS NULL
      AND (p.kind IN ('liaison', 'supervisor')
        OR p.kind IN ('lead', 'deputy') AND own.tier <> :lowest)
    JOIN assignment a ON a.post_id = p.id AND a.until IS NULL AND a.member_id = :issuer_id
    WHERE u.path > own.path AND u.path < own.path || '~')
ON CONFLICT DO NOTHING;

-- name: vacant_targets
-- The targets whose units have no holder in any post.
SELECT t.id FROM target t
WHERE t.instruction_id = :instruction_id AND NOT EXISTS (
  SELECT 1 FROM post p JOIN assignment a ON a.post_id = p.id AND a.until IS NULL
  WHERE p.unit_id = t.unit_id AND p.dropped_at IS NULL AND p.kind IN ('lead', 'deputy', 'helper'));

-- name: nodes_below
-- The targets below one, upper ones first, and whether anybody holds a post there.
WITH RECURSIVE node (id, depth) AS (
  SELECT id, 1 FROM target WHERE upper_id = :target_id
  UNION ALL
  SELECT t.id, n.depth + 1 FROM target t JOIN node n ON t.upper_id = n.id)
SELECT t.id, t.upper_id, t.gates, t.relayed_at, CASE WHEN EXISTS (
    SELECT 1 FROM post p JOIN assignment a ON a.post_id = p.id AND a.until IS NULL
    WHERE p.unit_id = t.unit_id AND p.dropped_at IS NULL
      AND p.kind IN ('lead', 'deputy', 'helper')) THEN 1 ELSE 0 END AS held
FROM node n JOIN target t ON t.id = n.id ORDER BY n.depth, t.id;

-- name: set_upper*!
-- Store the target above a target.
UPDATE target SET upper_id = :upper_id WHERE id = :target_id;

-- name: set_gates*!
-- Mark a target as a gate: it has to relay the instruction.
UPDATE target SET gates = 1 WHERE id = :target_id;

-- name: open_target*!
-- Open a target: it may get its card.
UPDATE target SET opened_at = :now WHERE id = :target_id AND opened_at IS NULL AND state = 'waiting';

-- name: reopen_target*!
-- Reopen a target so that its card goes another way.
UPDATE target SET state = 'waiting', opened_at = :now
WHERE id = :target_id AND state IN ('sent', 'unreachable', 'waiting');

-- name: places_to_route
-- The opened targets in a part of the tree without a card, or listed on a card that was sent
-- without them: their unit, its group and the one above. The CROSS JOIN makes SQLite start from the
-- part of the tree instead of from all opened targets.
SELECT t.id AS target_id, t.upper_id, t.gates, t.relayed_at,
  own.chat_id AS group_chat, up.chat_id AS upper_chat,
  (SELECT COUNT(*) FROM post p JOIN assignment a ON a.post_id = p.id AND a.until IS NULL
   WHERE p.unit_id = t.unit_id AND p.dropped_at IS NULL
     AND p.kind IN ('lead', 'deputy', 'helper')) AS held,
  CASE WHEN b.group_id IS NULL THEN 0 ELSE (
    SELECT COUNT(*) FROM unit cu CROSS JOIN target c LEFT JOIN binding cb ON cb.unit_id = cu.id
    WHERE cu.parent_id = t.unit_id AND c.instruction_id = t.instruction_id AND c.unit_id = cu.id
      AND (cb.group_id IS NULL OR cb.group_id = b.group_id)) END AS served_below
FROM unit u CROSS JOIN target t
LEFT JOIN binding b ON b.unit_id = t.unit_id
LEFT JOIN work_group own ON own.id = b.group_id AND own.left_at IS NULL
  AND own.muted_at IS NULL
LEFT JOIN binding pb ON pb.unit_id = u.parent_id
LEFT JOIN work_group up ON up.id = pb.group_id AND up.left_at IS NULL AND up.muted_at IS NULL
WHERE u.path >= :path AND u.path < :path_end AND t.unit_id = u.id
  AND t.instruction_id = :instruction_id AND t.state = 'waiting' AND t.opened_at IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM message_target x JOIN bot_message m ON m.id = x.message_id
    WHERE x.target_id = t.id AND x.role IN ('line', 'task') AND m.kind = 'card'
      AND m.gone_at IS NULL AND m.sent_at IS NULL)
ORDER BY u.path;

-- name: holders_to_route
-- All linked holders of opened targets in a part of the tree.
SELECT t.id AS target_id, m.id AS member_id, m.telegram_id, m.reachable, p.kind
FROM unit u CROSS JOIN target t
JOIN post p ON p.unit_id = t.unit_id AND p.dropped_at IS NULL
  AND p.kind IN ('lead', 'deputy', 'helper')
JOIN assignment a ON a.post_id = p.id AND a.until IS NULL
JOIN member m ON m.id = a.member_id AND m.telegram_id IS NOT NULL
WHERE u.path >= :path AND u.path < :path_end AND t.unit_id = u.id
  AND t.instruction_id = :instruction_id AND t.state = 'waiting' AND t.opened_at IS NOT NULL
ORDER BY t.id, p.ordinal;

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
SELECT * FROM attachment WHERE instruction_id = :instruction_id ORDER BY id;
