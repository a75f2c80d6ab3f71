-- What the answers to a form add up to is read from two indexes alone: one of numbers, one of short
-- values. The former index held every text too, and a long one does not fit into PostgreSQL's.
DROP INDEX form_answer_sums;
CREATE INDEX form_answer_amounts ON form_answer (question_id, amount, unusual, replaced_at)
  WHERE replaced_at IS NULL AND amount IS NOT NULL;
CREATE INDEX form_answer_values ON form_answer (question_id, value, amount, replaced_at)
  WHERE replaced_at IS NULL AND amount IS NULL AND LENGTH(value) <= 200;

-- reported_at: when every question of its form had an answer for the first time.
ALTER TABLE target ADD COLUMN reported_at BIGINT;
UPDATE target SET reported_at = (SELECT MAX(a.recorded_at) FROM form_answer a
  WHERE a.target_id = target.id AND a.replaced_at IS NULL)
WHERE (SELECT COUNT(*) FROM form_answer a WHERE a.target_id = target.id AND a.replaced_at IS NULL)
  = (SELECT COUNT(*) FROM form_question q WHERE q.instruction_id = target.instruction_id)
  AND EXISTS (SELECT 1 FROM form_answer a WHERE a.target_id = target.id);
