-- name: insert_message^
-- What the bot will say: who it is for and of what it speaks, not its text.
INSERT INTO bot_message (chat_id, kind, subject_id, member_id, args, reply_to, silent, created_at)
VALUES (:chat_id, :kind, :subject_id, :member_id, :args, :reply_to, :silent, :now)
RETURNING id;

-- name: insert_messages*!
-- Many at once.
INSERT INTO bot_message (chat_id, kind, subject_id, member_id, args, reply_to, silent, created_at)
VALUES (:chat_id, :kind, :subject_id, :member_id, :args, :reply_to, :silent, :now);

-- name: newest_message^
-- The id of the newest message of the bot's, 0 where there is none.
SELECT COALESCE(MAX(id), 0) AS id FROM bot_message;

-- name: messages_after
-- The ids of the messages newer than one, in the order of their writing.
SELECT id FROM bot_message WHERE id > :before ORDER BY id;

-- name: put_sends_in_outbox*!
-- Messages that are new are to be sent.
INSERT INTO outbox (key, stamp, op, lane, chat_id, message_id, state, not_before, created_at)
VALUES (:key, (SELECT COALESCE(MAX(stamp), 0) + 1 FROM outbox), 'send', :lane, :chat_id,
  :message_id, 'pending', :not_before, :now);

-- name: message_by_id^
-- One message of the bot's.
SELECT * FROM bot_message WHERE id = :message_id;

-- name: message_by_telegram^
-- The message of ours that stands under this number in a chat.
SELECT * FROM bot_message WHERE chat_id = :chat_id AND telegram_id = :telegram_id
ORDER BY id DESC LIMIT 1;

-- name: messages_about
-- Every living message of a kind about a subject.
SELECT * FROM bot_message
WHERE kind = :kind AND subject_id = :subject_id AND gone_at IS NULL ORDER BY id;

-- name: set_message_args!
-- A screen shows something else from now on.
UPDATE bot_message SET args = :args WHERE id = :message_id;

-- name: message_arrived!
-- Telegram gave a message its number.
UPDATE bot_message SET telegram_id = :telegram_id, sent_at = :now WHERE id = :message_id;

-- name: message_to_come_again!
-- A message stands nowhere any more, and is to be sent once more.
UPDATE bot_message SET telegram_id = NULL, sent_at = NULL, silent = :silent
WHERE id = :message_id AND gone_at IS NULL;

-- name: message_gone!
-- A message is no longer there, or will never be.
UPDATE bot_message SET gone_at = :now WHERE id = :message_id AND gone_at IS NULL;

-- name: put_in_outbox!
-- Something to do at Telegram; asked again it is done again with the newest state, once.
INSERT INTO outbox (key, stamp, op, lane, chat_id, message_id, state, not_before, created_at)
VALUES (:key, (SELECT COALESCE(MAX(stamp), 0) + 1 FROM outbox), :op, :lane, :chat_id, :message_id,
  'pending', :not_before, :now)
ON CONFLICT (key) DO UPDATE SET
  stamp = excluded.stamp,
  wanted = outbox.wanted + 1,
  chat_id = excluded.chat_id,
  lane = CASE WHEN outbox.state = 'pending' AND outbox.lane < excluded.lane
    THEN outbox.lane ELSE excluded.lane END,
  not_before = CASE WHEN outbox.state = 'pending' AND outbox.not_before < excluded.not_before
    THEN outbox.not_before ELSE excluded.not_before END,
  state = CASE WHEN outbox.state = 'sending' THEN 'sending' ELSE 'pending' END,
  attempt = CASE WHEN outbox.state IN ('pending', 'sending') THEN outbox.attempt ELSE 0 END,
  again = CASE WHEN outbox.state IN ('pending', 'sending') THEN outbox.again ELSE 0 END,
  settled_at = NULL;

-- name: drop_unsent!
-- What has not left yet never will.
UPDATE outbox SET state = 'dropped', settled_at = :now
WHERE message_id = :message_id AND state = 'pending';

-- name: move_message!
-- A message that has not left goes to another chat.
UPDATE bot_message SET chat_id = :chat_id WHERE id = :message_id AND telegram_id IS NULL;

-- name: doubtful_messages
-- Messages of a chat that may stand there under a number we were never told.
SELECT m.* FROM outbox o JOIN bot_message m ON m.id = o.message_id
WHERE o.chat_id = :chat_id AND o.op = 'send' AND (o.again = 1 OR o.state IN ('sending', 'uncertain'))
ORDER BY m.id DESC;

-- name: send_given_up^
-- Whether nobody can say if a message arrived, and it is not sent again.
SELECT 1 AS found FROM outbox WHERE key = :key AND state = 'uncertain';

-- name: send_settled!
-- A message has arrived after all, as somebody's answer shows.
UPDATE outbox SET state = 'sent', settled_at = :now
WHERE key = :key AND state IN ('pending', 'uncertain');

-- name: language_spoken_in^
-- The language a chat is spoken to in.
SELECT language FROM chat_language WHERE chat_id = :chat_id;
