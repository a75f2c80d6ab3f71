-- What a branch lead or deputy adds when relaying an instruction. due_at: when the undo time is
-- over; NULL until it is confirmed. outcome: NULL while it is open.
DROP TABLE relay_draft;
CREATE TABLE relay_draft (
  id INTEGER PRIMARY KEY,
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  chat_id BIGINT NOT NULL,
  touched_at BIGINT NOT NULL,
  due_at BIGINT,
  outcome TEXT CHECK (outcome IN ('passed', 'plain', 'dropped', 'overtaken', 'ended', 'left'))
);
CREATE UNIQUE INDEX relay_draft_open ON relay_draft (instruction_id, member_id)
  WHERE outcome IS NULL;
CREATE INDEX relay_draft_instruction ON relay_draft (instruction_id);
CREATE INDEX relay_draft_due ON relay_draft (due_at) WHERE outcome IS NULL;

-- The messages these words came in, so that an edit finds them. said: the message id. The text is
-- erased once the draft has its outcome.
CREATE TABLE relay_draft_part (
  id INTEGER PRIMARY KEY,
  draft_id BIGINT NOT NULL REFERENCES relay_draft (id) ON DELETE CASCADE,
  chat_id BIGINT NOT NULL,
  said BIGINT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX relay_draft_part_draft ON relay_draft_part (draft_id);
CREATE INDEX relay_draft_part_said ON relay_draft_part (chat_id, said);

-- These messages are about a draft from now on, not about an instruction.
UPDATE bot_message SET subject_id = NULL WHERE kind = 'relay_words';
