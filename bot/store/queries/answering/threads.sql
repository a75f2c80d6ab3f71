-- name: insert_remark^
-- Insert a remark or a reply.
INSERT INTO remark (kind, instruction_id, unit_id, member_id, to_id, thread_id, answers_id, help_id,
  chat_id, number, words, copied, said_at)
VALUES (:kind, :instruction_id, :unit_id, :member_id, :to_id, :thread_id, :answers_id, :help_id,
  :chat_id, :number, :words, :copied, :now)
RETURNING *;

-- name: remark_by_id^
-- One remark; for a help request, its current words.
SELECT r.*, h.words AS help_words, h.reason AS help_reason
FROM remark r LEFT JOIN help_request h ON h.id = r.help_id AND r.kind = 'help'
WHERE r.id = :remark_id;

-- name: remark_of_help^
-- The remark that begins the thread of a help request.
SELECT r.*, h.words AS help_words, h.reason AS help_reason
FROM remark r JOIN help_request h ON h.id = r.help_id
WHERE r.help_id = :help_id AND r.kind = 'help';

-- name: remarks_on_message
-- The remarks a message shows, in the order they were written.
SELECT r.*, h.words AS help_words, h.reason AS help_reason
FROM remark_told x JOIN remark r ON r.id = x.remark_id
LEFT JOIN help_request h ON h.id = r.help_id AND r.kind = 'help'
WHERE x.message_id = :message_id ORDER BY r.id;

-- name: remarks_in_thread
-- The replies in a remark's thread, in the order they were written.
SELECT * FROM remark r WHERE r.thread_id = :thread_id ORDER BY r.id;

-- name: replies_to_remark
-- The replies to one remark.
SELECT * FROM remark r WHERE r.answers_id = :remark_id ORDER BY r.id;

-- name: threads_of_instruction
-- The newest questions about an instruction, and other remarks with replies, in a subtree.
SELECT r.*, h.words AS help_words, h.reason AS help_reason
FROM remark r JOIN unit u ON u.id = r.unit_id
LEFT JOIN help_request h ON h.id = r.help_id
WHERE r.instruction_id = :instruction_id AND r.thread_id IS NULL
  AND COALESCE(u.path, '') >= :path AND COALESCE(u.path, '') < :path_end
  AND (r.kind = 'doubt' OR EXISTS (SELECT 1 FROM remark a WHERE a.thread_id = r.id))
ORDER BY r.id DESC LIMIT :most;

-- name: count_threads_of_instruction^
-- The number of those.
SELECT COUNT(*) AS threads FROM remark r JOIN unit u ON u.id = r.unit_id
WHERE r.instruction_id = :instruction_id AND r.thread_id IS NULL
  AND COALESCE(u.path, '') >= :path AND COALESCE(u.path, '') < :path_end
  AND (r.kind = 'doubt' OR EXISTS (SELECT 1 FROM remark a WHERE a.thread_id = r.id));

-- name: messages_telling_of_remark
-- The living messages that show a remark to somebody.
SELECT b.* FROM remark_told x JOIN bot_message b ON b.id = x.message_id
WHERE x.remark_id = :remark_id AND b.gone_at IS NULL ORDER BY b.id;

-- name: insert_remark_told!
-- A message shows a remark.
INSERT INTO remark_told (remark_id, message_id) VALUES (:remark_id, :message_id)
ON CONFLICT DO NOTHING;

-- name: insert_remark_bundle!
-- A message that more remarks may join.
INSERT INTO remark_bundle (message_id, member_id, until) VALUES (:message_id, :member_id, :until);

-- name: open_remark_bundle^
-- The message to a member that a remark may still join.
SELECT k.*, (SELECT COUNT(*) FROM remark_told x WHERE x.message_id = k.message_id) AS told
FROM remark_bundle k JOIN bot_message b ON b.id = k.message_id AND b.gone_at IS NULL
WHERE k.member_id = :member_id AND k.until > :now ORDER BY k.message_id DESC LIMIT 1;

-- name: set_remark_bundle_rings!
-- A remark has joined a message: store when a new message replaces it.
UPDATE remark_bundle SET until = :rings_at, rings_at = :rings_at WHERE message_id = :message_id;

-- name: remark_bundles_due
-- The messages that are due to be replaced.
SELECT message_id FROM remark_bundle WHERE rings_at <= :now ORDER BY rings_at LIMIT :most;

-- name: drop_remark_bundle!
-- Nothing joins a message any more.
DELETE FROM remark_bundle WHERE message_id = :message_id;

-- name: copy_remarks_told!
-- A new message takes over the remarks of an older one; replies to the older one still work.
INSERT INTO remark_told (remark_id, message_id)
SELECT remark_id, :to_id FROM remark_told WHERE message_id = :from_id;

-- name: remark_bundle_clocks
-- When messages are due to be replaced.
SELECT message_id AS id, rings_at FROM remark_bundle WHERE rings_at > :now ORDER BY message_id;

-- name: set_remark_bundle_clocks*!
-- Bring these times forward after the clock was set back.
UPDATE remark_bundle SET rings_at = :rings_at WHERE message_id = :id;
