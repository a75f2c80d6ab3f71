-- name: running_instructions
-- All running instructions.
SELECT * FROM instruction WHERE state = 'running' ORDER BY id;

-- name: ladder_clocks
-- The ladder times of an instruction's open targets.
SELECT id, ladder_at, due_at, relay_due_at FROM target
WHERE instruction_id = :instruction_id AND (due_at IS NOT NULL OR relay_due_at IS NOT NULL);

-- name: set_ladder_clocks*!
-- Change these times.
UPDATE target SET ladder_at = :ladder_at, due_at = :due_at, relay_due_at = :relay_due_at
WHERE id = :id;

-- name: help_clocks
-- The ladder times of untaken help requests.
SELECT h.id, h.due_at FROM help_request h JOIN target t ON t.id = h.target_id
WHERE h.due_at IS NOT NULL AND t.instruction_id = :instruction_id;

-- name: set_help_clocks*!
-- Change these times.
UPDATE help_request SET due_at = :due_at WHERE id = :id;

-- name: chats_waiting
-- The sent cards that still wait for an answer, the newest of each chat last; whoever is on leave is
-- left in peace.
SELECT b.* FROM bot_message b
JOIN instruction i ON i.id = b.subject_id AND i.state = 'running' AND i.needs_answer = 1
WHERE b.kind = 'card' AND b.sent_at IS NOT NULL AND b.gone_at IS NULL AND EXISTS (
  SELECT 1 FROM message_target x JOIN silent_target s ON s.id = x.target_id
  WHERE x.message_id = b.id AND x.role = 'line')
AND NOT EXISTS (
  SELECT 1 FROM member m WHERE m.telegram_id = b.chat_id AND m.away_until IS NOT NULL)
ORDER BY b.chat_id, b.id;

-- name: undo_clocks
-- Instructions within their undo time.
SELECT id, sends_at FROM instruction WHERE state = 'pending' AND sends_at > :now;

-- name: set_undo_clocks*!
-- Change when they start.
UPDATE instruction SET sends_at = :sends_at WHERE id = :id;

-- name: relay_undo_clocks
-- Confirmed words within their undo time.
SELECT id, due_at FROM relay_draft WHERE outcome IS NULL AND due_at > :now;

-- name: set_relay_undo_clocks*!
-- Change when they are relayed.
UPDATE relay_draft SET due_at = :due_at WHERE id = :id;

-- name: outbox_clocks
-- Postponed outbox rows, in order.
SELECT id, not_before FROM outbox WHERE state = 'pending' AND not_before > :now ORDER BY stamp;

-- name: set_outbox_clocks*!
-- Change their `not_before`, with a new stamp so that the sender reloads them.
UPDATE outbox SET not_before = :not_before, stamp = (SELECT MAX(stamp) + 1 FROM outbox)
WHERE id = :id;

-- name: reachable_overseers
-- Every liaison and supervisor who can be written to and is present.
SELECT DISTINCT m.id, m.telegram_id FROM current_holder h
JOIN person m ON m.id = h.member_id AND m.telegram_id IS NOT NULL AND m.listening = 1
WHERE h.oversees = 1
ORDER BY m.id;
