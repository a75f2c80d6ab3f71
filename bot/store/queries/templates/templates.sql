-- name: insert_template^
-- Keep a notice to be sent again.
INSERT INTO template (member_id, unit_id, text, urgency, needs_answer, everyone, parties, drill, tiers,
  scope, files, questions, reuse_days, created_at)
VALUES (:member_id, :unit_id, :text, :urgency, :needs_answer, :everyone, :parties, :drill, :tiers,
  :scope, :files, :questions, :reuse_days, :now)
RETURNING *;

-- name: keep_template_table!
-- The office's own table of a notice is kept with its template.
INSERT INTO template_table (template_id, file_name, content, layout)
SELECT CAST(:template_id AS BIGINT), file_name, content, layout FROM office_table
WHERE instruction_id = :instruction_id;

-- name: repeat_template_table!
-- A draft fills in the table of the template it was begun from.
INSERT INTO office_table (instruction_id, file_name, content, layout)
SELECT CAST(:draft_id AS BIGINT), file_name, content, layout FROM template_table
WHERE template_id = :template_id;

-- name: repeat_office_table!
-- A draft fills in the table of the notice it repeats.
INSERT INTO office_table (instruction_id, file_name, content, layout)
SELECT CAST(:draft_id AS BIGINT), file_name, content, layout FROM office_table
WHERE instruction_id = :instruction_id;

-- name: delete_template_table!
-- The table of a template is kept no more.
DELETE FROM template_table WHERE template_id = :template_id;

-- name: template_tables_forgotten!
-- The tables of what a member kept to be sent again.
DELETE FROM template_table WHERE template_id IN (
  SELECT id FROM template WHERE member_id = :member_id);

-- name: template_by_id^
-- One template.
SELECT * FROM template WHERE id = :template_id;

-- name: templates_of
-- All templates of a member, the newest first.
SELECT * FROM template WHERE member_id = :member_id ORDER BY id DESC;

-- name: delete_template!
-- A template is kept no more.
DELETE FROM template WHERE id = :template_id;

-- name: set_recurrence!
-- When a template recurs.
UPDATE template SET weekdays = :weekdays, wall = :wall, workdays = :workdays, by_itself = :by_itself,
  next_at = :next_at
WHERE id = :template_id;

-- name: templates_due
-- Recurring templates whose time has come.
SELECT * FROM template WHERE next_at <= :now ORDER BY next_at, id LIMIT :most;

-- name: templates_forgotten!
-- What a member kept to be sent again.
DELETE FROM template WHERE member_id = :member_id;

-- name: inherit_templates!
-- What recurs in the name of a unit goes on under a successor.
UPDATE template SET member_id = :successor_id WHERE member_id = :member_id AND unit_id = :unit_id;

-- name: set_template_of!
-- A draft was begun from a template.
UPDATE instruction SET template_id = :template_id WHERE id = :draft_id;

-- name: newest_numbered^
-- The newest notice a member has sent.
SELECT * FROM instruction WHERE issuer_id = :member_id AND started_at IS NOT NULL
ORDER BY number DESC LIMIT 1;

-- name: files_to_repeat
-- The files of an instruction with their names.
SELECT kind, file_id, name FROM attachment
WHERE instruction_id = :instruction_id AND replaced_by IS NULL ORDER BY id;

-- name: held_templates
-- What a member keeps to be sent again.
SELECT text, files AS file, created_at AS at FROM template WHERE member_id = :member_id ORDER BY id;
