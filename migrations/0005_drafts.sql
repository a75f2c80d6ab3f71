-- What an issuer sends in private, one row a message: an edit of the message finds its part, and a
-- part can be taken out. instruction.text is the parts put together. chat_id and said: where the
-- message stands and under which number; NULL for what came before this table.
CREATE TABLE draft_part (
  id INTEGER PRIMARY KEY,
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  chat_id BIGINT,
  said BIGINT,
  text TEXT NOT NULL DEFAULT ''
);
CREATE INDEX draft_part_instruction ON draft_part (instruction_id);
CREATE INDEX draft_part_said ON draft_part (chat_id, said);

INSERT INTO draft_part (instruction_id, text)
SELECT id, text FROM instruction WHERE state IN ('draft', 'pending') AND text <> '';

-- Which message brought a file, and what the file is called.
ALTER TABLE attachment ADD COLUMN part_id BIGINT REFERENCES draft_part (id);
ALTER TABLE attachment ADD COLUMN name TEXT;
CREATE INDEX attachment_album ON attachment (album) WHERE album IS NOT NULL;

-- Where the deadline comes from: read in the text, or chosen by the issuer, who may have chosen
-- the usual one. NULL: nobody said anything.
ALTER TABLE instruction ADD COLUMN deadline_from TEXT
  CHECK (deadline_from IN ('text', 'chosen'));
UPDATE instruction SET deadline_from = 'chosen' WHERE deadline_given = 1;

-- What it is called by where it has no words: the first file's kind and name.
ALTER TABLE instruction ADD COLUMN file_kind TEXT;
ALTER TABLE instruction ADD COLUMN file_name TEXT;

-- A branch lead's word, confirmed, that goes along once its undo time is over.
CREATE TABLE relay_draft (
  id INTEGER PRIMARY KEY,
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  message_id BIGINT NOT NULL REFERENCES bot_message (id),
  words TEXT NOT NULL,
  due_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX relay_draft_message ON relay_draft (message_id);
CREATE INDEX relay_draft_due ON relay_draft (due_at);
