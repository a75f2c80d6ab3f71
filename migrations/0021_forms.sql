-- Questions that an instruction carries (forms), and their answers.
-- form_tier: the tier whose units are asked them, fixed when the instruction starts; NULL where it
-- carries none.
ALTER TABLE instruction ADD COLUMN form_tier TEXT;

-- folded: the words as they compare; questions with the same ones ask the same. measure: what a
-- number counts. choices: a JSON list. lowest, highest: the bounds of a number.
CREATE TABLE form_question (
  id INTEGER PRIMARY KEY,
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  ordinal BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('number', 'yes_no', 'choice', 'several', 'date', 'text', 'photo')),
  words TEXT NOT NULL,
  folded TEXT NOT NULL,
  measure TEXT NOT NULL DEFAULT '',
  choices TEXT NOT NULL DEFAULT '[]',
  lowest TEXT,
  highest TEXT,
  UNIQUE (instruction_id, ordinal)
);
CREATE INDEX form_question_folded ON form_question (folded, kind);

-- Every version of every answer; replaced_at: when the next one took its place. amount: of a
-- number, in thousandths, so that sums are exact. unusual: far off, and confirmed when asked back.
CREATE TABLE form_answer (
  id INTEGER PRIMARY KEY,
  question_id BIGINT NOT NULL REFERENCES form_question (id),
  target_id BIGINT NOT NULL REFERENCES target (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  value TEXT NOT NULL,
  amount BIGINT,
  unusual BIGINT NOT NULL DEFAULT 0 CHECK (unusual IN (0, 1)),
  member_id BIGINT NOT NULL REFERENCES member (id),
  path TEXT NOT NULL CHECK (path IN ('button', 'reply', 'proxy', 'known')),
  said_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  replaced_at BIGINT
);
CREATE UNIQUE INDEX form_answer_latest ON form_answer (question_id, target_id)
  WHERE replaced_at IS NULL;
CREATE INDEX form_answer_target ON form_answer (target_id);
CREATE INDEX form_answer_unit ON form_answer (unit_id) WHERE replaced_at IS NULL;
CREATE INDEX form_answer_member ON form_answer (member_id);

-- Somebody filling in the form of a target in private, until it is handed in or left. ordinal: of
-- the question being asked; NULL: all are looked at. What was typed so far is erased at the end.
-- open -> sent | left
CREATE TABLE form_filling (
  id INTEGER PRIMARY KEY,
  target_id BIGINT NOT NULL REFERENCES target (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  chat_id BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'sent', 'left')),
  choosing BIGINT NOT NULL DEFAULT 0 CHECK (choosing IN (0, 1)),
  ordinal BIGINT,
  path TEXT NOT NULL CHECK (path IN ('button', 'reply', 'proxy')),
  said_at BIGINT NOT NULL,
  begun_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX form_filling_open ON form_filling (target_id, member_id) WHERE state = 'open';
CREATE INDEX form_filling_member ON form_filling (member_id);

-- sure: a value that is far off was confirmed.
CREATE TABLE form_filling_value (
  filling_id BIGINT NOT NULL REFERENCES form_filling (id),
  question_id BIGINT NOT NULL REFERENCES form_question (id),
  value TEXT NOT NULL,
  sure BIGINT NOT NULL DEFAULT 0 CHECK (sure IN (0, 1)),
  PRIMARY KEY (filling_id, question_id)
);
