-- name: set_relayed!
-- A target relayed the instruction; nobody is chased for that any more.
UPDATE target SET relayed_at = :now, relayed_by = :member_id, relay_path = :path,
  relay_words = :words, relay_due_at = NULL,
  due_at = CASE WHEN state = 'acknowledged' THEN NULL ELSE due_at END
WHERE id = :target_id AND gates = 1 AND relayed_at IS NULL;

-- name: relays_due
-- The targets that did not relay in time.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM target t JOIN unit u ON u.id = t.unit_id JOIN instruction i ON i.id = t.instruction_id
WHERE t.relay_due_at <= :now AND i.state = 'running' ORDER BY t.relay_due_at LIMIT :most;
