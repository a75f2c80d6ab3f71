-- name: put_expectation!
-- Ask a question in a chat, replacing an older one.
INSERT INTO expectation (chat_id, kind, subject_id, args, until)
VALUES (:chat_id, :kind, :subject_id, :args, :until)
ON CONFLICT (chat_id) DO UPDATE SET
  kind = excluded.kind, subject_id = excluded.subject_id,
  args = excluded.args, until = excluded.until;

-- name: expectation_of_chat^
-- The question pending in a chat.
SELECT * FROM expectation WHERE chat_id = :chat_id AND until > :now;

-- name: drop_expectation!
-- Drop the pending question of a chat.
DELETE FROM expectation WHERE chat_id = :chat_id;
