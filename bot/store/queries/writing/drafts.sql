-- name: insert_draft^
-- Insert a draft.
INSERT INTO instruction (issuer_id, unit_id, urgency, needs_answer, state, text, tiers, ladder,
  created_at, touched_at)
VALUES (:issuer_id, :unit_id, 'routine', 1, 'draft', '', :tiers, :ladder, :now, :now)
RETURNING *;

-- name: newest_draft^
-- The issuer's most recently touched draft.
SELECT * FROM instruction WHERE issuer_id = :issuer_id AND state = 'draft'
ORDER BY touched_at DESC, id DESC LIMIT 1;

-- name: newest_sent^
-- The issuer's newest instruction that has been sent and has not ended.
SELECT * FROM instruction WHERE issuer_id = :issuer_id AND state IN ('pending', 'running')
ORDER BY id DESC LIMIT 1;

-- name: save_instruction!
-- Store the changeable columns of an instruction.
UPDATE instruction SET number = :number, unit_id = :unit_id, urgency = :urgency,
  needs_answer = :needs_answer, state = :state, text = :text, tiers = :tiers,
  deadline_at = :deadline_at, deadline_given = :deadline_given, deadline_from = :deadline_from,
  file_kind = :file_kind, file_name = :file_name, form_tier = :form_tier, quiet_first = :quiet_first,
  everyone = :everyone, drill = :drill,
  parties = :parties,
  ladder = :ladder, touched_at = :touched_at, sends_at = :sends_at, started_at = :started_at,
  completed_at = :completed_at, ended_at = :ended_at
WHERE id = :id;

-- name: highest_number^
-- The highest instruction number so far.
SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) AS number FROM instruction;

-- name: insert_attachment!
-- Add a file to a draft.
INSERT INTO attachment (instruction_id, part_id, kind, file_id, name, album)
VALUES (:instruction_id, :part_id, :kind, :file_id, :name, :album);

-- name: clear_scope!
-- Empty the scope of a draft.
DELETE FROM instruction_scope WHERE instruction_id = :instruction_id;

-- name: insert_scope*!
-- Add a unit, with everything below, to the scope.
INSERT INTO instruction_scope (instruction_id, unit_id) VALUES (:instruction_id, :unit_id);

-- name: detach_previews!
-- Delete a draft: detach its messages, as its id may be used again.
UPDATE bot_message SET subject_id = NULL WHERE kind = 'preview' AND subject_id = :instruction_id;

-- name: delete_attachments!
-- Delete a draft: its files.
DELETE FROM attachment WHERE instruction_id = :instruction_id;

-- name: delete_draft!
-- Delete a draft: its row.
DELETE FROM instruction WHERE id = :instruction_id AND state = 'draft';

-- name: drafts_untouched
-- Drafts untouched since an instant.
SELECT * FROM instruction WHERE state = 'draft' AND touched_at <= :before
ORDER BY touched_at LIMIT :most;

-- name: instructions_to_send
-- Instructions whose undo time is over.
SELECT * FROM instruction WHERE state = 'pending' AND sends_at <= :now
ORDER BY sends_at, id LIMIT :most;

-- name: instructions_to_close
-- Running instructions whose deadline passed long ago.
SELECT * FROM instruction WHERE state = 'running' AND deadline_at <= :before
ORDER BY deadline_at, id LIMIT :most;

-- name: deadlines_to_tell
-- Running instructions whose deadline has passed without the issuer having been told.
SELECT * FROM instruction WHERE state = 'running' AND needs_answer = 1
  AND deadline_at <= :now AND completed_at IS NULL AND deadline_told_at IS NULL
ORDER BY deadline_at, id LIMIT :most;

-- name: set_deadline_told!
-- The issuer was told of the passed deadline.
UPDATE instruction SET deadline_told_at = :now WHERE id = :instruction_id;

-- name: deadline_told^
-- When the issuer was told of the passed deadline.
SELECT deadline_told_at FROM instruction WHERE id = :instruction_id;

-- name: end_targets!
-- Close the open targets: nobody is waited for or chased any more.
UPDATE target SET state = :state, due_at = NULL, relay_due_at = NULL
WHERE instruction_id = :instruction_id
  AND EXISTS (SELECT 1 FROM unanswered_target s WHERE s.id = target.id);

-- name: withdraw_answered!
-- Withdraw answered targets too; their acknowledgements stay.
UPDATE target SET state = 'withdrawn', due_at = NULL, relay_due_at = NULL
WHERE instruction_id = :instruction_id AND state = 'acknowledged';

-- name: calm_answered!
-- Nobody is chased for relaying once answered.
UPDATE target SET due_at = NULL, relay_due_at = NULL
WHERE instruction_id = :instruction_id AND state = 'acknowledged';

-- name: unsent_about
-- Messages of a kind about an instruction that have not left yet.
SELECT * FROM bot_message
WHERE kind = :kind AND subject_id = :instruction_id AND sent_at IS NULL AND gone_at IS NULL;

-- name: waiting_units
-- The opened targets without an answer, each with the unit above, in tree order.
SELECT u.name, u.tier, up.name AS upper
FROM unanswered_target t JOIN unit u ON u.id = t.unit_id LEFT JOIN unit up ON up.id = u.parent_id
WHERE t.instruction_id = :instruction_id AND t.opened_at IS NOT NULL
ORDER BY u.path LIMIT :most;

-- name: waiting_by_tier
-- By tier, of the targets without an answer: how many are opened, and whether they lie in several
-- units.
SELECT u.tier, CAST(COUNT(t.opened_at) AS BIGINT) AS opened,
  CASE WHEN MIN(u.parent_id) <> MAX(u.parent_id) THEN 1 ELSE 0 END AS scattered
FROM unanswered_target t JOIN unit u ON u.id = t.unit_id
WHERE t.instruction_id = :instruction_id GROUP BY u.tier;

-- name: draft_scope
-- The living units of the scope, each standing for everything below it.
SELECT u.* FROM instruction_scope s JOIN unit u ON u.id = s.unit_id
WHERE s.instruction_id = :instruction_id AND u.removed_at IS NULL ORDER BY u.path;

-- name: forget_deadlines_told_too_soon!
-- Deadlines still to come that were told while the clock was wrong are told again.
UPDATE instruction SET deadline_told_at = NULL
WHERE deadline_told_at > :now AND deadline_at > :now AND state = 'running';

-- name: times_unit_was_asked
-- When a unit was asked for an answer since an instant; drills do not count.
SELECT i.started_at FROM target t JOIN instruction i ON i.id = t.instruction_id
WHERE t.unit_id = :unit_id AND t.opened_at IS NOT NULL AND i.needs_answer = 1
  AND i.state <> 'withdrawn' AND i.drill = 0 AND i.started_at >= :since;
