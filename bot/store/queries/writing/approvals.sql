-- name: insert_approval^
-- Ask for the approval of an instruction.
INSERT INTO approval (instruction_id, units, asked_at, until)
VALUES (:instruction_id, :units, :now, :until) RETURNING *;

-- name: approval_by_id^
-- One request.
SELECT * FROM approval WHERE id = :approval_id;

-- name: open_approval^
-- The request that is open for an instruction.
SELECT * FROM approval WHERE instruction_id = :instruction_id AND state = 'open';

-- name: approvals_to_lapse
-- Open requests whose time is over.
SELECT * FROM approval WHERE state = 'open' AND until <= :now ORDER BY until, id LIMIT :most;

-- name: end_approval!
-- An open request ends, by a decision or without one.
UPDATE approval SET state = :state, decided_by = :member_id, decided_at = :now
WHERE id = :approval_id AND state = 'open';

-- name: give_reason!
-- Why it was refused.
UPDATE approval SET reason = :reason WHERE id = :approval_id AND state = 'refused';

-- name: move_approvals!
-- The requests of a correction that was approved belong to the corrected instruction.
UPDATE approval SET instruction_id = :instruction_id WHERE instruction_id = :draft_id;

-- name: detach_approvals!
-- Delete a draft: detach the messages about its requests, whose ids may be used again.
UPDATE bot_message SET subject_id = NULL
WHERE (kind = 'files' AND subject_id = :instruction_id)
  OR (kind IN ('approval', 'approval_news') AND subject_id IN (
    SELECT id FROM approval WHERE instruction_id = :instruction_id));

-- name: delete_approvals!
-- Delete a draft: its requests.
DELETE FROM approval WHERE instruction_id = :instruction_id;
