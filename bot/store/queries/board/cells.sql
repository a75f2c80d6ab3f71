-- name: board_children
-- The units right below one that an instruction reaches; for each, how many targets at and below it
-- stand how.
SELECT c.id, c.code, c.name, c.tier, c.parent_id, c.path, b.state, b.opened, b.held, b.present,
  b.linked, b.helped, CASE WHEN b.answered_at > i.deadline_at THEN 1 ELSE 0 END AS late,
  CAST(COUNT(*) AS BIGINT) AS n
FROM unit c CROSS JOIN unit u CROSS JOIN board_target b JOIN instruction i ON i.id = b.instruction_id
WHERE c.parent_id = :unit_id AND u.path >= c.path AND u.path < c.path || '~'
  AND b.unit_id = u.id AND b.instruction_id = :instruction_id AND b.state <> 'withdrawn'
GROUP BY c.id, c.code, c.name, c.tier, c.parent_id, c.path, b.state, b.opened, b.held, b.present,
  b.linked, b.helped, CASE WHEN b.answered_at > i.deadline_at THEN 1 ELSE 0 END
ORDER BY c.path;

-- name: board_part
-- How many targets of an instruction stand how in a part of the tree.
SELECT b.state, b.opened, b.held, b.present, b.linked, b.helped,
  CASE WHEN b.answered_at > i.deadline_at THEN 1 ELSE 0 END AS late,
  CAST(COUNT(*) AS BIGINT) AS n
FROM unit u CROSS JOIN board_target b JOIN instruction i ON i.id = b.instruction_id
WHERE u.path >= :path AND u.path < :path_end
  AND b.unit_id = u.id AND b.instruction_id = :instruction_id AND b.state <> 'withdrawn'
GROUP BY b.state, b.opened, b.held, b.present, b.linked, b.helped,
  CASE WHEN b.answered_at > i.deadline_at THEN 1 ELSE 0 END;

-- name: board_ready_children
-- The living units right below one; for each, how many at and below it are how ready.
SELECT c.id, c.code, c.name, c.tier, c.parent_id, c.path,
  b.lowest, b.seats, b.held, b.present, b.linked, b.listening, b.called,
  CAST(COUNT(*) AS BIGINT) AS n
FROM unit c CROSS JOIN board_unit b
WHERE c.parent_id = :unit_id AND c.removed_at IS NULL
  AND b.path >= c.path AND b.path < c.path || '~'
GROUP BY c.id, c.code, c.name, c.tier, c.parent_id, c.path,
  b.lowest, b.seats, b.held, b.present, b.linked, b.listening, b.called
ORDER BY c.path;

-- name: board_ready_part
-- How many living units in a part of the tree are how ready.
SELECT b.lowest, b.seats, b.held, b.present, b.linked, b.listening, b.called,
  CAST(COUNT(*) AS BIGINT) AS n
FROM board_unit b WHERE b.path >= :path AND b.path < :path_end
GROUP BY b.lowest, b.seats, b.held, b.present, b.linked, b.listening, b.called;

-- name: answers_by_minute
-- How many units in a part of the tree answered an instruction first in which minute.
SELECT t.answered_at / 60000000 AS minute, CAST(COUNT(*) AS BIGINT) AS n
FROM unit u CROSS JOIN target t
WHERE u.path >= :path AND u.path < :path_end AND t.unit_id = u.id
  AND t.instruction_id = :instruction_id AND t.answered_at IS NOT NULL
GROUP BY t.answered_at / 60000000 ORDER BY t.answered_at / 60000000;
