-- Help can be asked for at any time: a request names its unit, and the target only where it is about
-- an instruction. Neither engine can drop NOT NULL in the same words, so the column is made anew.
DROP INDEX help_request_current;
ALTER TABLE help_request ADD COLUMN unit_id BIGINT REFERENCES unit (id);
ALTER TABLE help_request ADD COLUMN about_id BIGINT REFERENCES target (id);
UPDATE help_request SET about_id = target_id,
  unit_id = (SELECT t.unit_id FROM target t WHERE t.id = help_request.target_id);
ALTER TABLE help_request DROP COLUMN target_id;
ALTER TABLE help_request RENAME COLUMN about_id TO target_id;
CREATE UNIQUE INDEX help_request_current ON help_request (target_id) WHERE state <> 'solved';
CREATE UNIQUE INDEX help_request_unit ON help_request (unit_id)
  WHERE target_id IS NULL AND state <> 'solved';
