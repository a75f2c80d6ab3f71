-- name: forget_done!
-- Ids of handled updates are kept two days to recognise repeats.
DELETE FROM inbox WHERE id IN (
  SELECT id FROM inbox WHERE settled_at < :before AND state = 'done' ORDER BY settled_at LIMIT :most);

-- name: forget_aside!
-- Erase the content of dead letters: a bug of ours is no reason to keep what people wrote.
UPDATE inbox SET payload = NULL WHERE id IN (
  SELECT id FROM inbox WHERE settled_at < :before AND state = 'aside' AND payload IS NOT NULL
  ORDER BY settled_at LIMIT :most);

-- name: drop_aside!
-- Delete dead letters that were shown long enough.
DELETE FROM inbox WHERE id IN (
  SELECT id FROM inbox WHERE settled_at < :before AND state = 'aside' ORDER BY settled_at LIMIT :most);

-- name: drop_done!
-- Settled rows. The row with the highest stamp stays: the next stamp is derived from it.
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox
  WHERE since < :before AND settled_at < :before AND state IN ('sent', 'failed', 'dropped')
    AND again = 0 AND stamp < (SELECT MAX(stamp) FROM outbox)
  ORDER BY since LIMIT :most);

-- name: drop_never_begun!
-- Rows dropped before they were claimed.
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox WHERE since IS NULL AND settled_at < :before AND state = 'dropped'
    AND stamp < (SELECT MAX(stamp) FROM outbox)
  ORDER BY id LIMIT :most);

-- name: drop_doubted!
-- Rows whose message may stand in its chat twice or not at all.
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox
  WHERE (again = 1 OR state IN ('sending', 'uncertain')) AND state IN ('sent', 'uncertain')
    AND settled_at < :before AND stamp < (SELECT MAX(stamp) FROM outbox)
  ORDER BY id LIMIT :most);

-- name: drop_said!
-- Short notices that refer to nothing, once no operation on them is pending.
DELETE FROM bot_message WHERE id IN (
  SELECT b.id FROM bot_message b
  WHERE b.created_at < :before AND b.kind IN ('call', 'leave', 'notice', 'sentence', 'how_to', 'how_to_write',
      'reply_whom', 'welcome', 'link_asked', 'my_data', 'my_data_file', 'erased')
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = b.id)
    AND NOT EXISTS (SELECT 1 FROM message_target x WHERE x.message_id = b.id)
  ORDER BY b.id LIMIT :most);

-- name: drop_remark_bundles!
-- Bundles that no remark can join any more.
DELETE FROM remark_bundle WHERE message_id IN (
  SELECT message_id FROM remark_bundle WHERE until < :before AND rings_at IS NULL
  ORDER BY message_id LIMIT :most);

-- name: drop_remarks_told!
-- Which messages showed remarks about instructions that ended long ago.
DELETE FROM remark_told WHERE remark_id IN (
  SELECT r.id FROM remark r LEFT JOIN instruction i ON i.id = r.instruction_id
  WHERE r.said_at < :before AND (i.id IS NULL OR i.ended_at < :before)
    AND EXISTS (SELECT 1 FROM remark_told x WHERE x.remark_id = r.id)
  ORDER BY r.id LIMIT :most);

-- name: drop_remarks!
-- Remarks about instructions that ended long ago, newest first: replies before what they answer.
DELETE FROM remark WHERE id IN (
  SELECT r.id FROM remark r LEFT JOIN instruction i ON i.id = r.instruction_id
  WHERE r.said_at < :before AND (i.id IS NULL OR i.ended_at < :before)
    AND NOT EXISTS (
      SELECT 1 FROM remark a LEFT JOIN remark_told x ON x.remark_id = a.id
      WHERE (a.id = r.id OR a.thread_id = COALESCE(r.thread_id, r.id))
        AND (x.remark_id IS NOT NULL OR a.said_at >= :before))
  ORDER BY r.id DESC LIMIT :most);

-- name: drop_pending_presses!
-- Presses of people who were not linked in time.
DELETE FROM pending_press WHERE pressed_at < :before AND telegram_id IN (
  SELECT telegram_id FROM pending_press WHERE pressed_at < :before LIMIT :most);

-- name: drop_audit!
-- The oldest lines of the audit log; only the log's beginning is scanned.
DELETE FROM audit WHERE id IN (
  SELECT id FROM (SELECT id, at FROM audit ORDER BY id LIMIT :most) AS oldest WHERE at < :before);

-- name: drop_languages!
-- Languages of private chats with nobody known, once nothing said there is kept any more.
DELETE FROM chat_language WHERE chat_id IN (
  SELECT l.chat_id FROM chat_language l
  WHERE l.chat_id > 0 AND NOT EXISTS (SELECT 1 FROM member m WHERE m.telegram_id = l.chat_id)
    AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.telegram_id = l.chat_id)
    AND NOT EXISTS (SELECT 1 FROM link_request r WHERE r.telegram_id = l.chat_id)
    AND NOT EXISTS (SELECT 1 FROM bot_message b WHERE b.chat_id = l.chat_id)
  ORDER BY l.chat_id LIMIT :most);

-- name: drop_old_helps!
-- Requests for help about instructions that ended long ago, and others solved long ago.
DELETE FROM help_request WHERE id IN (
  SELECT h.id FROM help_request h LEFT JOIN target t ON t.id = h.target_id
  LEFT JOIN instruction i ON i.id = t.instruction_id
  WHERE (i.ended_at < :before OR (t.id IS NULL AND h.state = 'solved' AND h.solved_at < :before))
    AND NOT EXISTS (SELECT 1 FROM remark r WHERE r.help_id = h.id)
  ORDER BY h.id LIMIT :most);

-- name: drop_old_answers!
-- Answers to instructions that ended long ago.
DELETE FROM acknowledgement WHERE id IN (
  SELECT k.id FROM instruction i JOIN target t ON t.instruction_id = i.id
  JOIN acknowledgement k ON k.target_id = t.id
  WHERE i.ended_at < :before ORDER BY k.id LIMIT :most);

-- name: drop_old_form_answers!
-- Answers to the questions of instructions that ended long ago.
DELETE FROM form_answer WHERE id IN (
  SELECT a.id FROM instruction i JOIN target t ON t.instruction_id = i.id
  JOIN form_answer a ON a.target_id = t.id
  WHERE i.ended_at < :before ORDER BY a.id LIMIT :most);

-- name: drop_old_filled_in!
-- What was filled in and not handed in.
DELETE FROM form_filling_value WHERE filling_id IN (
  SELECT f.id FROM instruction i JOIN target t ON t.instruction_id = i.id
  JOIN form_filling f ON f.target_id = t.id
  WHERE i.ended_at < :before
    AND EXISTS (SELECT 1 FROM form_filling_value v WHERE v.filling_id = f.id)
  ORDER BY f.id LIMIT :most);

-- name: drop_old_fillings!
-- Who filled it in.
DELETE FROM form_filling WHERE id IN (
  SELECT f.id FROM instruction i JOIN target t ON t.instruction_id = i.id
  JOIN form_filling f ON f.target_id = t.id
  WHERE i.ended_at < :before
    AND NOT EXISTS (SELECT 1 FROM form_filling_value v WHERE v.filling_id = f.id)
  ORDER BY f.id LIMIT :most);

-- name: drop_old_office_tables!
-- The office's tables of instructions that ended long ago.
DELETE FROM office_table WHERE instruction_id IN (
  SELECT i.id FROM instruction i JOIN office_table o ON o.instruction_id = i.id
  WHERE i.ended_at < :before ORDER BY i.id LIMIT :most);

-- name: drop_old_reuse!
-- What was chosen about the age of what is known.
DELETE FROM form_reuse WHERE instruction_id IN (
  SELECT i.id FROM instruction i JOIN form_reuse r ON r.instruction_id = i.id
  WHERE i.ended_at < :before ORDER BY i.id LIMIT :most);

-- name: drop_old_form_questions!
-- The questions, once nobody's answer is left.
DELETE FROM form_question WHERE id IN (
  SELECT q.id FROM instruction i JOIN form_question q ON q.instruction_id = i.id
  WHERE i.ended_at < :before
    AND NOT EXISTS (SELECT 1 FROM form_answer a WHERE a.question_id = q.id)
    AND NOT EXISTS (SELECT 1 FROM form_filling_value v WHERE v.question_id = q.id)
  ORDER BY q.id LIMIT :most);

-- name: drop_old_lines!
-- What messages said of the targets of instructions that ended long ago.
DELETE FROM message_target WHERE target_id IN (
  SELECT t.id FROM instruction i JOIN target t ON t.instruction_id = i.id
  WHERE i.ended_at < :before AND EXISTS (SELECT 1 FROM message_target x WHERE x.target_id = t.id)
  ORDER BY t.id LIMIT :most);

-- name: drop_old_targets!
-- The targets themselves, the lower ones first.
DELETE FROM target WHERE id IN (
  SELECT t.id FROM instruction i JOIN target t ON t.instruction_id = i.id
  WHERE i.ended_at < :before
    AND NOT EXISTS (SELECT 1 FROM target lower WHERE lower.upper_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM acknowledgement k WHERE k.target_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM help_request h WHERE h.target_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM form_answer a WHERE a.target_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM form_filling f WHERE f.target_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM message_target x WHERE x.target_id = t.id)
  ORDER BY t.id LIMIT :most);

-- name: drop_old_files!
-- Files of instructions that ended long ago.
DELETE FROM attachment WHERE id IN (
  SELECT a.id FROM instruction i JOIN attachment a ON a.instruction_id = i.id
  WHERE i.ended_at < :before ORDER BY a.id LIMIT :most);

-- name: drop_old_parts!
-- The messages they were put together from.
DELETE FROM draft_part WHERE id IN (
  SELECT p.id FROM instruction i JOIN draft_part p ON p.instruction_id = i.id
  WHERE i.ended_at < :before AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.part_id = p.id)
  ORDER BY p.id LIMIT :most);

-- name: drop_old_scopes!
-- To whom they went.
DELETE FROM instruction_scope WHERE instruction_id IN (
  SELECT i.id FROM instruction i
  WHERE i.ended_at < :before
    AND EXISTS (SELECT 1 FROM instruction_scope s WHERE s.instruction_id = i.id)
  ORDER BY i.id LIMIT :most);

-- name: drop_old_versions!
-- The texts they have had.
DELETE FROM instruction_version WHERE id IN (
  SELECT v.id FROM instruction i JOIN instruction_version v ON v.instruction_id = i.id
  WHERE i.ended_at < :before AND NOT EXISTS (
    SELECT 1 FROM target t WHERE t.instruction_id = i.id)
  ORDER BY v.id LIMIT :most);

-- name: drop_old_relay_drafts!
-- Words that were about to be added to them.
DELETE FROM relay_draft WHERE id IN (
  SELECT d.id FROM instruction i JOIN relay_draft d ON d.instruction_id = i.id
  WHERE i.ended_at < :before ORDER BY d.id LIMIT :most);

-- name: drop_old_approvals!
-- Requests to approve them.
DELETE FROM approval WHERE id IN (
  SELECT a.id FROM instruction i JOIN approval a ON a.instruction_id = i.id
  WHERE i.ended_at < :before ORDER BY a.id LIMIT :most);

-- name: drop_old_instructions!
-- Instructions of which nothing else is left. The highest id and number stay, as the next ones are
-- derived from them.
DELETE FROM instruction WHERE id IN (
  SELECT i.id FROM instruction i
  WHERE i.ended_at < :before AND i.id < (SELECT MAX(id) FROM instruction)
    AND i.number < (SELECT MAX(number) FROM instruction)
    AND NOT EXISTS (SELECT 1 FROM target t WHERE t.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM remark r WHERE r.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM draft_part p WHERE p.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM instruction_scope s WHERE s.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM relay_draft d WHERE d.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM instruction_version v WHERE v.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM instruction d WHERE d.corrects_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM pending_press p WHERE p.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM form_question q WHERE q.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM office_table o WHERE o.instruction_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM form_reuse r WHERE r.instruction_id = i.id)
  ORDER BY i.id LIMIT :most);

-- name: drop_old_messages!
-- Messages about nothing that still goes on: old ones, and those that left their chat. What asks
-- something until it is answered stays, and so does the highest id, which others refer to.
DELETE FROM bot_message WHERE id IN (
  SELECT b.id FROM bot_message b
  WHERE ((b.gone_at < :gone AND b.kind <> 'card') OR (b.created_at < :before
    AND b.kind NOT IN ('claim', 'link_requests', 'bind_question', 'muted', 'administrator')
    AND NOT (b.kind IN ('card', 'files', 'nudge', 'preview', 'complete', 'confirm', 'urgent_notice')
      AND EXISTS (SELECT 1 FROM instruction i WHERE i.id = b.subject_id AND i.ended_at IS NULL))
    AND NOT (b.kind IN ('help', 'help_words', 'help_heard', 'help_taken')
      AND EXISTS (SELECT 1 FROM help_request h WHERE h.id = b.subject_id AND h.state <> 'solved'))))
    AND b.id < (SELECT MAX(id) FROM bot_message)
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = b.id)
    AND NOT EXISTS (SELECT 1 FROM message_target x WHERE x.message_id = b.id)
    AND NOT EXISTS (SELECT 1 FROM remark_told r WHERE r.message_id = b.id)
    AND NOT EXISTS (SELECT 1 FROM remark_bundle r WHERE r.message_id = b.id)
    AND NOT EXISTS (
      SELECT 1 FROM bot_message c WHERE c.kind = 'extra_copy' AND c.subject_id = b.id)
  ORDER BY b.id LIMIT :most);

-- name: drop_old_imports!
-- Tables sent and decided long ago.
DELETE FROM import_request WHERE id IN (
  SELECT id FROM import_request WHERE decided_at < :before ORDER BY id LIMIT :most);

-- name: drop_old_link_requests!
-- Requests to be known that were decided.
DELETE FROM link_request WHERE id IN (
  SELECT id FROM link_request WHERE decided_at < :before ORDER BY id LIMIT :most);

-- name: drop_old_questions!
-- Questions that nobody answered in time.
DELETE FROM expectation WHERE chat_id IN (
  SELECT chat_id FROM expectation WHERE until < :before ORDER BY chat_id LIMIT :most);

-- name: drop_old_digests!
-- Which summaries were told; everybody's newest stays.
DELETE FROM digest_told WHERE due_at < :before AND member_id IN (
  SELECT d.member_id FROM digest_told d JOIN digest_told newer
    ON newer.member_id = d.member_id AND newer.due_at > d.due_at
  WHERE d.due_at < :before ORDER BY d.member_id LIMIT :most)
  AND EXISTS (SELECT 1 FROM digest_told newer
    WHERE newer.member_id = digest_told.member_id AND newer.due_at > digest_told.due_at);
