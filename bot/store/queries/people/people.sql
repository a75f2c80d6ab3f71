-- name: member_by_id^
-- A member, with the language of their private chat.
SELECT member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM member LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE member.id = :member_id;

-- name: member_by_telegram^
-- The member a Telegram account is linked to.
SELECT member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM member LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE member.telegram_id = :telegram_id;

-- name: members_by_phone
-- All members with a phone number.
SELECT member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM member LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE member.phone = :phone
ORDER BY member.id;

-- name: unit_by_id^
-- A unit, even a removed one.
SELECT * FROM unit WHERE id = :unit_id;

-- name: living_unit_by_id^
-- A unit that was not removed.
SELECT * FROM unit WHERE id = :unit_id AND removed_at IS NULL;

-- name: unit_at_path^
-- The living unit at a path.
SELECT * FROM unit WHERE path = :path AND removed_at IS NULL;

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
-- What a person holds at present, in the order of the tree.
SELECT seat.post_id, seat.kind, seat.ordinal, seat.note, seat.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM current_holder
JOIN seat ON seat.post_id = current_holder.post_id
JOIN unit ON unit.id = current_holder.unit_id AND unit.removed_at IS NULL
JOIN member ON member.id = current_holder.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE current_holder.member_id = :member_id
ORDER BY unit.path, current_holder.ordinal;

-- name: seats_of_unlinked_below
-- All that unlinked people of a part of the tree hold, there and elsewhere, in the order of the tree.
SELECT seat.post_id, seat.kind, seat.ordinal, seat.note, seat.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM current_holder
JOIN seat ON seat.post_id = current_holder.post_id
JOIN unit ON unit.id = current_holder.unit_id AND unit.removed_at IS NULL
JOIN member ON member.id = current_holder.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE member.telegram_id IS NULL AND current_holder.member_id IN (
  SELECT holder.member_id FROM current_holder holder
  JOIN unit below ON below.id = holder.unit_id AND below.removed_at IS NULL
  WHERE below.path >= :path AND below.path < :path_end)
ORDER BY unit.path, current_holder.ordinal;

-- name: seats_of_unit
-- The seats of a unit, with who holds them at present; a vacancy has no member.
SELECT seat.post_id, seat.kind, seat.ordinal, seat.note, seat.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM unit
JOIN seat ON seat.unit_id = unit.id
LEFT JOIN member ON member.id = seat.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE unit.id = :unit_id AND unit.removed_at IS NULL;

-- name: seat_by_post^
-- A seat, with who holds it at present.
SELECT seat.post_id, seat.kind, seat.ordinal, seat.note, seat.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM seat
JOIN unit ON unit.id = seat.unit_id AND unit.removed_at IS NULL
LEFT JOIN member ON member.id = seat.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE seat.post_id = :post_id;

-- name: post_ever^
-- A post with the names of its unit and of the unit above, even removed ones.
SELECT post.kind, post.title, unit.name AS unit_name, unit.tier, above.name AS upper_name
FROM post
JOIN unit ON unit.id = post.unit_id
LEFT JOIN unit above ON above.id = unit.parent_id
WHERE post.id = :post_id;

-- name: seats_upwards
-- The seats of a unit and of those above it, nearest first.
WITH RECURSIVE above (id, parent_id, distance) AS (
  SELECT id, parent_id, 0 FROM unit WHERE id = :unit_id
  UNION ALL
  SELECT unit.id, unit.parent_id, above.distance + 1
  FROM above JOIN unit ON unit.id = above.parent_id
)
SELECT seat.post_id, seat.kind, seat.ordinal, seat.note, seat.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM above
JOIN unit ON unit.id = above.id AND unit.removed_at IS NULL
JOIN seat ON seat.unit_id = unit.id
LEFT JOIN member ON member.id = seat.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
ORDER BY above.distance;

-- name: party_seats
-- The held posts of property companies and owners' committees, in tree order.
SELECT seat.post_id, seat.kind, seat.ordinal, seat.note, seat.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM unit
JOIN seat ON seat.unit_id = unit.id AND seat.party = 1
JOIN member ON member.id = seat.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE unit.tier = :tier AND unit.removed_at IS NULL
ORDER BY unit.path, seat.rank, seat.ordinal;

-- name: liaison_seats
-- The held posts of liaisons, anywhere.
SELECT seat.post_id, seat.kind, seat.ordinal, seat.note, seat.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM seat
JOIN unit ON unit.id = seat.unit_id AND unit.removed_at IS NULL
JOIN member ON member.id = seat.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE seat.kind = 'liaison'
ORDER BY unit.path, seat.ordinal;

-- name: seats_of_proposed
-- All that the members hold whom open link requests may be of, in the order of the tree.
SELECT seat.post_id, seat.kind, seat.ordinal, seat.note, seat.title,
  unit.id AS unit_id, unit.code, unit.name AS unit_name, unit.tier, unit.parent_id, unit.path,
  member.id AS member_id, member.name AS member_name, member.phone, member.telegram_id,
  member.reachable, member.away_until, member.by_phone, member.on_page, chat_language.language
FROM current_holder
JOIN seat ON seat.post_id = current_holder.post_id
JOIN unit ON unit.id = current_holder.unit_id AND unit.removed_at IS NULL
JOIN member ON member.id = current_holder.member_id
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE current_holder.member_id IN (
  SELECT request.member_id FROM link_request request WHERE request.state = 'open')
ORDER BY unit.path, current_holder.ordinal;

-- name: mark_alive!
-- A member answered something; not written again within the hour.
UPDATE member SET alive_at = :at
WHERE id = :member_id AND (alive_at IS NULL OR alive_at < :before);
