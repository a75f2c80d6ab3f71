-- Answers that are far off are few: they are counted from an index of their own, so that the sums of
-- a number read nothing but the numbers.
DROP INDEX form_answer_amounts;
CREATE INDEX form_answer_amounts ON form_answer (question_id, amount, replaced_at)
  WHERE replaced_at IS NULL AND amount IS NOT NULL;
CREATE INDEX form_answer_unusual ON form_answer (question_id, unusual, amount, replaced_at)
  WHERE replaced_at IS NULL AND unusual = 1;
