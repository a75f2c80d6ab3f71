-- name: cards_of_chat
-- The living cards of running instructions in a chat.
SELECT b.* FROM bot_message b JOIN instruction i ON i.id = b.subject_id AND i.state = 'running'
WHERE b.chat_id = :chat_id AND b.kind = 'card' AND b.gone_at IS NULL ORDER BY b.id;

-- name: lines_without_card
-- The opened targets on a card that are on no other living card. A lead's private card does not
-- replace a lost group: the unit's other holders have not seen it.
SELECT x.target_id FROM message_target x
JOIN bot_message c ON c.id = x.message_id
JOIN unanswered_target t ON t.id = x.target_id
WHERE x.message_id = :message_id AND x.role IN ('line', 'task') AND NOT EXISTS (
  SELECT 1 FROM message_target y JOIN bot_message b ON b.id = y.message_id
  WHERE y.target_id = x.target_id AND y.message_id <> x.message_id
    AND y.role IN ('line', 'task') AND b.kind = 'card' AND b.gone_at IS NULL
    AND (c.chat_id > 0 OR b.chat_id < 0));

-- name: forget_unsent_lines*!
-- A target stands on no private card that has yet to leave, so that it is routed anew.
DELETE FROM message_target WHERE target_id = :target_id AND role = 'line' AND EXISTS (
  SELECT 1 FROM bot_message b WHERE b.id = message_target.message_id AND b.kind = 'card'
    AND b.chat_id > 0 AND b.sent_at IS NULL AND b.gone_at IS NULL);

-- name: move_lines!
-- Copy all lines of a card to another one.
INSERT INTO message_target (message_id, target_id, role, at)
SELECT CAST(:to_id AS BIGINT), target_id, role, CAST(:now AS BIGINT) FROM message_target
WHERE message_id = :from_id ON CONFLICT DO NOTHING;

-- name: set_reachable!
-- Store whether the bot may write to a member first.
UPDATE member SET reachable = CAST(:reachable AS BIGINT),
  deactivated = CASE WHEN CAST(:reachable AS BIGINT) = 1 THEN 0 ELSE deactivated END
WHERE telegram_id = :telegram_id;

-- name: climb_now!
-- Nobody could be told at this step: the next one is due now.
UPDATE target SET due_at = :now
WHERE due_at IS NOT NULL AND id IN (
  SELECT x.target_id FROM message_target x JOIN unanswered_target s ON s.id = x.target_id
  WHERE x.message_id = :message_id);

-- name: set_deactivated!
-- A member's Telegram account was deleted.
UPDATE member SET reachable = 0, deactivated = 1 WHERE telegram_id = :telegram_id;

-- name: climb_unreachable_now!
-- None of a card's unreachable targets can be told: their next step is due now.
UPDATE target SET due_at = :now
WHERE due_at IS NOT NULL AND state = 'unreachable' AND id IN (
  SELECT target_id FROM message_target WHERE message_id = :message_id);

-- name: open_targets_of_unit
-- The targets of running instructions that still wait for a unit.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM target t JOIN unit u ON u.id = t.unit_id
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
WHERE t.unit_id = :unit_id
  AND EXISTS (SELECT 1 FROM unanswered_target s WHERE s.id = t.id);

-- name: forget_task!
-- A vacant unit has a holder now: it is no longer a task of the unit above.
DELETE FROM message_target WHERE target_id = :target_id AND role = 'task';

-- name: newcomers_of_unit
-- Who has just come to hold a post of a unit.
SELECT DISTINCT member_id FROM unit_holder WHERE unit_id = :unit_id AND since >= :now;

-- name: forget_lines!
-- A unit became vacant: remove it from the cards on which it answers.
DELETE FROM message_target WHERE target_id = :target_id AND role = 'line';

-- name: lines_not_held
-- The targets on a private card in whose units its reader holds no post any more.
SELECT x.target_id, u.name FROM message_target x
JOIN target t ON t.id = x.target_id JOIN unit u ON u.id = t.unit_id
WHERE x.message_id = :message_id AND x.role = 'line' AND NOT EXISTS (
  SELECT 1 FROM unit_holder h WHERE h.unit_id = t.unit_id AND h.member_id = :member_id);

-- name: drop_line!
-- Remove a target from a message.
DELETE FROM message_target WHERE message_id = :message_id AND target_id = :target_id;

-- name: lines_left^
-- The number of targets a message still lists.
SELECT COUNT(*) AS n FROM message_target WHERE message_id = :message_id;

-- name: withdraw_targets_of_unit!
-- A unit was removed: withdraw its targets.
UPDATE target SET state = 'withdrawn', due_at = NULL, relay_due_at = NULL
WHERE unit_id = :unit_id
  AND EXISTS (SELECT 1 FROM unanswered_target s WHERE s.id = target.id);

-- name: instructions_to_inherit
-- The open instructions a member issued for a unit.
SELECT * FROM instruction
WHERE issuer_id = :member_id AND unit_id = :unit_id AND state IN ('draft', 'pending', 'running');

-- name: set_issuer!
-- Hand an instruction over to a successor.
UPDATE instruction SET issuer_id = :member_id WHERE id = :instruction_id;

-- name: took_over_since^
-- Whether somebody took over a unit this instruction asks after it had started.
SELECT 1 AS found FROM unit_holder h
JOIN target t ON t.unit_id = h.unit_id AND t.instruction_id = :instruction_id
WHERE h.member_id = :member_id AND h.since > :started_at LIMIT 1;

-- name: hang_below_upper!
-- The target above one is that of the nearest unit above its own which is asked as well.
UPDATE target SET upper_id = (
  SELECT t.id FROM target t JOIN unit u ON u.id = t.unit_id
  JOIN unit own ON own.id = :unit_id
  WHERE t.instruction_id = target.instruction_id AND t.id <> target.id
    AND own.path > u.path AND SUBSTR(own.path, 1, LENGTH(u.path)) = u.path
  ORDER BY LENGTH(u.path) DESC LIMIT 1)
WHERE id = :target_id;

-- name: waits_for_upper^
-- Whether a target waits for the one above to be passed on.
SELECT 1 AS found FROM target t JOIN target upper ON upper.id = t.upper_id
WHERE t.id = :target_id AND upper.gates = 1 AND upper.relayed_at IS NULL;
