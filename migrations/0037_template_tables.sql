-- The office's own table of a notice that is kept to be sent again, as in office_table.
CREATE TABLE template_table (
  template_id BIGINT PRIMARY KEY REFERENCES template (id),
  file_name TEXT NOT NULL,
  content TEXT NOT NULL,
  layout TEXT NOT NULL
);
