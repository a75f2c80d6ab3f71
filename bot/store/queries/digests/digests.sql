-- name: digest_members
-- The liaisons and supervisors who can be written to, and were not told at this hour yet. Who
-- came later than the hour waits for the next one.
SELECT DISTINCT m.id, m.telegram_id FROM current_holder h
JOIN member m ON m.id = h.member_id AND m.telegram_id IS NOT NULL
JOIN person r ON r.id = m.id AND r.listening = 1
WHERE h.oversees = 1 AND h.since <= :due_at
  AND COALESCE(m.linked_at, 0) <= :due_at
  AND NOT EXISTS (SELECT 1 FROM digest_told d WHERE d.member_id = m.id AND d.due_at >= :due_at)
ORDER BY m.id LIMIT :most;

-- name: insert_digest_told!
-- Record that somebody got this hour's summary, with its gaps.
INSERT INTO digest_told (member_id, due_at, gaps) VALUES (:member_id, :due_at, :gaps)
ON CONFLICT DO NOTHING;

-- name: gaps_told_last^
-- The gaps in somebody's last summary.
SELECT gaps FROM digest_told WHERE member_id = :member_id ORDER BY due_at DESC LIMIT 1;

-- name: forget_digests_before!
-- Only each member's last summary is needed for comparison.
DELETE FROM digest_told WHERE member_id = :member_id AND due_at < :due_at;

-- name: stuck_below
-- The silent units in a part of the tree that are past a step of the ladder.
SELECT u.* FROM unit u CROSS JOIN target t
WHERE u.path >= :path AND u.path < :path_end
  AND t.unit_id = u.id AND t.instruction_id = :instruction_id AND t.step > :step
  AND EXISTS (SELECT 1 FROM silent_target s WHERE s.id = t.id)
ORDER BY u.path;

-- name: supervisors_concerned
-- The supervisors in whose part of the tree an instruction lies, or who stand within its reach.
SELECT DISTINCT m.id, m.telegram_id FROM current_holder h
JOIN person m ON m.id = h.member_id AND m.telegram_id IS NOT NULL AND m.listening = 1
JOIN unit u ON u.id = h.unit_id AND u.removed_at IS NULL
WHERE h.kind = 'supervisor' AND EXISTS (
  SELECT 1 FROM instruction_scope s JOIN unit r ON r.id = s.unit_id
  WHERE s.instruction_id = :instruction_id
    AND (SUBSTR(r.path, 1, LENGTH(u.path)) = u.path OR SUBSTR(u.path, 1, LENGTH(r.path)) = r.path))
ORDER BY m.id;
