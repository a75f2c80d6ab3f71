-- name: insert_audit!
-- Write one line of the audit log.
INSERT INTO audit (at, actor, action, path, instruction_id, unit_id, member_id, facts)
VALUES (:at, :actor, :action, :path, :instruction_id, :unit_id, :member_id, :facts);

-- name: insert_audit_lines*!
-- Write many lines of the audit log.
INSERT INTO audit (at, actor, action, path, instruction_id, unit_id, member_id, facts)
VALUES (:at, :actor, :action, :path, :instruction_id, :unit_id, :member_id, :facts);

-- name: audit_lines
-- The audit log from a line onwards, oldest first.
SELECT * FROM audit WHERE id > :after ORDER BY id LIMIT :most;
