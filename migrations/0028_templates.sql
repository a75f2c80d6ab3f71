-- Notices kept to be sent again (存为模板). scope: ids of units, files: kind, file id and name, questions: of
-- a form, all as JSON. weekdays: as digits from 0, Monday; NULL: it does not recur. wall: the local time, HH:MM.
-- workdays: holidays are left out, and where Monday to Friday are chosen, shifted workdays are not.
-- by_itself: it is sent without asking. next_at: NULL while it is being set up, or was stopped.
CREATE TABLE template (
  id INTEGER PRIMARY KEY,
  member_id BIGINT NOT NULL REFERENCES member (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  text TEXT NOT NULL,
  urgency TEXT NOT NULL CHECK (urgency IN ('routine', 'urgent')),
  needs_answer BIGINT NOT NULL CHECK (needs_answer IN (0, 1)),
  everyone BIGINT NOT NULL DEFAULT 0 CHECK (everyone IN (0, 1)),
  parties BIGINT NOT NULL DEFAULT 0 CHECK (parties IN (0, 1)),
  tiers TEXT NOT NULL,
  scope TEXT NOT NULL,
  files TEXT NOT NULL DEFAULT '[]',
  questions TEXT NOT NULL DEFAULT '[]',
  weekdays TEXT NOT NULL DEFAULT '',
  wall TEXT NOT NULL DEFAULT '08:30',
  workdays BIGINT NOT NULL DEFAULT 0 CHECK (workdays IN (0, 1)),
  by_itself BIGINT NOT NULL DEFAULT 0 CHECK (by_itself IN (0, 1)),
  next_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX template_member ON template (member_id);
CREATE INDEX template_next ON template (next_at) WHERE next_at IS NOT NULL;

-- A draft begun from a template: its blanks are asked for before it is sent.
ALTER TABLE instruction ADD COLUMN template_id BIGINT;
