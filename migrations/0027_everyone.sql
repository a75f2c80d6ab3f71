-- Every holder of a unit's posts answers for themself, not one for all (每人都要回复).
ALTER TABLE instruction ADD COLUMN everyone BIGINT NOT NULL DEFAULT 0 CHECK (everyone IN (0, 1));

-- Which holders have answered for themselves what their unit is asked now. A unit that one answer is
-- enough for has none.
CREATE VIEW own_answer AS
SELECT t.id AS target_id, t.instruction_id, h.member_id
FROM instruction i JOIN target t ON t.instruction_id = i.id
JOIN unit_holder h ON h.unit_id = t.unit_id
WHERE i.everyone = 1 AND EXISTS (
  SELECT 1 FROM acknowledgement k WHERE k.target_id = t.id AND k.member_id = h.member_id
    AND k.version_id >= COALESCE(t.asked_version, 0));
