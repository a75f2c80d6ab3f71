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
-- their own nor the unit's. (Whether anything lies below is tested first: most units have
-- nothing.).
SELECT u.* FROM unit u
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
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
-- The units in a part of the tree whose group is muted.
SELECT u.*, g.title FROM unit u
JOIN binding b ON b.unit_id = u.id
JOIN work_group g ON g.id = b.group_id AND g.left_at IS NULL AND g.muted_at IS NOT NULL
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL ORDER BY u.path;

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
