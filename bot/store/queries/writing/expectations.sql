-- name: put_expectation!
-- The next words in this chat answer this question; an older question is forgotten.
INSERT INTO expectation (chat_id, kind, subject_id, args, until)
VALUES (:chat_id, :kind, :subject_id, :args, :until)
ON CONFLICT (chat_id) DO UPDATE SET
  kind = excluded.kind, subject_id = excluded.subject_id,
  args = excluded.args, until = excluded.until;

-- name: expectation_of_chat^
-- What is asked in this chat.
SELECT * FROM expectation WHERE chat_id = :chat_id AND until > :now;

-- name: drop_expectation!
-- Nothing is asked in this chat any more.
DELETE FROM expectation WHERE chat_id = :chat_id;
