-- name: instruction_by_id^
-- One instruction.
SELECT * FROM instruction WHERE id = :instruction_id;

-- name: targets_of_instruction
-- All targets of an instruction with their units, in tree order.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM target t JOIN unit u ON u.id = t.unit_id
WHERE t.instruction_id = :instruction_id ORDER BY u.path;

-- name: target_by_id^
-- One target with its unit.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM target t JOIN unit u ON u.id = t.unit_id WHERE t.id = :target_id;

-- name: target_of_unit^
-- The target of an instruction in a unit.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM target t JOIN unit u ON u.id = t.unit_id
WHERE t.instruction_id = :instruction_id AND t.unit_id = :unit_id;

-- name: targets_behind
-- The targets that wait for this gate to relay the instruction.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM target t JOIN unit u ON u.id = t.unit_id WHERE t.upper_id = :target_id ORDER BY u.path;

-- name: targets_on_message
-- The targets a message lists, with their roles there.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path, m.role
FROM message_target m
JOIN target t ON t.id = m.target_id JOIN unit u ON u.id = t.unit_id
WHERE m.message_id = :message_id ORDER BY u.path;

-- name: silent_on_message
-- The silent targets a message speaks of, with the role each has there.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path, m.role
FROM message_target m
JOIN silent_target s ON s.id = m.target_id
JOIN target t ON t.id = m.target_id JOIN unit u ON u.id = t.unit_id
WHERE m.message_id = :message_id ORDER BY u.path;

-- name: silent_target_by_id^
-- A target, where it is silent.
SELECT id FROM silent_target WHERE id = :target_id;
