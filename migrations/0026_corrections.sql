-- Every text an instruction has had, whole; rows are only added. number: 1 is the text it was sent
-- with. changed: what a correction changed, in the words of whoever wrote it. asks: whether
-- everybody was asked again. Ids rise over all instructions, so that one number says which texts a
-- message can have shown.
CREATE TABLE instruction_version (
  id INTEGER PRIMARY KEY,
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  number BIGINT NOT NULL,
  text TEXT NOT NULL,
  changed TEXT,
  asks BIGINT NOT NULL DEFAULT 0 CHECK (asks IN (0, 1)),
  member_id BIGINT REFERENCES member (id),
  at BIGINT NOT NULL,
  UNIQUE (instruction_id, number)
);

INSERT INTO instruction_version (instruction_id, number, text, member_id, at)
SELECT id, 1, text, issuer_id, started_at FROM instruction
WHERE started_at IS NOT NULL ORDER BY id;

-- version_id: the present text; corrections: how many it has had. A draft with corrects_id is the
-- text of a correction, and `changed` what its writer says has changed.
ALTER TABLE instruction ADD COLUMN version_id BIGINT;
ALTER TABLE instruction ADD COLUMN corrections BIGINT NOT NULL DEFAULT 0;
ALTER TABLE instruction ADD COLUMN corrects_id BIGINT REFERENCES instruction (id);
ALTER TABLE instruction ADD COLUMN changed TEXT;
UPDATE instruction SET version_id = (
  SELECT v.id FROM instruction_version v WHERE v.instruction_id = instruction.id);

-- A file that a correction replaced goes out no more.
ALTER TABLE attachment ADD COLUMN replaced_by BIGINT;

-- The version this unit was last asked about anew; NULL: asked once, from the start.
ALTER TABLE target ADD COLUMN asked_version BIGINT;

-- The newest version there was when what a message shows was rendered. It is taken when a row is
-- claimed, and becomes the message's once the row is settled.
ALTER TABLE bot_message ADD COLUMN shown_version BIGINT;
ALTER TABLE outbox ADD COLUMN shows BIGINT;

-- An answer is kept with the version and the chat it was given to, and a member answers each version
-- once. Neither engine can change a table's UNIQUE in the same words, so the table is written anew.
ALTER TABLE acknowledgement RENAME TO acknowledgement_before;

CREATE TABLE acknowledgement (
  id INTEGER PRIMARY KEY,
  target_id BIGINT NOT NULL REFERENCES target (id),
  member_id BIGINT NOT NULL REFERENCES member (id),
  path TEXT NOT NULL CHECK (path IN ('button', 'reply', 'proxy')),
  said_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  late BIGINT NOT NULL CHECK (late IN (0, 1)),
  version_id BIGINT NOT NULL DEFAULT 0,
  chat_id BIGINT,
  UNIQUE (target_id, member_id, version_id)
);

INSERT INTO acknowledgement (target_id, member_id, path, said_at, recorded_at, late, version_id)
SELECT k.target_id, k.member_id, k.path, k.said_at, k.recorded_at, k.late,
  COALESCE(i.version_id, 0)
FROM acknowledgement_before k JOIN target t ON t.id = k.target_id
JOIN instruction i ON i.id = t.instruction_id ORDER BY k.id;

DROP TABLE acknowledgement_before;
CREATE INDEX acknowledgement_member ON acknowledgement (member_id);
