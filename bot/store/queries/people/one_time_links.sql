-- name: insert_one_time_link^
-- Insert a one-time link.
INSERT INTO one_time_link
  (post_id, member_id, chat_id, seed, token_hash, state, created_at, until)
VALUES (:post_id, :member_id, :chat_id, :seed, :token_hash, 'open', :now, :until)
RETURNING *;

-- name: one_time_link_by_id^
-- A one-time link in any state.
SELECT * FROM one_time_link WHERE id = :link_id;

-- name: one_time_link_by_hash^
-- The one-time link with this token.
SELECT * FROM one_time_link WHERE token_hash = :token_hash;

-- name: open_one_time_links
-- The open one-time links of a member, newest first.
SELECT * FROM one_time_link WHERE member_id = :member_id AND state = 'open' ORDER BY id DESC;

-- name: settle_one_time_link!
-- Use or revoke a one-time link, once.
UPDATE one_time_link SET state = :state, decided_at = :now
WHERE id = :link_id AND state = 'open';

-- name: one_time_links_forgotten!
-- One-time links that a person made, or that were made for them.
DELETE FROM one_time_link WHERE chat_id = :account OR member_id = :member_id;

-- name: drop_links_made_by!
-- One-time links that an account made.
DELETE FROM one_time_link WHERE chat_id = :chat_id;

-- name: drop_old_one_time_links!
-- One-time links that have ended.
DELETE FROM one_time_link WHERE id IN (
  SELECT id FROM one_time_link WHERE until < :before ORDER BY id LIMIT :most);

-- name: held_one_time_links
-- One-time links that were made for a member, and those they made.
SELECT u.name AS unit, l.state, l.created_at AS at,
  CASE WHEN l.chat_id = :account THEN 1 ELSE 0 END AS own
FROM one_time_link l JOIN post p ON p.id = l.post_id JOIN unit u ON u.id = p.unit_id
WHERE l.chat_id = :account OR l.member_id = :member_id ORDER BY l.created_at, l.id;
