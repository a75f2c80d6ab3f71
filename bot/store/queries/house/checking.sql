-- name: setup_counts^
-- Counts of an installation: units, held seats, linked members, and issuers among them.
SELECT
  (SELECT COUNT(*) FROM unit WHERE removed_at IS NULL) AS units,
  (SELECT COUNT(*) FROM seat s WHERE s.member_id IS NULL AND s.party = 0) AS vacant,
  (SELECT COUNT(DISTINCT h.member_id) FROM current_holder h) AS holders,
  (SELECT COUNT(DISTINCT m.id) FROM member m JOIN current_holder h ON h.member_id = m.id
    WHERE m.telegram_id IS NOT NULL) AS linked,
  (SELECT COUNT(DISTINCT m.id) FROM member m
    JOIN current_holder h ON h.member_id = m.id AND h.oversees = 1
    WHERE m.telegram_id IS NOT NULL) AS issuers,
  (SELECT COUNT(*) FROM work_group WHERE left_at IS NULL) AS in_groups,
  (SELECT COUNT(*) FROM work_group g WHERE g.left_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM binding b WHERE b.group_id = g.id)) AS unbound_groups,
  (SELECT COUNT(*) FROM work_group WHERE left_at IS NULL AND administrator = 1) AS administrator_in;
