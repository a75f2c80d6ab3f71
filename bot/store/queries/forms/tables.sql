-- name: put_office_table!
-- Keep the office's table of a draft.
INSERT INTO office_table (instruction_id, file_name, content, layout)
VALUES (:instruction_id, :file_name, :content, :layout)
ON CONFLICT (instruction_id) DO UPDATE SET file_name = excluded.file_name,
  content = excluded.content, layout = excluded.layout;

-- name: office_table_layout^
-- What was read of the office's table of an instruction.
SELECT layout FROM office_table WHERE instruction_id = :instruction_id;

-- name: office_table_exists^
-- Whether an instruction has an office's table.
SELECT file_name FROM office_table WHERE instruction_id = :instruction_id;

-- name: office_table^
-- The office's table of an instruction.
SELECT file_name, content, layout FROM office_table WHERE instruction_id = :instruction_id;

-- name: delete_office_table!
-- Remove the office's table of a draft.
DELETE FROM office_table WHERE instruction_id = :instruction_id;

-- name: table_targets
-- The next targets of an instruction below a path that are asked its questions, by path. CROSS JOIN
-- keeps SQLite to the order of paths, so that a slice costs the same in a large notice.
SELECT t.id, u.id AS unit_id, u.path, u.name, p.name AS upper
FROM instruction i CROSS JOIN unit u CROSS JOIN target t LEFT JOIN unit p ON p.id = u.parent_id
WHERE i.id = :instruction_id AND u.path > :after AND u.path >= :path AND u.path < :path_end
  AND t.instruction_id = i.id AND t.unit_id = u.id AND t.tier = i.form_tier
  AND t.state <> 'withdrawn'
ORDER BY u.path LIMIT :most;

-- name: table_answers
-- The latest answers to an instruction of the targets from one path to another.
SELECT a.target_id, a.question_id, a.value
FROM unit u CROSS JOIN target t CROSS JOIN form_answer a
WHERE u.path >= :first AND u.path <= :last AND t.unit_id = u.id
  AND t.instruction_id = :instruction_id AND a.target_id = t.id AND a.replaced_at IS NULL;
