-- name: replace_fact*!
-- A fact gets a newer version.
UPDATE fact SET replaced_at = :now
WHERE unit_id = :unit_id AND folded = :folded AND kind = :kind AND replaced_at IS NULL;

-- name: insert_fact*!
-- Store a version of a fact.
INSERT INTO fact (unit_id, folded, kind, words, measure, choices, value, amount, member_id, path,
  instruction_id, form_number, form_title, said_at, recorded_at)
VALUES (:unit_id, :folded, :kind, :words, :measure, :choices, :value, :amount, :member_id, :path,
  :instruction_id, :form_number, :form_title, :said_at, :now);

-- name: insert_fact_question*!
-- Remember a question that facts answer.
INSERT INTO fact_question (folded, kind, words, measure)
VALUES (:folded, :kind, :words, :measure) ON CONFLICT (folded, kind) DO NOTHING;

-- name: fact_questions
-- The questions of a kind that facts answer.
SELECT folded, words, measure FROM fact_question WHERE kind = :kind ORDER BY folded;

-- name: fact_ties
-- The questions of an instruction that are tied to others.
SELECT t.folded, t.kind, t.same_as, k.words FROM form_question q
JOIN fact_tie t ON t.folded = q.folded AND t.kind = q.kind
JOIN fact_question k ON k.folded = t.same_as AND k.kind = t.kind
WHERE q.instruction_id = :instruction_id;

-- name: fact_tie
-- To which question one is tied.
SELECT folded, kind, same_as FROM fact_tie WHERE folded = :folded AND kind = :kind;

-- name: tie_fact!
-- Two questions ask the same.
INSERT INTO fact_tie (folded, kind, same_as, tied_at) VALUES (:folded, :kind, :same_as, :now)
ON CONFLICT (folded, kind) DO UPDATE SET same_as = excluded.same_as, tied_at = excluded.tied_at;

-- name: untie_fact!
-- They do not after all.
DELETE FROM fact_tie WHERE folded = :folded AND kind = :kind;

-- name: drop_ties_of_draft!
-- Nothing is tied by a draft that is never sent.
DELETE FROM fact_tie
WHERE tied_at >= (SELECT i.created_at FROM instruction i WHERE i.id = :instruction_id)
  AND EXISTS (SELECT 1 FROM form_question q WHERE q.instruction_id = :instruction_id
    AND q.folded = fact_tie.folded AND q.kind = fact_tie.kind);

-- name: known_facts
-- To each question of an instruction: what was known of the unit last before it.
SELECT q.id AS question_id, f.value, f.measure, f.said_at
FROM form_question q
LEFT JOIN fact_tie t ON t.folded = q.folded AND t.kind = q.kind
JOIN fact f ON f.id = (
  SELECT x.id FROM fact x
  WHERE x.unit_id = :unit_id AND x.folded = COALESCE(t.same_as, q.folded) AND x.kind = q.kind
    AND (x.instruction_id IS NULL OR x.instruction_id <> q.instruction_id)
  ORDER BY x.id DESC LIMIT 1)
WHERE q.instruction_id = :instruction_id;

-- name: facts_of_unit
-- What is known of a unit, with who said it.
SELECT f.*, CASE WHEN m.forgotten_at IS NULL THEN m.name ELSE '' END AS member_name
FROM fact f JOIN member m ON m.id = f.member_id
WHERE f.unit_id = :unit_id AND f.replaced_at IS NULL ORDER BY f.words, f.id;

-- name: units_with_facts
-- The units right below one, with how many units at and below each something is known of.
SELECT c.*, COUNT(DISTINCT f.unit_id) AS known FROM unit c
JOIN unit u ON u.path >= c.path AND u.path < c.path || '~' AND u.removed_at IS NULL
JOIN fact f ON f.unit_id = u.id AND f.replaced_at IS NULL
WHERE c.parent_id = :unit_id AND c.removed_at IS NULL GROUP BY c.id ORDER BY c.path;

-- name: fact_by_id^
-- One fact, as long as it holds.
SELECT f.*, CASE WHEN m.forgotten_at IS NULL THEN m.name ELSE '' END AS member_name
FROM fact f JOIN member m ON m.id = f.member_id
WHERE f.id = :fact_id AND f.replaced_at IS NULL;

-- name: facts_below
-- What is known of the units in a part of the tree, in its order.
SELECT f.*, CASE WHEN m.forgotten_at IS NULL THEN m.name ELSE '' END AS member_name,
  u.path AS unit_path, u.name AS unit_name, p.name AS upper
FROM unit u JOIN fact f ON f.unit_id = u.id AND f.replaced_at IS NULL
JOIN member m ON m.id = f.member_id LEFT JOIN unit p ON p.id = u.parent_id
WHERE u.path >= :path AND u.path < :path_end
ORDER BY u.path, f.words, f.id;

-- name: photo_of_fact^
-- The answer that gave the photo a fact holds, as long as its instruction is kept.
SELECT a.target_id, a.question_id FROM fact f
JOIN target t ON t.instruction_id = f.instruction_id AND t.unit_id = f.unit_id
JOIN form_answer a ON a.target_id = t.id AND a.value = f.value AND a.replaced_at IS NULL
JOIN form_question q ON q.id = a.question_id AND q.kind = f.kind
WHERE f.id = :fact_id ORDER BY a.question_id LIMIT 1;

-- name: drop_facts_of_unit*!
-- A unit is gone, and what was known of it.
DELETE FROM fact WHERE unit_id = :unit_id;

-- name: set_reuse!
-- What is known is not asked, up to an age.
INSERT INTO form_reuse (instruction_id, days) VALUES (:instruction_id, :days)
ON CONFLICT (instruction_id) DO UPDATE SET days = excluded.days;

-- name: drop_reuse!
-- Everything is asked.
DELETE FROM form_reuse WHERE instruction_id = :instruction_id;

-- name: reuse_of^
-- Up to which age what is known is not asked.
SELECT days FROM form_reuse WHERE instruction_id = :instruction_id;

-- name: answer_with_facts!
-- What is known and fresh answers a question of an instruction; not what is counted in another
-- measure, or beyond the bounds of the question: that is asked.
INSERT INTO form_answer (question_id, target_id, unit_id, value, amount, unusual, member_id, path,
  said_at, recorded_at)
SELECT q.id, t.id, t.unit_id, f.value, f.amount, 0, f.member_id, 'known', f.said_at, :now
FROM target t JOIN form_question q ON q.id = :question_id
LEFT JOIN fact_tie x ON x.folded = q.folded AND x.kind = q.kind
JOIN fact f ON f.unit_id = t.unit_id AND f.folded = COALESCE(x.same_as, q.folded)
  AND f.kind = q.kind AND f.replaced_at IS NULL
WHERE t.instruction_id = :instruction_id AND t.tier = :tier AND f.said_at >= :since
  AND (q.kind NOT IN ('choice', 'several') OR f.choices = q.choices)
  AND (f.measure = q.measure OR f.measure = '' OR q.measure = '')
  AND (q.lowest IS NULL OR f.amount >= CAST(q.lowest AS DOUBLE PRECISION) * 1000)
  AND (q.highest IS NULL OR f.amount <= CAST(q.highest AS DOUBLE PRECISION) * 1000);

-- name: note_all_known!
-- Targets of which everything asked is known.
INSERT INTO form_known (target_id)
SELECT a.target_id FROM target t JOIN form_answer a ON a.target_id = t.id
WHERE t.instruction_id = :instruction_id AND a.path = 'known' AND a.replaced_at IS NULL
GROUP BY a.target_id
HAVING COUNT(*) = (SELECT COUNT(*) FROM form_question WHERE instruction_id = :instruction_id);

-- name: known_to_answer
-- Opened targets of running instructions that answer by themselves.
SELECT t.id FROM form_known k JOIN target t ON t.id = k.target_id
WHERE t.opened_at IS NOT NULL ORDER BY t.id LIMIT :most;

-- name: drop_known!
-- It has answered, or somebody did.
DELETE FROM form_known WHERE target_id = :target_id;

-- name: drop_known_of_instruction!
-- An instruction has ended.
DELETE FROM form_known WHERE target_id IN (
  SELECT id FROM target WHERE instruction_id = :instruction_id);

-- name: answered_by_facts^
-- Whether what was known answered anything of a target.
SELECT a.id FROM form_answer a
WHERE a.target_id = :target_id AND a.path = 'known' AND a.replaced_at IS NULL LIMIT 1;
