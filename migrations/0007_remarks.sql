-- What people wrote about an instruction besides a plain answer, and what was written back.
-- kind: note (counted), doubt (a denial or a question, not counted), help (the words are those of
-- the request), reply (to `answers_id`, for `to_id`; a thread begins with one of the other kinds).
-- chat_id and number: the message in which it stands, 0 where it is not known; copied: that is a
-- picture or the like, and words are what stands below it.
CREATE TABLE remark (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'doubt', 'help', 'reply')),
  instruction_id BIGINT REFERENCES instruction (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  to_id BIGINT REFERENCES member (id),
  thread_id BIGINT REFERENCES remark (id),
  answers_id BIGINT REFERENCES remark (id),
  help_id BIGINT REFERENCES help_request (id),
  chat_id BIGINT NOT NULL DEFAULT 0,
  number BIGINT NOT NULL DEFAULT 0,
  words TEXT,
  copied BIGINT NOT NULL DEFAULT 0 CHECK (copied IN (0, 1)),
  said_at BIGINT NOT NULL
);
CREATE INDEX remark_instruction ON remark (instruction_id);
CREATE INDEX remark_thread ON remark (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX remark_answers ON remark (answers_id) WHERE answers_id IS NOT NULL;
CREATE UNIQUE INDEX remark_help ON remark (help_id) WHERE kind = 'help';

-- Requests that are older than this file can be answered as well.
INSERT INTO remark (kind, instruction_id, unit_id, member_id, help_id, said_at)
SELECT 'help', t.instruction_id, t.unit_id, h.member_id, h.id, h.opened_at
FROM help_request h JOIN target t ON t.id = h.target_id;

-- One message in which a person is told of remarks. Those that come until `until` join it;
-- at rings_at a new message with all of them takes its place (NULL: nothing has joined).
CREATE TABLE remark_bundle (
  message_id BIGINT PRIMARY KEY REFERENCES bot_message (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  until BIGINT NOT NULL,
  rings_at BIGINT
);
CREATE INDEX remark_bundle_member ON remark_bundle (member_id);
CREATE INDEX remark_bundle_rings ON remark_bundle (rings_at) WHERE rings_at IS NOT NULL;

CREATE TABLE remark_told (
  remark_id BIGINT NOT NULL REFERENCES remark (id),
  message_id BIGINT NOT NULL REFERENCES bot_message (id),
  PRIMARY KEY (remark_id, message_id)
);
CREATE INDEX remark_told_message ON remark_told (message_id);

-- Whoever asked for help may say that it is not solved after all.
ALTER TABLE help_request ADD COLUMN reopened_at BIGINT;
