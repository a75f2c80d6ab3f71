-- name: standings
-- All units in a range of paths with their group, the group above, and counts of holders and
-- links. Who is on leave is counted apart.
SELECT u.id, u.code, u.name, u.tier, u.parent_id, u.path,
  CAST(MAX(g.chat_id) AS BIGINT) AS group_id,
  CAST(MAX(above.chat_id) AS BIGINT) AS parent_group_id,
  CAST(COALESCE(SUM(m.present), 0) AS BIGINT) AS held,
  CAST(COUNT(m.away_until) AS BIGINT) AS away,
  CAST(COALESCE(SUM(m.called), 0) AS BIGINT) AS called,
  CAST(COALESCE(SUM(m.paged), 0) AS BIGINT) AS paged,
  CAST(COUNT(CASE WHEN m.present = 1 THEN m.telegram_id END) AS BIGINT) AS linked,
  CAST(COALESCE(SUM(m.listening), 0) AS BIGINT) AS reachable,
  CAST(COUNT(CASE WHEN s.passes_on = 1 AND m.present = 1 THEN m.telegram_id END) AS BIGINT)
    AS heads_linked,
  CAST(COALESCE(SUM(CASE WHEN s.passes_on = 1 THEN m.listening ELSE 0 END), 0) AS BIGINT)
    AS heads_reachable
FROM unit u
LEFT JOIN binding b ON b.unit_id = u.id
LEFT JOIN work_group g ON g.id = b.group_id AND g.left_at IS NULL
  AND g.muted_at IS NULL
LEFT JOIN binding b2 ON b2.unit_id = u.parent_id
LEFT JOIN work_group above ON above.id = b2.group_id AND above.left_at IS NULL
  AND above.muted_at IS NULL
LEFT JOIN seat s ON s.unit_id = u.id AND s.answers = 1
LEFT JOIN person m ON m.id = s.member_id
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
GROUP BY u.path, u.id
ORDER BY u.path;
