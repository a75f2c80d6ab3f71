-- What is known of units: every answer to a form, kept by unit and question.

-- folded: the key of the question (a digest of its folded words), or of the one it is tied to. amount: of a number,
-- in thousandths. form_number, form_title: the instruction that asked; NULL where it was corrected
-- by hand. instruction_id names it while it is there.
CREATE TABLE fact (
  id INTEGER PRIMARY KEY,
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  measure TEXT NOT NULL DEFAULT '',
  choices TEXT NOT NULL DEFAULT '[]',
  value TEXT NOT NULL,
  amount BIGINT,
  member_id BIGINT NOT NULL REFERENCES member (id),
  path TEXT NOT NULL CHECK (path IN ('button', 'reply', 'proxy', 'corrected')),
  instruction_id BIGINT,
  form_number BIGINT,
  form_title TEXT,
  said_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  replaced_at BIGINT
);
CREATE UNIQUE INDEX fact_latest ON fact (unit_id, folded, kind) WHERE replaced_at IS NULL;
CREATE INDEX fact_versions ON fact (unit_id, folded, kind);
CREATE INDEX fact_member ON fact (member_id);

-- The questions that facts answer, each once.
CREATE TABLE fact_question (
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  measure TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (folded, kind)
);

-- A person said that two questions ask the same.
CREATE TABLE fact_tie (
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  same_as TEXT NOT NULL,
  tied_at BIGINT NOT NULL,
  PRIMARY KEY (folded, kind)
);

-- What is known and no older than so many days is not asked.
CREATE TABLE form_reuse (
  instruction_id BIGINT PRIMARY KEY REFERENCES instruction (id),
  days BIGINT NOT NULL
);

-- Targets of which everything asked is known: they answer by themselves once they are opened.
CREATE TABLE form_known (
  target_id BIGINT PRIMARY KEY REFERENCES target (id)
);

-- Sums read this index alone.
CREATE INDEX form_answer_sums ON form_answer (question_id, target_id, amount, unusual, value)
  WHERE replaced_at IS NULL;
