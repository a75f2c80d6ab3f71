-- name: running_instructions
-- Every instruction that runs.
SELECT * FROM instruction WHERE state = 'running' ORDER BY id;

-- name: shift_ladders!
-- The clocks of an instruction's open targets stood still for so many microseconds.
UPDATE target SET ladder_at = ladder_at + :gap, due_at = due_at + :gap,
  relay_due_at = relay_due_at + :gap
WHERE instruction_id = :instruction_id
  AND (due_at IS NOT NULL OR relay_due_at IS NOT NULL);

-- name: shift_help_requests!
-- The clocks of its unclaimed requests for help stood still as well.
UPDATE help_request SET due_at = due_at + :gap
WHERE due_at IS NOT NULL AND target_id IN (
  SELECT id FROM target WHERE instruction_id = :instruction_id);

-- name: chats_waiting
-- The sent cards that still wait for somebody, the newest of each chat last.
SELECT b.* FROM bot_message b
JOIN instruction i ON i.id = b.subject_id AND i.state = 'running' AND i.needs_answer = 1
WHERE b.kind = 'card' AND b.sent_at IS NOT NULL AND b.gone_at IS NULL AND EXISTS (
  SELECT 1 FROM message_target x JOIN target t ON t.id = x.target_id
  WHERE x.message_id = b.id AND x.role = 'line' AND t.state = 'sent')
ORDER BY b.chat_id, b.id;
