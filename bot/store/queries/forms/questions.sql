-- name: questions_of_instruction
-- The questions of an instruction, in order.
SELECT * FROM form_question WHERE instruction_id = :instruction_id ORDER BY ordinal;

-- name: insert_question!
-- Add a question to a draft.
INSERT INTO form_question (instruction_id, ordinal, kind, words, folded, measure, choices, lowest,
  highest, table_column)
VALUES (:instruction_id, :ordinal, :kind, :words, :folded, :measure, :choices, :lowest, :highest,
  :table_column);

-- name: delete_questions!
-- Remove the questions of a draft.
DELETE FROM form_question WHERE instruction_id = :instruction_id;
