-- name: insert_link_request^
-- Insert a link request.
INSERT INTO link_request
  (telegram_id, nickname, claim, phone, unit_id, member_id, state, opened_at)
VALUES (:telegram_id, :nickname, :claim, :phone, :unit_id, :member_id, 'open', :now)
RETURNING *;

-- name: link_request_by_id^
-- A link request in any state.
SELECT * FROM link_request WHERE id = :request_id;

-- name: link_request_of_account^
-- The open request of a Telegram account.
SELECT * FROM link_request WHERE telegram_id = :telegram_id AND state = 'open';

-- name: open_link_requests
-- All open requests, oldest first.
SELECT * FROM link_request WHERE state = 'open' ORDER BY opened_at, id;

-- name: paths_near_requests
-- Of each open request that was made near a unit: that unit's path.
SELECT r.id, u.path FROM link_request r JOIN unit u ON u.id = r.unit_id WHERE r.state = 'open';

-- name: count_link_requests_near^
-- How many open requests were made near a unit.
SELECT COUNT(*) AS n FROM link_request WHERE unit_id = :unit_id AND state = 'open';

-- name: update_link_request^
-- Store what else is known about a request.
UPDATE link_request SET nickname = :nickname, claim = :claim, phone = :phone,
  unit_id = :unit_id, member_id = :member_id
WHERE id = :request_id RETURNING *;

-- name: settle_link_request!
-- Decide a request, once.
UPDATE link_request SET state = :state, decided_by = :decided_by, decided_at = :now
WHERE id = :request_id AND state = 'open';

-- name: link_account!
-- Link a Telegram account to a member, who can be written to: the account has just written.
UPDATE member SET telegram_id = :telegram_id, linked_at = :now, reachable = 1, by_phone = 0, on_page = 0
WHERE id = :member_id;

-- name: link_picked_account!
-- Link a Telegram account that somebody else picked: it can be written to where that worked before.
UPDATE member SET telegram_id = :telegram_id, linked_at = :now, by_phone = 0, on_page = 0, reachable = CASE WHEN EXISTS (
  SELECT 1 FROM bot_message WHERE chat_id = :telegram_id AND sent_at IS NOT NULL) THEN 1 ELSE 0 END
WHERE id = :member_id;

-- name: can_be_written_to!
-- A linked member opened or unblocked the private chat.
UPDATE member SET reachable = 1 WHERE telegram_id = :telegram_id AND reachable = 0;

-- name: unlinked_named_in
-- The unlinked members whose names occur in a text.
SELECT member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, NULL AS language
FROM member
WHERE member.telegram_id IS NULL AND length(member.name) > 1
  AND replace(CAST(:words AS TEXT), member.name, '') <> CAST(:words AS TEXT)
ORDER BY member.id;

-- name: waiting_press_unit^
-- The unit of the instruction that an unlinked account last tried to answer.
SELECT instruction.unit_id FROM pending_press
JOIN instruction ON instruction.id = pending_press.instruction_id
WHERE pending_press.telegram_id = :telegram_id AND pending_press.pressed_at >= :since
ORDER BY pending_press.pressed_at DESC LIMIT 1;

-- name: living_message^
-- The newest living message of a kind in a chat.
SELECT * FROM bot_message
WHERE chat_id = :chat_id AND kind = :kind AND gone_at IS NULL ORDER BY id DESC LIMIT 1;

-- name: living_messages
-- All living messages of a kind.
SELECT * FROM bot_message WHERE kind = :kind AND gone_at IS NULL ORDER BY id;

-- name: unlink_account!
-- A member has no Telegram account any more, unless another one was linked since :asked_at.
UPDATE member SET telegram_id = NULL, linked_at = NULL, reachable = 0, deactivated = 0
WHERE id = :member_id AND telegram_id IS NOT NULL AND COALESCE(linked_at, 0) <= :asked_at;

-- name: living_messages_in
-- All living messages in a chat.
SELECT * FROM bot_message WHERE chat_id = :chat_id AND gone_at IS NULL ORDER BY id;

-- name: work_in_chat
-- Messages in a chat about what still goes on, beside cards and reminders.
SELECT b.* FROM bot_message b WHERE b.chat_id = :chat_id AND b.gone_at IS NULL AND (
  b.kind = 'preview' AND EXISTS (
    SELECT 1 FROM instruction i WHERE i.id = b.subject_id AND i.ended_at IS NULL)
  OR b.kind = 'help' AND EXISTS (
    SELECT 1 FROM help_request h WHERE h.id = b.subject_id AND h.state <> 'solved'))
ORDER BY b.id;

-- name: rest_messages_in!
-- Nothing in a chat is edited any more; what stands there was said to this member.
UPDATE bot_message SET gone_at = COALESCE(gone_at, :now),
  member_id = COALESCE(member_id, :member_id)
WHERE chat_id = :chat_id;

-- name: drop_operations_in!
-- Drop what has not left for a chat yet.
UPDATE outbox SET state = 'dropped', settled_at = :now
WHERE chat_id = :chat_id AND state = 'pending' AND op IN ('send', 'edit');
