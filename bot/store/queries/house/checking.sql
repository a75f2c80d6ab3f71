-- name: setup_counts^
-- Counts of an installation: units, held seats, linked members, and issuers among them.
SELECT
  (SELECT COUNT(*) FROM unit WHERE removed_at IS NULL) AS units,
  (SELECT COUNT(*) FROM post p WHERE p.dropped_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM assignment a WHERE a.post_id = p.id AND a.until IS NULL)) AS vacant,
  (SELECT COUNT(DISTINCT a.member_id) FROM assignment a WHERE a.until IS NULL) AS holders,
  (SELECT COUNT(DISTINCT m.id) FROM member m
    JOIN assignment a ON a.member_id = m.id AND a.until IS NULL
    WHERE m.telegram_id IS NOT NULL) AS linked,
  (SELECT COUNT(DISTINCT m.id) FROM member m
    JOIN assignment a ON a.member_id = m.id AND a.until IS NULL
    JOIN post p ON p.id = a.post_id AND p.kind IN ('liaison', 'supervisor')
    WHERE m.telegram_id IS NOT NULL) AS issuers,
  (SELECT COUNT(*) FROM work_group WHERE left_at IS NULL) AS in_groups,
  (SELECT COUNT(*) FROM work_group g WHERE g.left_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM binding b WHERE b.group_id = g.id)) AS unbound_groups,
  (SELECT COUNT(*) FROM work_group WHERE left_at IS NULL AND administrator = 1) AS administrator_in;
