-- name: filling_by_id^
-- A form somebody is filling in.
SELECT * FROM form_filling WHERE id = :filling_id;

-- name: open_filling^
-- What somebody is filling in for a target.
SELECT * FROM form_filling
WHERE target_id = :target_id AND member_id = :member_id AND state = 'open';

-- name: open_fillings_by
-- What somebody is filling in, the newest first.
SELECT * FROM form_filling WHERE member_id = :member_id AND state = 'open'
ORDER BY said_at DESC, id DESC;

-- name: insert_filling^
-- Somebody begins to fill in the form of a target.
INSERT INTO form_filling (target_id, member_id, chat_id, state, path, said_at, begun_at)
VALUES (:target_id, :member_id, :chat_id, 'open', :path, :now, :now) RETURNING *;

-- name: save_filling!
-- Which question is asked, and whether it is still being filled in.
UPDATE form_filling SET state = :state, ordinal = :ordinal, choosing = :choosing, path = :path,
  said_at = :said_at
WHERE id = :filling_id;

-- name: filling_values
-- What was said so far.
SELECT question_id, value, sure, replaces FROM form_filling_value WHERE filling_id = :filling_id;

-- name: put_filling_value!
-- What was said to a question.
INSERT INTO form_filling_value (filling_id, question_id, value, sure, replaces)
VALUES (:filling_id, :question_id, :value, :sure, :replaces)
ON CONFLICT (filling_id, question_id) DO UPDATE SET value = excluded.value, sure = excluded.sure,
  replaces = excluded.replaces;

-- name: erase_filling_values!
-- Erase what was said so far.
DELETE FROM form_filling_value WHERE filling_id = :filling_id;

-- name: open_fillings_of_instruction
-- The forms of an instruction that somebody is filling in.
SELECT f.* FROM form_filling f JOIN target t ON t.id = f.target_id
WHERE t.instruction_id = :instruction_id AND f.state = 'open';

-- name: drop_filling_value!
-- A question is asked anew.
DELETE FROM form_filling_value WHERE filling_id = :filling_id AND question_id = :question_id;
