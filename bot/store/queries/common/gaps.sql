-- name: unreached_units
-- The living units in a part of the tree in which nobody can be written to, and why.
SELECT u.*,
  (SELECT COUNT(*) FROM post p WHERE p.unit_id = u.id AND p.dropped_at IS NULL
     AND p.kind IN ('lead', 'deputy', 'helper')) AS seats,
  (SELECT COUNT(*) FROM post p JOIN assignment a ON a.post_id = p.id AND a.until IS NULL
   WHERE p.unit_id = u.id AND p.dropped_at IS NULL
     AND p.kind IN ('lead', 'deputy', 'helper')) AS held,
  (SELECT COUNT(m.telegram_id) FROM post p
   JOIN assignment a ON a.post_id = p.id AND a.until IS NULL JOIN member m ON m.id = a.member_id
   WHERE p.unit_id = u.id AND p.dropped_at IS NULL
     AND p.kind IN ('lead', 'deputy', 'helper')) AS linked,
  (SELECT COUNT(*) FROM unit c WHERE c.parent_id = u.id AND c.removed_at IS NULL) AS below
FROM unit u
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM post p JOIN assignment a ON a.post_id = p.id AND a.until IS NULL
    JOIN member m ON m.id = a.member_id AND m.reachable = 1
    WHERE p.unit_id = u.id AND p.dropped_at IS NULL AND p.kind IN ('lead', 'deputy', 'helper'))
ORDER BY u.path;

-- name: unbound_units
-- The units in a part of the tree with buildings right below that no group serves, neither
-- theirs nor its own.
SELECT u.* FROM unit u
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM binding b JOIN work_group g ON g.id = b.group_id AND g.left_at IS NULL
    WHERE b.unit_id = u.id)
  AND EXISTS (
    SELECT 1 FROM unit c
    WHERE c.parent_id = u.id AND c.removed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM unit d WHERE d.parent_id = c.id AND d.removed_at IS NULL)
      AND NOT EXISTS (
        SELECT 1 FROM binding b JOIN work_group g ON g.id = b.group_id AND g.left_at IS NULL
        WHERE b.unit_id = c.id))
ORDER BY u.path;
