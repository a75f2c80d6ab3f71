-- name: board_children
-- The units right below one that an instruction reaches; for each, how many targets at and below it
-- stand how. MATERIALIZED: or SQLite works out the flags twice. The units' names come last: grouping
-- by many columns takes as long as all the rest.
WITH below AS MATERIALIZED (
  SELECT c.id AS child, b.state,
    b.flags + CASE WHEN b.answered_at > i.deadline_at THEN 128 ELSE 0 END AS flags
  FROM unit c CROSS JOIN unit u CROSS JOIN board_target b
  JOIN instruction i ON i.id = b.instruction_id
  WHERE c.parent_id = :unit_id AND u.path >= c.path AND u.path < c.path || '~'
    AND b.unit_id = u.id AND b.instruction_id = :instruction_id AND b.state <> 'withdrawn'
)
SELECT c.id, c.code, c.name, c.tier, c.parent_id, c.path, f.state, f.flags, f.n
FROM (
  SELECT child, state, flags, CAST(COUNT(*) AS BIGINT) AS n FROM below GROUP BY child, state, flags
) f JOIN unit c ON c.id = f.child
ORDER BY c.path;

-- name: board_part
-- How many targets of an instruction stand how in a part of the tree.
WITH below AS MATERIALIZED (
  SELECT b.state, b.flags + CASE WHEN b.answered_at > i.deadline_at THEN 128 ELSE 0 END AS flags
  FROM unit u CROSS JOIN board_target b JOIN instruction i ON i.id = b.instruction_id
  WHERE u.path >= :path AND u.path < :path_end
    AND b.unit_id = u.id AND b.instruction_id = :instruction_id AND b.state <> 'withdrawn'
)
SELECT state, flags, CAST(COUNT(*) AS BIGINT) AS n FROM below GROUP BY state, flags;

-- name: board_ready_children
-- The living units right below one; for each, how many at and below it are how ready. unheard: those
-- there were asked, and nobody has shown a sign of life since `before`. The flags are one number, and
-- the units' names come last: grouping by many columns takes as long as all the rest.
SELECT c.id, c.code, c.name, c.tier, c.parent_id, c.path, f.flags, f.n, f.alive_at
FROM (
  SELECT r.child, r.lowest + 2 * r.seats + 4 * r.held + 8 * r.present + 16 * r.linked
      + 32 * r.listening + 64 * r.called + 128 * r.muted + 256 * r.unheard + 512 * r.paged AS flags,
    CAST(COUNT(*) AS BIGINT) AS n, MAX(r.alive_at) AS alive_at
FROM (
  SELECT g.child, g.present, g.listening, g.called, g.paged, g.alive_at,
    CASE WHEN g.seats > 0 THEN 1 ELSE 0 END AS seats,
    CASE WHEN g.held > 0 THEN 1 ELSE 0 END AS held,
    CASE WHEN g.linked > 0 THEN 1 ELSE 0 END AS linked,
    CASE WHEN EXISTS (SELECT 1 FROM unit d WHERE d.parent_id = g.unit_id AND d.removed_at IS NULL)
      THEN 0 ELSE 1 END AS lowest,
    CASE WHEN EXISTS (
        SELECT 1 FROM binding b JOIN work_group w ON w.id = b.group_id AND w.left_at IS NULL
          AND w.muted_at IS NOT NULL
        WHERE b.unit_id = g.unit_id) THEN 1 ELSE 0 END AS muted,
    CASE WHEN g.alive_at < :before AND EXISTS (
        SELECT 1 FROM unheard_holder q WHERE q.unit_id = g.unit_id AND q.heard_at < :before)
      AND NOT EXISTS (
        SELECT 1 FROM asked_holder a WHERE a.unit_id = g.unit_id AND a.heard_at >= :before)
      THEN 1 ELSE 0 END AS unheard
  FROM (
    SELECT MIN(c.id) AS child, MIN(u.id) AS unit_id, COUNT(s.post_id) AS seats, COUNT(m.id) AS held,
      MAX(COALESCE(m.present, 0)) AS present, MAX(COALESCE(m.listening, 0)) AS listening,
      MAX(COALESCE(m.called, 0)) AS called, MAX(COALESCE(m.paged, 0)) AS paged,
      COUNT(CASE WHEN m.present = 1 THEN m.telegram_id END) AS linked,
      COALESCE(MAX(m.alive_at), 0) AS alive_at
    FROM unit c CROSS JOIN unit u
    LEFT JOIN seat s ON s.unit_id = u.id AND s.answers = 1
    LEFT JOIN person m ON m.id = s.member_id
    WHERE c.parent_id = :unit_id AND c.removed_at IS NULL
      AND u.path >= c.path AND u.path < c.path || '~' AND u.removed_at IS NULL
    GROUP BY u.path
  ) g
) r
GROUP BY r.child, r.lowest + 2 * r.seats + 4 * r.held + 8 * r.present + 16 * r.linked
  + 32 * r.listening + 64 * r.called + 128 * r.muted + 256 * r.unheard + 512 * r.paged
) f JOIN unit c ON c.id = f.child
ORDER BY c.path;

-- name: board_ready_part
-- How many living units in a part of the tree are how ready.
SELECT r.lowest + 2 * r.seats + 4 * r.held + 8 * r.present + 16 * r.linked
    + 32 * r.listening + 64 * r.called + 128 * r.muted + 256 * r.unheard + 512 * r.paged AS flags,
  CAST(COUNT(*) AS BIGINT) AS n, MAX(r.alive_at) AS alive_at
FROM (
  SELECT g.present, g.listening, g.called, g.paged, g.alive_at,
    CASE WHEN g.seats > 0 THEN 1 ELSE 0 END AS seats,
    CASE WHEN g.held > 0 THEN 1 ELSE 0 END AS held,
    CASE WHEN g.linked > 0 THEN 1 ELSE 0 END AS linked,
    CASE WHEN EXISTS (SELECT 1 FROM unit d WHERE d.parent_id = g.unit_id AND d.removed_at IS NULL)
      THEN 0 ELSE 1 END AS lowest,
    CASE WHEN EXISTS (
        SELECT 1 FROM binding b JOIN work_group w ON w.id = b.group_id AND w.left_at IS NULL
          AND w.muted_at IS NOT NULL
        WHERE b.unit_id = g.unit_id) THEN 1 ELSE 0 END AS muted,
    CASE WHEN g.alive_at < :before AND EXISTS (
        SELECT 1 FROM unheard_holder q WHERE q.unit_id = g.unit_id AND q.heard_at < :before)
      AND NOT EXISTS (
        SELECT 1 FROM asked_holder a WHERE a.unit_id = g.unit_id AND a.heard_at >= :before)
      THEN 1 ELSE 0 END AS unheard
  FROM (
    SELECT MIN(u.id) AS unit_id, COUNT(s.post_id) AS seats, COUNT(m.id) AS held,
      MAX(COALESCE(m.present, 0)) AS present, MAX(COALESCE(m.listening, 0)) AS listening,
      MAX(COALESCE(m.called, 0)) AS called, MAX(COALESCE(m.paged, 0)) AS paged,
      COUNT(CASE WHEN m.present = 1 THEN m.telegram_id END) AS linked,
      COALESCE(MAX(m.alive_at), 0) AS alive_at
    FROM unit u
    LEFT JOIN seat s ON s.unit_id = u.id AND s.answers = 1
    LEFT JOIN person m ON m.id = s.member_id
    WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
    GROUP BY u.path
  ) g
) r
GROUP BY r.lowest + 2 * r.seats + 4 * r.held + 8 * r.present + 16 * r.linked
  + 32 * r.listening + 64 * r.called + 128 * r.muted + 256 * r.unheard + 512 * r.paged;

-- name: answers_by_minute
-- How many units in a part of the tree answered an instruction first in which minute.
SELECT t.answered_at / 60000000 AS minute, CAST(COUNT(*) AS BIGINT) AS n
FROM unit u CROSS JOIN target t
WHERE u.path >= :path AND u.path < :path_end AND t.unit_id = u.id
  AND t.instruction_id = :instruction_id AND t.answered_at IS NOT NULL
GROUP BY t.answered_at / 60000000 ORDER BY t.answered_at / 60000000;
