-- name: calls_below
-- Those who answer for the units that an instruction asks in a part of the tree: whoever has not
-- answered, or was called since it started.
SELECT u.*, up.name AS upper, m.name AS member_name, m.phone, t.answered_at, m.last_call,
  CASE WHEN m.last_call_at >= i.started_at THEN m.last_call_at END AS called_at, m.missed_calls
FROM unit u CROSS JOIN target t
JOIN instruction i ON i.id = t.instruction_id
JOIN unit_holder h ON h.unit_id = u.id
JOIN member m ON m.id = h.member_id
LEFT JOIN unit up ON up.id = u.parent_id
WHERE u.path >= :path AND u.path < :path_end AND t.unit_id = u.id
  AND t.instruction_id = :instruction_id AND t.state <> 'withdrawn' AND t.opened_at IS NOT NULL
  AND (t.answered_at IS NULL OR m.last_call_at >= i.started_at)
ORDER BY u.path, h.rank, h.ordinal LIMIT :most;

-- name: newest_log
-- The newest lines of the log, the latest first, with the numbers of their notices.
SELECT a.id, a.at, a.actor, a.action, a.path, i.number, a.unit_id, a.member_id, a.facts
FROM audit a LEFT JOIN instruction i ON i.id = a.instruction_id
ORDER BY a.id DESC LIMIT :most;
