-- name: unreached_units
-- The living units in a part of the tree in which nobody can be written to, and why.
SELECT u.*, COUNT(s.post_id) AS seats, COUNT(m.id) AS held, COALESCE(SUM(m.present), 0) AS present,
  COALESCE(SUM(m.called), 0) AS called,
  COUNT(CASE WHEN m.present = 1 THEN m.telegram_id END) AS linked,
  COUNT(CASE WHEN m.present = 1 AND m.deactivated = 1 THEN m.telegram_id END) AS deactivated,
  (SELECT COUNT(*) FROM unit c WHERE c.parent_id = u.id AND c.removed_at IS NULL) AS below
FROM unit u
LEFT JOIN seat s ON s.unit_id = u.id AND s.answers = 1
LEFT JOIN person m ON m.id = s.member_id
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM current_holder h JOIN person r ON r.id = h.member_id AND r.listening = 1
    WHERE h.unit_id = u.id AND h.answers = 1)
GROUP BY u.id ORDER BY u.path;

-- name: unbound_units
-- The units in a part of the tree with buildings right below that are served by no group, neither
-- their own nor the unit's. (Whether anything lies below is tested first, from an index alone: most
-- units have nothing.)
SELECT u.* FROM unit u
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
  AND u.id IN (SELECT parent_id FROM unit)
  AND EXISTS (
    SELECT 1 FROM unit c
    WHERE c.parent_id = u.id AND c.removed_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM binding b JOIN work_group g ON g.id = b.group_id AND g.left_at IS NULL
        WHERE b.unit_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM unit d WHERE d.parent_id = c.id AND d.removed_at IS NULL))
  AND NOT EXISTS (
    SELECT 1 FROM binding b JOIN work_group g ON g.id = b.group_id AND g.left_at IS NULL
    WHERE b.unit_id = u.id)
ORDER BY u.path;

-- name: muted_units
-- The units in a part of the tree whose group is muted: few groups are, so they come first.
SELECT u.*, g.title FROM work_group g
CROSS JOIN binding b CROSS JOIN unit u
WHERE g.left_at IS NULL AND g.muted_at IS NOT NULL AND b.group_id = g.id AND u.id = b.unit_id
  AND u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL ORDER BY u.path;

-- name: groups_waiting_below
-- The unbound groups to which somebody with a post in a part of the tree added the bot.
SELECT g.id, g.title FROM work_group g
JOIN member m ON m.telegram_id = g.invited_by
JOIN current_holder h ON h.member_id = m.id
JOIN unit u ON u.id = h.unit_id AND u.path >= :path AND u.path < :path_end
WHERE g.left_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM binding WHERE binding.group_id = g.id)
GROUP BY g.id, g.title ORDER BY g.id;

-- name: holders_without_phone
-- The unlinked post holders in a part of the tree without a phone number, in tree order.
SELECT u.*, m.id AS member_id, m.name AS member_name
FROM unit u
JOIN current_holder h ON h.unit_id = u.id
JOIN member m ON m.id = h.member_id AND m.phone IS NULL AND m.telegram_id IS NULL
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
ORDER BY u.path, h.kind, h.ordinal;

-- name: unheard_below
-- The holders in a part of the tree who were asked and have answered nothing since before an instant,
-- the longest silence first.
SELECT u.*, q.post_id, q.member_id, q.name AS member_name, q.heard_at
FROM unit u JOIN unheard_holder q ON q.unit_id = u.id AND q.heard_at < :before
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
ORDER BY q.heard_at, u.path, q.rank, q.ordinal LIMIT :most;

-- name: count_unheard_below^
-- How many they are. (The empty string keeps SQLite from beginning with the units: most holders
-- answered lately, so that looking at the holders first finds few.)
SELECT CAST(COUNT(*) AS BIGINT) AS n
FROM unheard_holder q JOIN unit u ON u.id = q.unit_id
WHERE q.heard_at < :before AND u.path || '' >= :path AND u.path || '' < :path_end
  AND u.removed_at IS NULL;

-- name: signs_of_unit
-- When the holders of a unit's posts last answered anything, and since when those silent were.
SELECT c.post_id, m.alive_at, q.heard_at
FROM current_holder c JOIN member m ON m.id = c.member_id
LEFT JOIN unheard_holder q ON q.post_id = c.post_id AND q.member_id = c.member_id
WHERE c.unit_id = :unit_id;

-- name: last_drill_of_unit^
-- When a drill last reached a unit.
SELECT MAX(t.sent_at) AS at FROM target t
JOIN instruction i ON i.id = t.instruction_id AND i.drill = 1
WHERE t.unit_id = :unit_id;
