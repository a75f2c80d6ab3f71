-- name: insert_roster_edit^
-- Begin a change of the roster in chat.
INSERT INTO roster_edit (chat_id, verb, stage, unit_id, post_id, member_id, created_at)
VALUES (:chat_id, :verb, :stage, :unit_id, :post_id, :member_id, :now) RETURNING id;

-- name: roster_edit_by_id^
-- A change of the roster in chat.
SELECT * FROM roster_edit WHERE id = :edit_id;

-- name: set_roster_edit!
-- What was typed or picked for a change, and what is asked next.
UPDATE roster_edit SET stage = :stage, said = :said, shown = :shown
WHERE id = :edit_id AND decided_at IS NULL;

-- name: end_roster_edit!
-- Decide a change and erase what was typed for it. The post and member it ended with are kept.
UPDATE roster_edit SET stage = :stage, said = '{}', shown = '', unit_id = :unit_id,
  post_id = :post_id, member_id = :member_id, decided_at = :now
WHERE id = :edit_id AND decided_at IS NULL;

-- name: drop_roster_edits!
-- Changes that were begun long ago.
DELETE FROM roster_edit WHERE id IN (
  SELECT id FROM roster_edit WHERE created_at < :before ORDER BY created_at LIMIT :most);

-- name: people_near
-- Everybody who holds or held a post in a part of the tree, current holders first.
SELECT m.id AS member_id, m.name AS member_name, m.phone, m.telegram_id, m.reachable,
  m.away_until, m.by_phone, m.on_page, l.language, MAX(CASE WHEN h.post_id IS NOT NULL THEN u.path END) AS path
FROM assignment a
JOIN post p ON p.id = a.post_id
JOIN unit u ON u.id = p.unit_id
JOIN member m ON m.id = a.member_id AND m.suspended_at IS NULL AND m.merged_into IS NULL
LEFT JOIN current_holder h ON h.post_id = p.id AND h.member_id = m.id
LEFT JOIN chat_language l ON l.chat_id = m.telegram_id
WHERE u.path >= :path AND u.path < :path_end AND m.name <> ''
GROUP BY m.id, m.name, m.phone, m.telegram_id, m.reachable, m.away_until, m.by_phone, m.on_page, l.language
ORDER BY m.id;

-- name: roster_screens
-- The living screens of /roster and /gaps in a chat, newest first.
SELECT * FROM bot_message
WHERE chat_id = :chat_id AND (kind = 'roster' OR kind = 'gaps') AND gone_at IS NULL ORDER BY id DESC;
