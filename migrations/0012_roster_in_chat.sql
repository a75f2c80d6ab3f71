-- Changes of the roster in chat: a question that is being asked, until it is decided. said: what was
-- typed or picked, erased with the decision. shown: what the asker was shown that would change.
-- words -> pick -> sure -> done; any of them -> dropped.
CREATE TABLE roster_edit (
  id INTEGER PRIMARY KEY,
  chat_id BIGINT NOT NULL,
  verb TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('words', 'pick', 'sure', 'done', 'dropped')),
  unit_id BIGINT REFERENCES unit (id),
  post_id BIGINT REFERENCES post (id),
  member_id BIGINT REFERENCES member (id),
  said TEXT NOT NULL DEFAULT '{}',
  shown TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  decided_at BIGINT
);
CREATE INDEX roster_edit_created ON roster_edit (created_at);
CREATE INDEX roster_edit_member ON roster_edit (member_id);

-- Taken out at once and everywhere, and may come back: the assignments that ended at this very
-- moment are those that are given back.
ALTER TABLE member ADD COLUMN suspended_at BIGINT;

-- A second entry of the same person: what was said and done under it stays under it.
ALTER TABLE member ADD COLUMN merged_into BIGINT REFERENCES member (id);

-- What was changed by hand since a file last spoke of it. what: holder and post (of a post), unit,
-- person (of a member). was_name and was_below: of a unit, as files may still have it.
CREATE TABLE hand_change (
  what TEXT NOT NULL CHECK (what IN ('holder', 'post', 'unit', 'person')),
  subject_id BIGINT NOT NULL,
  was_name TEXT,
  was_below BIGINT REFERENCES unit (id),
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (what, subject_id)
);
