-- name: drill_answers
-- When the units that a drill asks answered.
SELECT u.tier, t.answered_at FROM target t JOIN unit u ON u.id = t.unit_id
WHERE t.instruction_id = :instruction_id AND t.state <> 'withdrawn' ORDER BY t.id;

-- name: drill_unreached
-- The units that no way reached: nothing was delivered, and nobody answered for them.
SELECT u.name, p.name AS upper FROM target t JOIN unit u ON u.id = t.unit_id
LEFT JOIN unit p ON p.id = u.parent_id
WHERE t.instruction_id = :instruction_id AND t.state <> 'withdrawn'
  AND t.sent_at IS NULL AND t.answered_at IS NULL ORDER BY u.path;

-- name: drill_mute_groups
-- The groups of the units asked in which the bot may not write.
SELECT DISTINCT g.id, g.title FROM target t
JOIN binding b ON b.unit_id = t.unit_id
JOIN work_group g ON g.id = b.group_id AND g.left_at IS NULL AND g.muted_at IS NOT NULL
WHERE t.instruction_id = :instruction_id AND t.state <> 'withdrawn' ORDER BY g.id;
