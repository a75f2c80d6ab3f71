-- name: roster_units
-- The living units.
SELECT * FROM unit WHERE removed_at IS NULL ORDER BY path;

-- name: roster_posts
-- The living seats.
SELECT seat.post_id AS id, seat.unit_id, seat.kind, seat.ordinal, seat.note, seat.title
FROM seat JOIN unit ON unit.id = seat.unit_id AND unit.removed_at IS NULL
ORDER BY seat.post_id;

-- name: names_of_merged_members
-- The names of second entries, by the member they became part of.
WITH RECURSIVE part (name, member_id) AS (
  SELECT name, merged_into FROM member
  WHERE merged_into IS NOT NULL AND name <> '' AND forgotten_at IS NULL
  UNION ALL
  SELECT part.name, m.merged_into FROM part
  JOIN member m ON m.id = part.member_id WHERE m.merged_into IS NOT NULL
)
SELECT part.name, part.member_id FROM part
JOIN member m ON m.id = part.member_id AND m.merged_into IS NULL
ORDER BY part.member_id, part.name;

-- name: roster_holders
-- Who sits where at present.
SELECT holder.post_id, holder.member_id FROM current_holder holder
JOIN unit ON unit.id = holder.unit_id AND unit.removed_at IS NULL
ORDER BY holder.post_id;

-- name: roster_members
-- Everybody with a name, also those who hold nothing at present; nobody who was forgotten.
SELECT member.*, chat_language.language FROM member
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id
WHERE member.name <> '' AND member.merged_into IS NULL AND member.forgotten_at IS NULL
ORDER BY member.id;

-- name: suspended_posts
-- The living seats that those taken out for now would get back.
SELECT a.member_id, a.post_id FROM member m
JOIN assignment a ON a.member_id = m.id AND a.until = m.suspended_at
JOIN seat ON seat.post_id = a.post_id
JOIN unit ON unit.id = seat.unit_id AND unit.removed_at IS NULL
WHERE m.suspended_at IS NOT NULL ORDER BY a.post_id;

-- name: suspended_from
-- Those taken out for now who held a seat until then, the last first.
SELECT m.id AS member_id, m.name AS member_name, m.phone, m.telegram_id, m.reachable,
  m.away_until, m.by_phone, m.on_page, l.language
FROM member m
JOIN assignment a ON a.member_id = m.id AND a.until = m.suspended_at AND a.post_id = :post_id
LEFT JOIN chat_language l ON l.chat_id = m.telegram_id
WHERE m.suspended_at IS NOT NULL ORDER BY m.suspended_at DESC;

-- name: suspend_member*!
-- Take a member out for now.
UPDATE member SET suspended_at = :now WHERE id = :id;

-- name: restore_member*!
-- A member who was taken out is back.
UPDATE member SET suspended_at = NULL WHERE id = :id AND suspended_at IS NOT NULL;

-- name: merge_member*!
-- An entry becomes part of another; what was done under it stays under it.
UPDATE member SET merged_into = :into, phone = NULL, telegram_id = NULL, reachable = 0,
  suspended_at = NULL
WHERE id = :id;

-- name: merge_alive*!
-- An entry became part of another: the last sign of life of either.
UPDATE member SET alive_at = (
  SELECT MAX(o.alive_at) FROM member o WHERE o.id = member.id OR o.id = :id)
WHERE id = :into;

-- name: dead_units
-- Removed units: their codes may come back.
SELECT id, code FROM unit WHERE removed_at IS NOT NULL;

-- name: fresh_unit_ids
-- Unused unit ids: those after the highest.
WITH RECURSIVE fresh (id, rest) AS (
  SELECT COALESCE(MAX(id), 0) + 1, CAST(:n AS BIGINT) FROM unit
  UNION ALL
  SELECT id + 1, rest - 1 FROM fresh WHERE rest > 1
)
SELECT id FROM fresh;

-- name: fresh_member_ids
-- Unused member ids: those after the highest.
WITH RECURSIVE fresh (id, rest) AS (
  SELECT COALESCE(MAX(id), 0) + 1, CAST(:n AS BIGINT) FROM member
  UNION ALL
  SELECT id + 1, rest - 1 FROM fresh WHERE rest > 1
)
SELECT id FROM fresh;

-- name: fresh_post_ids
-- Unused seat ids: those after the highest.
WITH RECURSIVE fresh (id, rest) AS (
  SELECT COALESCE(MAX(id), 0) + 1, CAST(:n AS BIGINT) FROM post
  UNION ALL
  SELECT id + 1, rest - 1 FROM fresh WHERE rest > 1
)
SELECT id FROM fresh;

-- name: insert_unit*!
-- Insert a unit.
INSERT INTO unit (id, code, name, tier, parent_id, path)
VALUES (:id, :code, :name, :tier, :parent_id, :path);

-- name: revive_unit*!
-- Restore a removed unit, perhaps elsewhere in the tree.
UPDATE unit SET name = :name, tier = :tier, parent_id = :parent_id, path = :path, removed_at = NULL
WHERE id = :id;

-- name: rename_unit*!
-- Rename a unit.
UPDATE unit SET name = :name WHERE id = :id;

-- name: move_unit!
-- Put a unit below another.
UPDATE unit SET parent_id = :parent_id WHERE id = :unit_id;

-- name: move_paths!
-- Give a moved unit and everything that is or was below it their new paths.
UPDATE unit SET path = CAST(:after AS TEXT) || SUBSTR(path, CAST(:skip AS INTEGER))
WHERE path >= :before AND path < :before_end;

-- name: unbind_moved!
-- Unbind a unit that is about to be moved from a group that serves units elsewhere as well.
DELETE FROM binding WHERE unit_id = :unit_id AND group_id IN (
  SELECT b.group_id FROM binding b JOIN unit u ON u.id = b.unit_id
  WHERE u.path < :before OR u.path >= :before_end);

-- name: remove_unit*!
-- Remove a unit.
UPDATE unit SET removed_at = :now WHERE id = :id;

-- name: unbind_unit*!
-- Unbind a unit from its group.
DELETE FROM binding WHERE unit_id = :id;

-- name: insert_member*!
-- Insert a member; on a landline nobody has Telegram.
INSERT INTO member (id, name, phone, by_phone) VALUES (:id, :name, :phone, :landline);

-- name: change_member*!
-- Change a member's name or phone number; a call to the former number says nothing of another.
UPDATE member SET name = :name, phone = CAST(:phone AS TEXT),
  by_phone = CASE WHEN telegram_id IS NULL AND CAST(:landline AS BIGINT) = 1 THEN 1 ELSE by_phone END,
  last_call = CASE
    WHEN COALESCE(phone, '') = COALESCE(CAST(:phone AS TEXT), '') THEN last_call END
WHERE id = :id;

-- name: insert_post*!
-- Insert a seat, vacant at first.
INSERT INTO post (id, unit_id, kind, ordinal, note, title)
VALUES (:id, :unit_id, :kind, :ordinal, :note, :title);

-- name: change_post*!
-- Change a seat's note or title.
UPDATE post SET note = :note, title = :title WHERE id = :id;

-- name: drop_post*!
-- Remove a seat.
UPDATE post SET dropped_at = :now WHERE id = :id;

-- name: begin_assignment*!
-- Assign a seat to a member.
INSERT INTO assignment (post_id, member_id, since) VALUES (:post_id, :member_id, :now);

-- name: end_assignment*!
-- End an assignment; it stays as history.
UPDATE assignment SET until = :now WHERE post_id = :post_id AND until IS NULL;

-- name: open_issuers
-- Those who have instructions open in the name of a unit.
SELECT DISTINCT issuer_id FROM instruction
WHERE unit_id = :unit_id AND state IN ('draft', 'pending', 'running') ORDER BY issuer_id;

-- name: units_waited_for
-- The units whose answer a running instruction still waits for.
SELECT DISTINCT t.unit_id FROM unanswered_target t
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running';
