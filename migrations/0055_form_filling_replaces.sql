-- Of what somebody says while filling in a form: the answer it would replace, 0 for none, so that an
-- answer given by somebody else meanwhile is seen. What has been copied from answers goes: only what
-- its writer says is kept here from now on.
ALTER TABLE form_filling_value ADD COLUMN replaces BIGINT NOT NULL DEFAULT 0;
DELETE FROM form_filling_value WHERE EXISTS (
  SELECT 1 FROM form_filling f JOIN form_answer a ON a.target_id = f.target_id
  WHERE f.id = form_filling_value.filling_id AND a.question_id = form_filling_value.question_id
    AND a.value = form_filling_value.value AND a.replaced_at IS NULL);
