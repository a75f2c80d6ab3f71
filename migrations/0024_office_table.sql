-- The office's own tables: an issuer sends a blank one, its columns are asked, and the same file
-- comes back filled in.

-- purpose: what the file of a request is read as.
ALTER TABLE import_request ADD COLUMN purpose TEXT NOT NULL DEFAULT 'roster'
  CHECK (purpose IN ('roster', 'table'));

-- The column of the office's table that a question fills, from 1.
ALTER TABLE form_question ADD COLUMN table_column BIGINT;

-- content: the file, in base64; layout: what was read of it, as JSON. Both go with the instruction.
CREATE TABLE office_table (
  instruction_id BIGINT PRIMARY KEY REFERENCES instruction (id),
  file_name TEXT NOT NULL,
  content TEXT NOT NULL,
  layout TEXT NOT NULL
);
