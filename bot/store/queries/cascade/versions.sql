-- name: insert_version^
-- Keep a text of an instruction, whole, as its next version.
INSERT INTO instruction_version (instruction_id, number, text, changed, asks, member_id, at)
VALUES (:instruction_id, (SELECT COUNT(*) + 1 FROM instruction_version v
    WHERE v.instruction_id = :instruction_id), :text, :changed, :asks, :member_id, :now)
RETURNING id, number;

-- name: set_version!
-- The text an instruction has from now on, and how often it was corrected.
UPDATE instruction SET version_id = :version_id, corrections = :corrections, text = :text,
  file_kind = :file_kind, file_name = :file_name, deadline_at = :deadline_at,
  deadline_given = :deadline_given, deadline_from = :deadline_from, completed_at = :completed_at,
  deadline_told_at = CASE WHEN deadline_at = :deadline_at THEN deadline_told_at END
WHERE id = :instruction_id;

-- name: begin_version!
-- The first text of an instruction that now runs.
UPDATE instruction SET version_id = :version_id WHERE id = :instruction_id;

-- name: versions_of
-- All texts of an instruction, the first one first.
SELECT * FROM instruction_version WHERE instruction_id = :instruction_id ORDER BY number;

-- name: version_by_id^
-- One text.
SELECT * FROM instruction_version WHERE id = :version_id;

-- name: version_shown^
-- The newest text of an instruction among all that a message can have shown.
SELECT MAX(id) AS id FROM instruction_version
WHERE instruction_id = :instruction_id AND id <= :shown;

-- name: shown_to^
-- The newest version that a message can have shown to a member who is asked: on a card or in a
-- reminder in their own chat, or on a card in a group.
SELECT MAX(b.shown_version) AS shown FROM unit_holder h
JOIN target t ON t.unit_id = h.unit_id AND t.instruction_id = :instruction_id
JOIN message_target x ON x.target_id = t.id
JOIN bot_message b ON b.id = x.message_id AND b.gone_at IS NULL
  AND ((b.kind = 'card' AND (b.chat_id < 0 OR b.chat_id = :chat_id))
    OR (b.kind = 'chase' AND b.chat_id = :chat_id))
WHERE h.member_id = :member_id;

-- name: asked_anew_on^
-- The newest version about which a message asks anew.
SELECT MAX(t.asked_version) AS asked FROM message_target x JOIN target t ON t.id = x.target_id
WHERE x.message_id = :message_id;

-- name: set_shown_version!
-- A message shows what there was at this version.
UPDATE bot_message SET shown_version = :shown WHERE id = :message_id;

-- name: mark_asked_anew!
-- These targets are asked about a new version: all of them, or those that have not answered and
-- those that could not. Their forms are to be handed in again.
UPDATE target SET asked_version = :version_id, reported_at = NULL
WHERE instruction_id = :instruction_id AND state <> 'withdrawn' AND state <> 'closed'
  AND (CAST(:everybody AS BIGINT) = 1 OR state <> 'acknowledged' OR EXISTS (
    SELECT 1 FROM remark r WHERE r.instruction_id = target.instruction_id
      AND r.unit_id = target.unit_id AND r.thread_id IS NULL));

-- name: restart_ladders!
-- Targets asked anew wait for an answer again, and the ladders of those that were told begin anew.
UPDATE target SET
  state = CASE WHEN state <> 'acknowledged' THEN state WHEN opened_at IS NULL THEN 'waiting'
    WHEN sent_at IS NULL THEN 'unreachable' ELSE 'sent' END,
  answered_at = NULL, step = 0,
  ladder_at = CASE WHEN opened_at IS NULL THEN NULL ELSE CAST(:now AS BIGINT) END,
  due_at = CASE WHEN opened_at IS NULL THEN NULL ELSE CAST(:due_at AS BIGINT) END
WHERE instruction_id = :instruction_id AND asked_version = :version_id
  AND (state = 'acknowledged' OR ladder_at IS NOT NULL);

-- name: targets_asked_anew^
-- How many targets a version asks anew.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM target
WHERE instruction_id = :instruction_id AND asked_version = :version_id;

-- name: would_ask_anew^
-- How many units a correction would ask anew, by whether everybody is asked or only those that have
-- not answered or could not.
SELECT CAST(COUNT(*) AS BIGINT) AS everybody,
  CAST(COALESCE(SUM(CASE WHEN t.state <> 'acknowledged' OR EXISTS (
    SELECT 1 FROM remark r WHERE r.instruction_id = t.instruction_id AND r.unit_id = t.unit_id
      AND r.thread_id IS NULL) THEN 1 ELSE 0 END), 0) AS BIGINT) AS others
FROM target t
WHERE t.instruction_id = :instruction_id AND t.state <> 'withdrawn' AND t.state <> 'closed'
  AND t.opened_at IS NOT NULL;

-- name: replace_files!
-- The files of an instruction that a correction with files replaces.
UPDATE attachment SET replaced_by = :version_id
WHERE instruction_id = :instruction_id AND replaced_by IS NULL;

-- name: take_over_files!
-- The files of a correction become the instruction's.
UPDATE attachment SET instruction_id = :instruction_id WHERE instruction_id = :draft_id;

-- name: take_over_parts!
-- The messages a correction was written in belong to the instruction; their text stands in its
-- version.
UPDATE draft_part SET instruction_id = :instruction_id, text = '' WHERE instruction_id = :draft_id;

-- name: correction_of^
-- The open correction somebody is writing for an instruction.
SELECT * FROM instruction WHERE corrects_id = :instruction_id AND issuer_id = :member_id
  AND state IN ('draft', 'pending') ORDER BY id DESC LIMIT 1;

-- name: corrections_of
-- All open corrections of an instruction.
SELECT * FROM instruction WHERE corrects_id = :instruction_id AND state = 'draft' ORDER BY id;

-- name: set_corrects!
-- A draft is the text of a correction; version_id: the text it was begun from.
UPDATE instruction SET corrects_id = :instruction_id, urgency = :urgency,
  needs_answer = :needs_answer, version_id = :version_id WHERE id = :draft_id;

-- name: set_changed!
-- What a correction changes, in its writer's words.
UPDATE instruction SET changed = :changed, touched_at = :touched_at WHERE id = :draft_id;

-- name: old_answers_on_card
-- Who answered an older version for targets on a card that are asked anew, in order.
SELECT DISTINCT m.id, m.name FROM message_target x
JOIN target t ON t.id = x.target_id AND t.asked_version IS NOT NULL
  AND t.state <> 'acknowledged' AND t.state <> 'withdrawn'
JOIN acknowledgement k ON k.target_id = t.id AND k.version_id < t.asked_version
JOIN member m ON m.id = k.member_id
WHERE x.message_id = :message_id AND x.role IN ('line', 'task') ORDER BY m.id;
