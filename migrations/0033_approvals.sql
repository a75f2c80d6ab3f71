-- 同意: an urgent instruction to many units waits until a second liaison or supervisor approves it.
-- One row a request: open until somebody decides, nobody does in time (lapsed), or it is taken back
-- (undone). units: how many it asked then. reason: of a refusal, in words.
CREATE TABLE approval (
  id INTEGER PRIMARY KEY,
  instruction_id BIGINT NOT NULL REFERENCES instruction (id),
  units BIGINT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'approved', 'refused', 'lapsed', 'undone')),
  asked_at BIGINT NOT NULL,
  until BIGINT NOT NULL,
  decided_by BIGINT REFERENCES member (id),
  decided_at BIGINT,
  reason TEXT
);
CREATE UNIQUE INDEX approval_open ON approval (instruction_id) WHERE state = 'open';
CREATE INDEX approval_instruction ON approval (instruction_id);
CREATE INDEX approval_until ON approval (until) WHERE state = 'open';
