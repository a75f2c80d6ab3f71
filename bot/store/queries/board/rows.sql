-- name: board_rows
-- The targets of an instruction in a part of the tree: how each stands, who answers for its unit,
-- who answered first, and whether help is needed.
SELECT t.*, u.code, u.name, u.parent_id, u.path, parent.name AS parent_name,
  b.flags + CASE WHEN t.answered_at > i.deadline_at THEN 128 ELSE 0 END AS flags,
  (SELECT m.id FROM unit_holder h JOIN member m ON m.id = h.member_id
   WHERE h.unit_id = u.id ORDER BY h.rank, h.ordinal LIMIT 1) AS holder_id,
  (SELECT m.name FROM unit_holder h JOIN member m ON m.id = h.member_id
   WHERE h.unit_id = u.id ORDER BY h.rank, h.ordinal LIMIT 1) AS holder,
  k.said_at, k.path AS said_path, k.late, who.name AS said_by,
  r.state AS help_state, r.reason AS help_reason, r.words AS help_words, taker.name AS taken_by
FROM unit u CROSS JOIN board_target b
JOIN target t ON t.id = b.id
JOIN instruction i ON i.id = t.instruction_id
LEFT JOIN unit parent ON parent.id = u.parent_id
LEFT JOIN acknowledgement k ON k.id = (
  SELECT f.id FROM acknowledgement f WHERE f.target_id = t.id ORDER BY f.said_at, f.id LIMIT 1)
LEFT JOIN member who ON who.id = k.member_id
LEFT JOIN help_request r ON r.target_id = t.id AND r.state <> 'solved'
LEFT JOIN member taker ON taker.id = r.taken_by
WHERE u.path >= :path AND u.path < :path_end
  AND b.unit_id = u.id AND b.instruction_id = :instruction_id AND b.state <> 'withdrawn'
ORDER BY u.path LIMIT :most;

-- name: instruction_by_number^
-- A started instruction by its number.
SELECT id FROM instruction WHERE number = :number;

-- name: next_step_below^
-- The silent target in a part of the tree whose next step is due first.
SELECT t.*, u.code, u.name, u.parent_id, u.path
FROM unit u CROSS JOIN target t
WHERE u.path >= :path AND u.path < :path_end AND t.unit_id = u.id
  AND t.instruction_id = :instruction_id AND t.due_at IS NOT NULL
ORDER BY t.due_at, u.path LIMIT 1;

-- name: tenures_of_unit
-- Who has held which post of a unit, the newest first.
SELECT p.kind, p.title, p.dropped_at, m.name, a.since, a.until
FROM post p JOIN assignment a ON a.post_id = p.id JOIN member m ON m.id = a.member_id
WHERE p.unit_id = :unit_id ORDER BY a.since DESC, a.id DESC LIMIT :most;

-- name: board_asked_of_unit
-- The latest started instructions that asked a unit, and how it stands there.
SELECT i.id, i.number, b.state, i.needs_answer, b.answered_at,
  b.flags + CASE WHEN b.answered_at > i.deadline_at THEN 128 ELSE 0 END AS flags,
  r.state AS help_state, r.reason AS help_reason, r.words AS help_words, taker.name AS taken_by
FROM board_target b JOIN instruction i ON i.id = b.instruction_id
LEFT JOIN help_request r ON r.target_id = b.id AND r.state <> 'solved'
LEFT JOIN member taker ON taker.id = r.taken_by
WHERE b.unit_id = :unit_id AND b.state <> 'withdrawn'
  AND i.state IN ('running', 'withdrawn', 'closed')
ORDER BY i.id DESC LIMIT :most;

-- name: search_units
-- The living units in a part of the tree with those who hold a post there.
SELECT u.id, u.code, u.name, u.tier, u.parent_id, u.path, parent.name AS parent_name,
  m.name AS member_name
FROM unit u
LEFT JOIN unit parent ON parent.id = u.parent_id
LEFT JOIN current_holder h ON h.unit_id = u.id
LEFT JOIN member m ON m.id = h.member_id
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL
ORDER BY u.path;

-- name: open_for_member
-- The running instructions that ask a unit in which somebody answers, the newest first.
SELECT DISTINCT i.id FROM target t
JOIN unit_holder h ON h.unit_id = t.unit_id
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
WHERE h.member_id = :member_id AND t.opened_at IS NOT NULL AND t.state <> 'withdrawn'
ORDER BY i.id DESC LIMIT :most;

-- name: words_passed_on^
-- What was added when an instruction was passed on to a target.
SELECT up.relay_words FROM target t JOIN target up ON up.id = t.upper_id
WHERE t.id = :target_id AND up.relay_words IS NOT NULL;
