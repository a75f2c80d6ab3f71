-- name: insert_page_link^
-- Store a personal link, or the request of a device that came by a building's QR code.
INSERT INTO page_link (unit_id, member_id, chat_id, seed, token_hash, state, device, device_hash,
  code, claim, created_at, asked_at, until)
VALUES (:unit_id, :member_id, :chat_id, :seed, :token_hash, :state, :device, :device_hash, :code,
  :claim, :now, :asked_at, :until)
RETURNING *;

-- name: page_link_by_id^
-- One of them, living or not.
SELECT * FROM page_link WHERE id = :id;

-- name: page_link_by_token^
-- A personal link by the hash of its token.
SELECT * FROM page_link WHERE token_hash = :token_hash;

-- name: page_link_by_device^
-- By the hash of what the device's browser shows.
SELECT * FROM page_link WHERE device_hash = :device_hash;

-- name: page_links_of
-- A member's links and devices that have not ended, the newest first.
SELECT * FROM page_link
WHERE member_id = :member_id AND state <> 'ended' AND until > :now ORDER BY id DESC;

-- name: count_devices_asked^
-- How many devices wait for a decision at a unit, having come by its QR code.
SELECT COUNT(*) AS n FROM page_link
WHERE unit_id = :unit_id AND state = 'asked' AND token_hash IS NULL AND until > :now;

-- name: ask_with_page_link!
-- A device asks to be let in by a personal link that lets nobody in yet.
UPDATE page_link SET state = 'asked', device = :device, device_hash = :device_hash, code = :code,
  asked_at = :now, until = :until
WHERE id = :id AND (state = 'open' OR (state = 'asked' AND until <= :now));

-- name: approve_page_link!
-- Let a device in, for a member.
UPDATE page_link SET state = 'approved', member_id = :member_id, decided_by = :decided_by,
  decided_at = :now, until = :until, claim = NULL
WHERE id = :id AND state = 'asked' AND until > :now;

-- name: member_on_page!
-- Somebody without Telegram was let in: the page does not ring, so they are to be called.
UPDATE member SET on_page = CASE WHEN by_phone = 1 THEN 2 ELSE 1 END, by_phone = 1
WHERE id = :member_id AND telegram_id IS NULL AND on_page = 0 AND EXISTS (
  SELECT 1 FROM page_link l WHERE l.member_id = member.id AND l.state = 'approved');

-- name: members_off_page!
-- Those whose last device was let in no longer are called only where they were before.
UPDATE member SET by_phone = CASE WHEN on_page = 1 THEN 0 ELSE by_phone END, on_page = 0
WHERE on_page > 0 AND NOT EXISTS (
  SELECT 1 FROM page_link l
  WHERE l.member_id = member.id AND l.state = 'approved' AND l.until > :now);

-- name: prolong_page_link!
-- A device that is used stays let in.
UPDATE page_link SET until = :until
WHERE member_id = :member_id AND state = 'approved' AND until > :now AND until < :until;

-- name: end_page_link!
-- A link and its device are of no use any more.
UPDATE page_link SET state = 'ended', claim = NULL, until = :now, decided_by = :decided_by,
  decided_at = :now
WHERE id = :id AND state <> 'ended';

-- name: drop_page_links!
-- Delete what has been of no use for a while.
DELETE FROM page_link WHERE id IN (
  SELECT id FROM page_link WHERE until < :before ORDER BY id LIMIT :most);

-- name: page_links_forgotten!
-- Delete a member's links and devices.
DELETE FROM page_link WHERE member_id = :member_id;

-- name: page_links_made_forgotten!
-- Nobody made these links.
UPDATE page_link SET chat_id = NULL WHERE chat_id = :account;

-- name: page_links_merged*!
-- The links and devices of an entry become those of the entry it is merged into.
UPDATE page_link SET member_id = :into WHERE member_id = :id;

-- name: held_page_links
-- Links to the page for a member, or made by them, and devices that were let in.
SELECT u.name AS unit, l.device, l.claim AS words, l.state, l.created_at AS at,
  CASE WHEN l.chat_id = :account THEN 1 ELSE 0 END AS own
FROM page_link l JOIN unit u ON u.id = l.unit_id
WHERE l.member_id = :member_id OR l.chat_id = :account ORDER BY l.id;
