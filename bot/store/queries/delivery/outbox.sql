-- name: insert_message^
-- Insert a message: to whom and about what, not its text.
INSERT INTO bot_message (chat_id, kind, subject_id, member_id, args, reply_to, silent, created_at)
VALUES (:chat_id, :kind, :subject_id, :member_id, :args, :reply_to, :silent, :now)
RETURNING id;

-- name: insert_messages*!
-- Insert many messages.
INSERT INTO bot_message (chat_id, kind, subject_id, member_id, args, reply_to, silent, created_at)
VALUES (:chat_id, :kind, :subject_id, :member_id, :args, :reply_to, :silent, :now);

-- name: newest_message^
-- The highest message id, 0 where there is none.
SELECT COALESCE(MAX(id), 0) AS id FROM bot_message;

-- name: messages_after
-- The ids of messages above an id, in order.
SELECT id FROM bot_message WHERE id > :before ORDER BY id;

-- name: put_sends_in_outbox*!
-- Have new messages sent.
INSERT INTO outbox (key, stamp, op, lane, chat_id, message_id, state, not_before, created_at)
VALUES (:key, (SELECT COALESCE(MAX(stamp), 0) + 1 FROM outbox), 'send', :lane, :chat_id,
  :message_id, 'pending', :not_before, :now);

-- name: message_by_id^
-- One message of the bot's.
SELECT * FROM bot_message WHERE id = :message_id;

-- name: message_by_telegram^
-- The bot's message with this id in a chat.
SELECT * FROM bot_message WHERE chat_id = :chat_id AND telegram_id = :telegram_id
ORDER BY id DESC LIMIT 1;

-- name: newest_messages_in
-- The living messages that stand lowest in a chat, the last one first.
SELECT * FROM bot_message
WHERE chat_id = :chat_id AND telegram_id IS NOT NULL AND gone_at IS NULL
ORDER BY telegram_id DESC LIMIT :most;

-- name: message_in_since^
-- Whether a chat has a message newer than one.
SELECT 1 AS found FROM bot_message WHERE chat_id = :chat_id AND id > :message_id LIMIT 1;

-- name: messages_about
-- All living messages of a kind about a subject.
SELECT * FROM bot_message
WHERE kind = :kind AND subject_id = :subject_id AND gone_at IS NULL ORDER BY id;

-- name: set_message_args!
-- Replace a message's args; it will show something else.
UPDATE bot_message SET args = :args WHERE id = :message_id;

-- name: message_arrived!
-- Store a message's Telegram id, and which texts it can show.
UPDATE bot_message SET telegram_id = :telegram_id, sent_at = :now, shown_version = (
  SELECT MAX(o.shows) FROM outbox o WHERE o.message_id = :message_id AND o.op = 'send')
WHERE id = :message_id;

-- name: message_to_come_again!
-- A message stands nowhere any more and is to be sent again.
UPDATE bot_message SET telegram_id = NULL, sent_at = NULL, silent = :silent
WHERE id = :message_id AND gone_at IS NULL;

-- name: message_gone!
-- A message was deleted or will never be sent.
UPDATE bot_message SET gone_at = :now WHERE id = :message_id AND gone_at IS NULL;

-- name: put_in_outbox!
-- Request an operation at Telegram. A repeated request replaces the pending one, or runs once more
-- after the one in flight.
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
-- Drop an operation that has not left yet.
UPDATE outbox SET state = 'dropped', settled_at = :now
WHERE message_id = :message_id AND state = 'pending';

-- name: move_message!
-- Move an unsent message to another chat.
UPDATE bot_message SET chat_id = :chat_id WHERE id = :message_id AND telegram_id IS NULL;

-- name: doubtful_messages
-- Messages that may stand in a chat under an unknown id.
SELECT m.* FROM outbox o JOIN bot_message m ON m.id = o.message_id
WHERE o.chat_id = :chat_id AND o.op = 'send' AND (o.again = 1 OR o.state IN ('sending', 'uncertain'))
ORDER BY m.id DESC;

-- name: send_given_up^
-- Whether a send ended with an uncertain outcome and is not retried.
SELECT 1 AS found FROM outbox WHERE key = :key AND state = 'uncertain';

-- name: send_settled!
-- A message has arrived after all, as an answer to it shows.
UPDATE outbox SET state = 'sent', settled_at = :now
WHERE key = :key AND state IN ('pending', 'uncertain');

-- name: language_spoken_in^
-- The language of a chat.
SELECT language FROM chat_language WHERE chat_id = :chat_id;
