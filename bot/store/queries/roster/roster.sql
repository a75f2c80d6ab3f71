-- name: roster_units
-- The living units.
SELECT * FROM unit WHERE removed_at IS NULL ORDER BY path;

-- name: roster_posts
-- The living seats.
SELECT post.* FROM post JOIN unit ON unit.id = post.unit_id AND unit.removed_at IS NULL
WHERE post.dropped_at IS NULL;

-- name: roster_holders
-- Who sits where at present.
SELECT assignment.post_id, assignment.member_id FROM assignment
JOIN post ON post.id = assignment.post_id AND post.dropped_at IS NULL
JOIN unit ON unit.id = post.unit_id AND unit.removed_at IS NULL
WHERE assignment.until IS NULL;

-- name: roster_members
-- Everybody, also those who hold nothing at present.
SELECT member.*, chat_language.language FROM member
LEFT JOIN chat_language ON chat_language.chat_id = member.telegram_id;

-- name: dead_units
-- Units that were removed: their codes may come back.
SELECT id, code FROM unit WHERE removed_at IS NOT NULL;

-- name: fresh_unit_ids
-- So many ids no unit has had: those after the highest.
WITH RECURSIVE fresh (id, rest) AS (
  SELECT COALESCE(MAX(id), 0) + 1, CAST(:n AS BIGINT) FROM unit
  UNION ALL
  SELECT id + 1, rest - 1 FROM fresh WHERE rest > 1
)
SELECT id FROM fresh;

-- name: fresh_member_ids
-- So many ids no member has had: those after the highest.
WITH RECURSIVE fresh (id, rest) AS (
  SELECT COALESCE(MAX(id), 0) + 1, CAST(:n AS BIGINT) FROM member
  UNION ALL
  SELECT id + 1, rest - 1 FROM fresh WHERE rest > 1
)
SELECT id FROM fresh;

-- name: fresh_post_ids
-- So many ids no seat has had: those after the highest.
WITH RECURSIVE fresh (id, rest) AS (
  SELECT COALESCE(MAX(id), 0) + 1, CAST(:n AS BIGINT) FROM post
  UNION ALL
  SELECT id + 1, rest - 1 FROM fresh WHERE rest > 1
)
SELECT id FROM fresh;

-- name: insert_unit*!
-- A unit that is new.
INSERT INTO unit (id, code, name, tier, parent_id, path)
VALUES (:id, :code, :name, :tier, :parent_id, :path);

-- name: revive_unit*!
-- A unit that was removed is back, perhaps elsewhere in the tree.
UPDATE unit SET name = :name, tier = :tier, parent_id = :parent_id, path = :path, removed_at = NULL
WHERE id = :id;

-- name: rename_unit*!
-- A unit goes by another name.
UPDATE unit SET name = :name WHERE id = :id;

-- name: remove_unit*!
-- A unit is no more.
UPDATE unit SET removed_at = :now WHERE id = :id;

-- name: unbind_unit*!
-- A unit has no group.
DELETE FROM binding WHERE unit_id = :id;

-- name: insert_member*!
-- Somebody who is new.
INSERT INTO member (id, name, phone) VALUES (:id, :name, :phone);

-- name: change_member*!
-- Somebody goes by another name or number.
UPDATE member SET name = :name, phone = :phone WHERE id = :id;

-- name: insert_post*!
-- A seat that is new, and nobody's yet.
INSERT INTO post (id, unit_id, kind, ordinal, note, title)
VALUES (:id, :unit_id, :kind, :ordinal, :note, :title);

-- name: change_post*!
-- A seat's note or title changes.
UPDATE post SET note = :note, title = :title WHERE id = :id;

-- name: drop_post*!
-- A seat is no more.
UPDATE post SET dropped_at = :now WHERE id = :id;

-- name: begin_assignment*!
-- Somebody takes a seat.
INSERT INTO assignment (post_id, member_id, since) VALUES (:post_id, :member_id, :now);

-- name: end_assignment*!
-- A seat's holder has it no more; that they had it is kept.
UPDATE assignment SET until = :now WHERE post_id = :post_id AND until IS NULL;

-- name: orphaned_issuers
-- Those who have instructions open for a unit and issue neither there nor above it any more.
SELECT DISTINCT i.issuer_id FROM instruction i JOIN unit v ON v.id = i.unit_id
WHERE i.unit_id = :unit_id AND i.state IN ('draft', 'pending', 'running') AND NOT EXISTS (
  SELECT 1 FROM assignment a
  JOIN post p ON p.id = a.post_id AND p.dropped_at IS NULL AND p.kind IN ('liaison', 'supervisor')
  JOIN unit u ON u.id = p.unit_id AND u.removed_at IS NULL
  WHERE a.member_id = i.issuer_id AND a.until IS NULL
    AND substr(v.path, 1, length(u.path)) = u.path);

-- name: units_waited_for
-- The units whose answer a running instruction still waits for.
SELECT DISTINCT t.unit_id FROM target t
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
WHERE t.state IN ('waiting', 'sent', 'unreachable');
