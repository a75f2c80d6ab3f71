-- name: begin_leave!
-- A member is on leave until an instant.
UPDATE member SET away_until = :until WHERE id = :member_id;

-- name: end_leave!
-- A member is back.
UPDATE member SET away_until = NULL WHERE id = :member_id AND away_until IS NOT NULL;

-- name: leaves_due
-- The members whose leave is over.
SELECT id FROM member WHERE away_until <= :now ORDER BY away_until, id LIMIT :most;

-- name: open_targets_of_member
-- The opened targets of running instructions that wait for the units in which a member answers.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM unit_holder h
JOIN unanswered_target s ON s.unit_id = h.unit_id AND s.opened_at IS NOT NULL
JOIN target t ON t.id = s.id
JOIN unit u ON u.id = t.unit_id
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
WHERE h.member_id = :member_id ORDER BY t.id;

-- name: somebody_away^
-- Whether anybody is on leave at all.
SELECT 1 AS found FROM member WHERE away_until IS NOT NULL LIMIT 1;

-- name: away_on_card
-- Who of the units a card still waits for is on leave, leads first.
SELECT u.id AS unit_id, u.name AS unit_name, m.id AS member_id, m.away_until
FROM message_target x
JOIN unanswered_target t ON t.id = x.target_id
JOIN unit u ON u.id = t.unit_id
JOIN unit_holder h ON h.unit_id = t.unit_id
JOIN person m ON m.id = h.member_id AND m.present = 0
WHERE x.message_id = :message_id AND x.role IN ('line', 'task')
ORDER BY h.rank, u.path, h.ordinal;

-- name: present_in_unit
-- Who answers for a unit and is present, leads first.
SELECT m.id, m.name FROM unit_holder h JOIN person m ON m.id = h.member_id AND m.present = 1
WHERE h.unit_id = :unit_id ORDER BY h.rank, h.ordinal;
