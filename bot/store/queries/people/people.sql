-- name: member_by_id^
-- A member, with the language of their private chat.
SELECT member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, chat_language.language
FROM member LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE member.id = :member_id;

-- name: member_by_telegram^
-- The member a Telegram account is linked to.
SELECT member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, chat_language.language
FROM member LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE member.telegram_id = :telegram_id;

-- name: members_by_phone
-- All members with a phone number.
SELECT member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, chat_language.language
FROM member LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE member.phone = :phone
ORDER BY member.id;

-- name: unit_by_id^
-- A unit, even a removed one.
SELECT * FROM unit WHERE id = :unit_id;

-- name: unit_by_code^
-- A living unit by its code, ignoring case.
SELECT * FROM unit WHERE lower(code) = lower(:code) AND removed_at IS NULL;

-- name: root_units
-- The living units at the top of the tree.
SELECT * FROM unit WHERE parent_id IS NULL AND removed_at IS NULL ORDER BY path;

-- name: child_units
-- The living units directly below one.
SELECT * FROM unit WHERE parent_id = :unit_id AND removed_at IS NULL ORDER BY path;

-- name: subtree
-- A unit and the living ones below it, in tree order.
SELECT * FROM unit
WHERE path >= :path AND path < :path_end AND removed_at IS NULL ORDER BY path;

-- name: ancestors
-- The units above one, nearest first.
WITH RECURSIVE above (id, parent_id, distance) AS (
  SELECT id, parent_id, 0 FROM unit WHERE id = :unit_id
  UNION ALL
  SELECT unit.id, unit.parent_id, above.distance + 1
  FROM above JOIN unit ON unit.id = above.parent_id
)
SELECT unit.* FROM above JOIN unit ON unit.id = above.id
WHERE above.distance > 0 ORDER BY above.distance;

-- name: seats_of_member
-- A member's current seats, in tree order.
SELECT post.id AS post_id, post.kind, post.ordinal, post.note, post.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, chat_language.language
FROM assignment
JOIN post ON post.id = assignment.post_id AND post.dropped_at IS NULL
JOIN unit ON unit.id = post.unit_id AND unit.removed_at IS NULL
JOIN member ON member.id = assignment.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE assignment.member_id = :member_id AND assignment.until IS NULL
ORDER BY unit.path, post.ordinal;

-- name: seats_of_unit
-- The seats of a unit with their current holders; a vacancy has no member.
SELECT post.id AS post_id, post.kind, post.ordinal, post.note, post.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, chat_language.language
FROM unit
JOIN post ON post.unit_id = unit.id AND post.dropped_at IS NULL
LEFT JOIN assignment ON assignment.post_id = post.id AND assignment.until IS NULL
LEFT JOIN member ON member.id = assignment.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE unit.id = :unit_id AND unit.removed_at IS NULL;

-- name: seats_below
-- The seats of a unit and of all below it, in tree order.
SELECT post.id AS post_id, post.kind, post.ordinal, post.note, post.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, chat_language.language
FROM unit
JOIN post ON post.unit_id = unit.id AND post.dropped_at IS NULL
LEFT JOIN assignment ON assignment.post_id = post.id AND assignment.until IS NULL
LEFT JOIN member ON member.id = assignment.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE unit.path >= :path AND unit.path < :path_end AND unit.removed_at IS NULL
ORDER BY unit.path, post.kind, post.ordinal;

-- name: seats_upwards
-- The seats of a unit and of those above it, nearest first.
WITH RECURSIVE above (id, parent_id, distance) AS (
  SELECT id, parent_id, 0 FROM unit WHERE id = :unit_id
  UNION ALL
  SELECT unit.id, unit.parent_id, above.distance + 1
  FROM above JOIN unit ON unit.id = above.parent_id
)
SELECT post.id AS post_id, post.kind, post.ordinal, post.note, post.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, chat_language.language
FROM above
JOIN unit ON unit.id = above.id AND unit.removed_at IS NULL
JOIN post ON post.unit_id = unit.id AND post.dropped_at IS NULL
LEFT JOIN assignment ON assignment.post_id = post.id AND assignment.until IS NULL
LEFT JOIN member ON member.id = assignment.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
ORDER BY above.distance;
