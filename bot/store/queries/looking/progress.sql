-- name: states_of_instruction
-- The number of an instruction's targets in each tier and state.
SELECT tier, state, CAST(COUNT(*) AS BIGINT) AS n FROM target
WHERE instruction_id = :instruction_id GROUP BY state, tier;

-- name: states_below
-- The number of an instruction's targets in each tier and state, in a part of the tree. (CROSS JOIN
-- makes SQLite start from the units, so that a small part of a large instruction is read quickly.).
SELECT t.tier, t.state, CAST(COUNT(*) AS BIGINT) AS n
FROM unit u CROSS JOIN target t
WHERE u.path >= :path AND u.path < :path_end
  AND t.unit_id = u.id AND t.instruction_id = :instruction_id
GROUP BY t.tier, t.state;

-- name: unanswered_of_instruction
-- An instruction's targets without an answer, counted by tier, by state, by whether they may have
-- their card, and by whether nobody holds a post there.
SELECT g.tier, g.state, g.opened, g.vacant, CAST(COUNT(*) AS BIGINT) AS n
FROM (
  SELECT t.tier, t.state, CASE WHEN t.opened_at IS NULL THEN 0 ELSE 1 END AS opened,
    CASE WHEN EXISTS (SELECT 1 FROM unit_holder h WHERE h.unit_id = t.unit_id) THEN 0 ELSE 1 END
      AS vacant
  FROM unanswered_target t WHERE t.instruction_id = :instruction_id
) g
GROUP BY g.tier, g.state, g.opened, g.vacant;

-- name: unanswered_below
-- The same in a part of the tree.
SELECT g.tier, g.state, g.opened, g.vacant, CAST(COUNT(*) AS BIGINT) AS n
FROM (
  SELECT t.tier, t.state, CASE WHEN t.opened_at IS NULL THEN 0 ELSE 1 END AS opened,
    CASE WHEN EXISTS (SELECT 1 FROM unit_holder h WHERE h.unit_id = t.unit_id) THEN 0 ELSE 1 END
      AS vacant
  FROM unit u CROSS JOIN unanswered_target t
  WHERE u.path >= :path AND u.path < :path_end
    AND t.unit_id = u.id AND t.instruction_id = :instruction_id
) g
GROUP BY g.tier, g.state, g.opened, g.vacant;

-- name: relays_open^
-- The gates for which an instruction waits: how many, for how many it is known when it passes by
-- itself, and the latest of these times.
SELECT CAST(COUNT(*) AS BIGINT) AS gates, CAST(COUNT(t.relay_due_at) AS BIGINT) AS timed,
  MAX(t.relay_due_at) AS latest
FROM target t
WHERE t.instruction_id = :instruction_id AND t.gates = 1 AND t.relayed_at IS NULL
  AND EXISTS (
    SELECT 1 FROM unanswered_target b WHERE b.upper_id = t.id AND b.opened_at IS NULL);

-- name: branches_of_instruction
-- A page of the units right below one with the progress of each, unfinished ones first, and the
-- number of all; removed ones too where they had answered before. Where no answer is asked for, `done` are those that have it.
SELECT g.id, g.code, g.name, g.tier, g.parent_id, g.path, g.total, g.done,
  CAST(COUNT(*) OVER () AS BIGINT) AS all_branches,
  CASE WHEN own.id IS NULL THEN g.total ELSE g.total - 1 END AS below,
  CASE WHEN own.gates = 1 AND own.opened_at IS NOT NULL AND own.relayed_at IS NULL
    THEN 1 ELSE 0 END AS to_relay,
  own.relay_due_at
FROM (
  SELECT c.id, c.code, c.name, c.tier, c.parent_id, c.path,
    CAST(COUNT(*) AS BIGINT) AS total,
    CAST(COUNT(CASE WHEN t.state = 'acknowledged' THEN 1
      WHEN CAST(:informing AS BIGINT) = 1 AND t.state = 'sent' AND EXISTS (
        SELECT 1 FROM unit_holder h WHERE h.unit_id = t.unit_id) THEN 1 END) AS BIGINT) AS done,
    MAX(CASE WHEN u.id = c.id THEN t.id END) AS own_id
  FROM unit c CROSS JOIN unit u CROSS JOIN target t
  WHERE c.parent_id = :unit_id
    AND u.path >= c.path AND u.path < c.path || '~'
    AND t.unit_id = u.id AND t.instruction_id = :instruction_id AND t.state <> 'withdrawn'
  GROUP BY c.id, c.code, c.name, c.tier, c.parent_id, c.path
) g
LEFT JOIN target own ON own.id = g.own_id
ORDER BY CASE WHEN g.done = g.total AND (COALESCE(own.gates, 0) = 0 OR own.opened_at IS NULL
  OR own.relayed_at IS NOT NULL) THEN 1 ELSE 0 END, g.path
LIMIT :most OFFSET :skip;

-- name: running_in
-- The running instructions that reach into a part of the tree, from within it or from above.
SELECT DISTINCT i.id, i.number, i.urgency, i.needs_answer, i.completed_at, i.deadline_at
FROM instruction i
JOIN instruction_scope s ON s.instruction_id = i.id
JOIN unit u ON u.id = s.unit_id
WHERE i.state = 'running'
  AND ((u.path >= :path AND u.path < :path_end)
    OR (SUBSTR(CAST(:path AS TEXT), 1, LENGTH(u.path)) = u.path AND EXISTS (
      SELECT 1 FROM unit x CROSS JOIN target t
      WHERE x.path >= :path AND x.path < :path_end
        AND t.unit_id = x.id AND t.instruction_id = i.id AND t.state <> 'withdrawn')));

-- name: running_of_issuer
-- The running instructions a member issued.
SELECT id, number, urgency, needs_answer, completed_at, deadline_at FROM instruction
WHERE issuer_id = :member_id AND state = 'running';

-- name: reach_of_instruction
-- The living units of an instruction's scope, and the units above them that are asked too.
WITH RECURSIVE up (id, parent_id, chosen) AS (
  SELECT u.id, u.parent_id, 1 FROM instruction_scope s
  JOIN unit u ON u.id = s.unit_id AND u.removed_at IS NULL
  WHERE s.instruction_id = :instruction_id
  UNION
  SELECT p.id, p.parent_id, 0 FROM up JOIN unit p ON p.id = up.parent_id
)
SELECT DISTINCT u.* FROM up JOIN unit u ON u.id = up.id
WHERE up.chosen = 1 OR EXISTS (
  SELECT 1 FROM target t WHERE t.instruction_id = :instruction_id AND t.unit_id = u.id
    AND t.state <> 'withdrawn')
ORDER BY u.path;

-- name: names_below
-- The targets of an instruction in a part of the tree, with holders and who answered first: what it
-- asks now, else the newest text before.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path, parent.name AS parent_name,
  (SELECT m.name FROM unit_holder h JOIN member m ON m.id = h.member_id
   WHERE h.unit_id = u.id ORDER BY h.rank, h.ordinal LIMIT 1) AS holder,
  (SELECT COUNT(m.telegram_id) FROM unit_holder h JOIN member m ON m.id = h.member_id
   WHERE h.unit_id = u.id) AS linked,
  (SELECT COALESCE(SUM(p.called), 0) FROM unit_holder h JOIN person p ON p.id = h.member_id
   WHERE h.unit_id = u.id) AS called,
  (SELECT COALESCE(SUM(p.paged), 0) FROM unit_holder h JOIN person p ON p.id = h.member_id
   WHERE h.unit_id = u.id) AS paged,
  k.said_at, k.path AS said_path, k.late, k.version_id AS said_version, who.name AS said_by,
  h.state AS help_state, taker.name AS taken_by, i.everyone,
  CASE WHEN i.everyone = 1 THEN (SELECT COUNT(*) FROM own_answer o
    JOIN person p ON p.id = o.member_id AND p.present = 1 WHERE o.target_id = t.id) END AS done,
  CASE WHEN i.everyone = 1 THEN (SELECT COUNT(*) FROM unit_holder oh
    JOIN person p ON p.id = oh.member_id AND p.present = 1 WHERE oh.unit_id = t.unit_id) END AS people
FROM unit u CROSS JOIN target t
JOIN instruction i ON i.id = t.instruction_id
LEFT JOIN unit parent ON parent.id = u.parent_id
LEFT JOIN acknowledgement k ON k.id = COALESCE((
  SELECT f.id FROM acknowledgement f
  WHERE f.target_id = t.id AND f.version_id >= COALESCE(t.asked_version, 0)
  ORDER BY f.said_at, f.id LIMIT 1), (
  SELECT f.id FROM acknowledgement f WHERE f.target_id = t.id
  ORDER BY f.version_id DESC, f.said_at, f.id LIMIT 1))
LEFT JOIN member who ON who.id = k.member_id
LEFT JOIN help_request h ON h.target_id = t.id AND h.state <> 'solved'
LEFT JOIN member taker ON taker.id = h.taken_by
WHERE u.path >= :path AND u.path < :path_end
  AND t.unit_id = u.id AND t.instruction_id = :instruction_id AND t.state <> 'withdrawn'
  AND (CAST(:silent AS BIGINT) = 0
    OR EXISTS (SELECT 1 FROM unanswered_target s WHERE s.id = t.id))
ORDER BY u.path LIMIT :most OFFSET :skip;

-- name: silent_to_remind
-- The targets in a part of the tree that were sent and not answered, or not relayed, and whose
-- holders were not reminded since an instant.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM unit u CROSS JOIN target t
WHERE u.path >= :path AND u.path < :path_end
  AND t.unit_id = u.id AND t.instruction_id = :instruction_id
  AND EXISTS (SELECT 1 FROM silent_target s WHERE s.id = t.id)
  AND NOT EXISTS (SELECT 1 FROM message_target x
    WHERE x.target_id = t.id AND x.role IN ('own', 'nudge') AND x.at > :since)
ORDER BY u.path LIMIT :most;

-- name: help_below^
-- The help requests in a part of the tree: how many are unsolved, and how many untaken.
SELECT CAST(COUNT(*) AS BIGINT) AS unsolved,
  CAST(COALESCE(SUM(CASE WHEN h.state = 'open' THEN 1 ELSE 0 END), 0) AS BIGINT) AS open
FROM help_request h JOIN target t ON t.id = h.target_id JOIN unit u ON u.id = t.unit_id
WHERE h.state <> 'solved' AND t.instruction_id = :instruction_id
  AND u.path >= :path AND u.path < :path_end;

-- name: children_with_holders
-- The living units right below one: the first holder, how many are linked, how many units below.
SELECT u.*,
  (SELECT m.name FROM unit_holder h JOIN member m ON m.id = h.member_id
   WHERE h.unit_id = u.id ORDER BY h.rank, h.ordinal LIMIT 1) AS holder,
  (SELECT COUNT(m.telegram_id) FROM unit_holder h JOIN member m ON m.id = h.member_id
   WHERE h.unit_id = u.id) AS linked
FROM unit u WHERE u.parent_id = :unit_id AND u.removed_at IS NULL
ORDER BY u.path LIMIT :most OFFSET :skip;

-- name: count_children^
-- The number of living units right below one.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM unit WHERE parent_id = :unit_id AND removed_at IS NULL;
