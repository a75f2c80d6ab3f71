-- name: form_answers_of_target
-- The latest answers of a target.
SELECT a.id, a.question_id, a.value, a.unusual, a.said_at
FROM form_answer a WHERE a.target_id = :target_id AND a.replaced_at IS NULL;

-- name: replace_form_answer*!
-- An answer gets a newer version.
UPDATE form_answer SET replaced_at = :now
WHERE question_id = :question_id AND target_id = :target_id AND replaced_at IS NULL;

-- name: insert_form_answer*!
-- Store a version of an answer.
INSERT INTO form_answer (question_id, target_id, unit_id, value, amount, unusual, member_id, path,
  said_at, recorded_at)
VALUES (:question_id, :target_id, :unit_id, :value, :amount, :unusual, :member_id, :path,
  :said_at, :now);

-- name: form_reported^
-- Of the targets of an instruction below a path that are asked its questions: how many there are,
-- and how many have answered all of them. CROSS JOIN keeps SQLite to this order: it would read all
-- targets of the instruction for the few of a branch.
SELECT CAST(COUNT(*) AS BIGINT) AS asked, CAST(COUNT(t.reported_at) AS BIGINT) AS reported
FROM instruction i CROSS JOIN unit u CROSS JOIN target t
WHERE i.id = :instruction_id AND u.path >= :path AND u.path < :path_end
  AND t.unit_id = u.id AND t.instruction_id = i.id AND t.tier = i.form_tier
  AND t.state <> 'withdrawn';

-- name: form_reported_in_all^
-- As form_reported, for all targets.
SELECT CAST(COUNT(*) AS BIGINT) AS asked, CAST(COUNT(t.reported_at) AS BIGINT) AS reported
FROM instruction i JOIN target t ON t.instruction_id = i.id
WHERE i.id = :instruction_id AND t.tier = i.form_tier AND t.state <> 'withdrawn';

-- name: answers_to_older_text^
-- Whether any answers are to a text that was corrected, and not handed in again.
SELECT t.id FROM instruction i JOIN target t ON t.instruction_id = i.id
WHERE i.id = :instruction_id AND i.corrections > 0 AND t.asked_version IS NOT NULL
  AND t.reported_at IS NULL AND t.state <> 'withdrawn'
  AND EXISTS (SELECT 1 FROM form_answer a
    WHERE a.target_id = t.id AND a.replaced_at IS NULL AND a.path <> 'known')
LIMIT 1;

-- name: report_target!
-- Every question of a target's form has an answer.
UPDATE target SET reported_at = :now WHERE id = :target_id AND reported_at IS NULL;

-- name: report_known_targets!
-- Every question of these targets' form was answered by what is known.
UPDATE target SET reported_at = :now
WHERE instruction_id = :instruction_id AND id IN (SELECT target_id FROM form_known);

-- name: form_numbers^
-- How many answered a question with a number, and their sum in thousandths: from an index alone.
SELECT CAST(COUNT(*) AS BIGINT) AS answered, CAST(COALESCE(SUM(a.amount), 0) AS BIGINT) AS amount
FROM form_answer a
WHERE a.question_id = :question_id AND a.replaced_at IS NULL AND a.amount IS NOT NULL;

-- name: form_unusual
-- By question of an instruction: how many numbers were far off and confirmed. From an index of these
-- alone.
SELECT a.question_id, CAST(COUNT(*) AS BIGINT) AS unusual
FROM form_question q JOIN form_answer a ON a.question_id = q.id
WHERE q.instruction_id = :instruction_id
  AND a.replaced_at IS NULL AND a.unusual = 1 AND a.amount IS NOT NULL
GROUP BY a.question_id;

-- name: form_values
-- How many gave each value to a question of choices: from an index alone.
SELECT a.value, CAST(COUNT(*) AS BIGINT) AS answered
FROM form_answer a
WHERE a.question_id = :question_id AND a.replaced_at IS NULL AND a.amount IS NULL
  AND LENGTH(a.value) <= 200
GROUP BY a.value;

-- name: form_sums
-- To each question of an instruction, by value: how many of the targets below a path answered so.
-- Numbers and pictures are one row, with their sum in thousandths. CROSS JOIN keeps SQLite to this order.
SELECT a.question_id, CASE WHEN q.kind IN ('number', 'photo') THEN '' ELSE a.value END AS value,
  CAST(COUNT(*) AS BIGINT) AS answered, CAST(COALESCE(SUM(a.amount), 0) AS BIGINT) AS amount,
  CAST(SUM(a.unusual) AS BIGINT) AS unusual
FROM unit u CROSS JOIN target t CROSS JOIN form_answer a CROSS JOIN form_question q
WHERE u.path >= :path AND u.path < :path_end
  AND t.unit_id = u.id AND t.instruction_id = :instruction_id AND t.state <> 'withdrawn'
  AND a.target_id = t.id AND a.replaced_at IS NULL
  AND q.id = a.question_id AND q.kind IN ('number', 'photo', 'yes_no', 'choice', 'several')
GROUP BY a.question_id, CASE WHEN q.kind IN ('number', 'photo') THEN '' ELSE a.value END;

-- name: form_sums_withdrawn
-- As form_sums, for the withdrawn targets.
SELECT a.question_id, CASE WHEN q.kind IN ('number', 'photo') THEN '' ELSE a.value END AS value,
  CAST(COUNT(*) AS BIGINT) AS answered, CAST(COALESCE(SUM(a.amount), 0) AS BIGINT) AS amount,
  CAST(SUM(a.unusual) AS BIGINT) AS unusual
FROM target t CROSS JOIN form_answer a CROSS JOIN form_question q
WHERE t.instruction_id = :instruction_id AND t.state = 'withdrawn'
  AND a.target_id = t.id AND a.replaced_at IS NULL
  AND q.id = a.question_id AND q.kind IN ('number', 'photo', 'yes_no', 'choice', 'several')
GROUP BY a.question_id, CASE WHEN q.kind IN ('number', 'photo') THEN '' ELSE a.value END;

-- name: form_answers_below
-- The latest answers to an instruction of the targets below a path.
SELECT a.target_id, a.question_id, a.value, a.unusual, a.said_at
FROM target t JOIN unit u ON u.id = t.unit_id
JOIN form_answer a ON a.target_id = t.id AND a.replaced_at IS NULL
WHERE t.instruction_id = :instruction_id AND u.path >= :path AND u.path < :path_end;
