-- name: form_answers_of_target
-- The latest answers of a target.
SELECT a.question_id, a.value, a.unusual, a.said_at
FROM form_answer a WHERE a.target_id = :target_id AND a.replaced_at IS NULL;

-- name: replace_form_answer!
-- An answer gets a newer version.
UPDATE form_answer SET replaced_at = :now
WHERE question_id = :question_id AND target_id = :target_id AND replaced_at IS NULL;

-- name: insert_form_answer!
-- Store a version of an answer.
INSERT INTO form_answer (question_id, target_id, unit_id, value, amount, unusual, member_id, path,
  said_at, recorded_at)
VALUES (:question_id, :target_id, :unit_id, :value, :amount, :unusual, :member_id, :path,
  :said_at, :now);

-- name: form_filled^
-- Of the targets of an instruction below a path that are asked its questions: how many there are,
-- and how many have answered them.
SELECT CAST(COUNT(*) AS BIGINT) AS asked, CAST(COALESCE(SUM(CASE WHEN EXISTS (
    SELECT 1 FROM form_answer a WHERE a.target_id = t.id) THEN 1 ELSE 0 END), 0) AS BIGINT) AS filled
FROM target t JOIN instruction i ON i.id = t.instruction_id
JOIN unit u ON u.id = t.unit_id
WHERE t.instruction_id = :instruction_id AND t.tier = i.form_tier AND t.state <> 'withdrawn'
  AND u.path >= :path AND u.path < :path_end;

-- name: form_filled_in_all^
-- As form_filled, for all targets. Every target that has answered has answered the first question.
SELECT (SELECT CAST(COUNT(*) AS BIGINT) FROM target t JOIN instruction i ON i.id = t.instruction_id
    WHERE t.instruction_id = :instruction_id AND t.tier = i.form_tier
      AND t.state <> 'withdrawn') AS asked,
  (SELECT CAST(COUNT(DISTINCT a.target_id) AS BIGINT) FROM form_question q
    JOIN form_answer a ON a.question_id = q.id AND a.replaced_at IS NULL
    WHERE q.instruction_id = :instruction_id AND a.target_id NOT IN (
      SELECT id FROM target WHERE instruction_id = :instruction_id AND state = 'withdrawn')
  ) AS filled;

-- name: form_sums
-- To each question of an instruction, by value: how many of the targets below a path answered so.
-- Numbers are one row, with their sum in thousandths.
SELECT a.question_id, CASE WHEN q.kind = 'number' THEN '' ELSE a.value END AS value,
  CAST(COUNT(*) AS BIGINT) AS answered, CAST(COALESCE(SUM(a.amount), 0) AS BIGINT) AS amount,
  CAST(SUM(a.unusual) AS BIGINT) AS unusual
FROM form_question q
JOIN form_answer a ON a.question_id = q.id AND a.replaced_at IS NULL
JOIN target t ON t.id = a.target_id AND t.state <> 'withdrawn'
JOIN unit u ON u.id = t.unit_id
WHERE q.instruction_id = :instruction_id AND q.kind IN ('number', 'yes_no', 'choice', 'several')
  AND u.path >= :path AND u.path < :path_end
GROUP BY a.question_id, CASE WHEN q.kind = 'number' THEN '' ELSE a.value END
ORDER BY a.question_id, answered DESC, value;

-- name: form_sums_in_all
-- As form_sums, for all targets.
SELECT a.question_id, CASE WHEN q.kind = 'number' THEN '' ELSE a.value END AS value,
  CAST(COUNT(*) AS BIGINT) AS answered, CAST(COALESCE(SUM(a.amount), 0) AS BIGINT) AS amount,
  CAST(SUM(a.unusual) AS BIGINT) AS unusual
FROM form_question q
JOIN form_answer a ON a.question_id = q.id AND a.replaced_at IS NULL
WHERE q.instruction_id = :instruction_id AND q.kind IN ('number', 'yes_no', 'choice', 'several')
  AND a.target_id NOT IN (
    SELECT id FROM target WHERE instruction_id = :instruction_id AND state = 'withdrawn')
GROUP BY a.question_id, CASE WHEN q.kind = 'number' THEN '' ELSE a.value END
ORDER BY a.question_id, answered DESC, value;

-- name: form_answers_below
-- The latest answers to an instruction of the targets below a path.
SELECT a.target_id, a.question_id, a.value, a.unusual, a.said_at
FROM target t JOIN unit u ON u.id = t.unit_id
JOIN form_answer a ON a.target_id = t.id AND a.replaced_at IS NULL
WHERE t.instruction_id = :instruction_id AND u.path >= :path AND u.path < :path_end;
