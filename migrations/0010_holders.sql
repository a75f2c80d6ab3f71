-- Who holds which seat, who is silent, who runs the bot: each rule in one place, asked everywhere.

-- Every living seat, and who sits there now (NULL: vacant). A scalar subquery instead of a join:
-- SQLite flattens the view then even to the right of a LEFT JOIN.
-- answers: its holder answers for the unit. passes_on: may let an instruction go one tier down.
-- oversees: has the unit and everything below it in care. rank: leads first.
CREATE VIEW seat AS
SELECT p.id AS post_id, p.unit_id, p.kind, p.ordinal, p.note, p.title,
  CASE p.kind WHEN 'lead' THEN 0 WHEN 'deputy' THEN 1 WHEN 'helper' THEN 2 WHEN 'liaison' THEN 3
    ELSE 4 END AS rank,
  CASE WHEN p.kind IN ('lead', 'deputy', 'helper') THEN 1 ELSE 0 END AS answers,
  CASE WHEN p.kind IN ('lead', 'deputy') THEN 1 ELSE 0 END AS passes_on,
  CASE WHEN p.kind IN ('liaison', 'supervisor') THEN 1 ELSE 0 END AS oversees,
  (SELECT a.member_id FROM assignment a WHERE a.post_id = p.id AND a.until IS NULL) AS member_id
FROM post p WHERE p.dropped_at IS NULL;

-- Who holds which seat now.
CREATE VIEW current_holder AS
SELECT p.id AS post_id, p.unit_id, p.kind, p.ordinal, p.title,
  CASE p.kind WHEN 'lead' THEN 0 WHEN 'deputy' THEN 1 WHEN 'helper' THEN 2 WHEN 'liaison' THEN 3
    ELSE 4 END AS rank,
  CASE WHEN p.kind IN ('lead', 'deputy', 'helper') THEN 1 ELSE 0 END AS answers,
  CASE WHEN p.kind IN ('lead', 'deputy') THEN 1 ELSE 0 END AS passes_on,
  CASE WHEN p.kind IN ('liaison', 'supervisor') THEN 1 ELSE 0 END AS oversees,
  a.member_id, a.since
FROM post p JOIN assignment a ON a.post_id = p.id AND a.until IS NULL
WHERE p.dropped_at IS NULL;

-- Who answers for a unit now.
CREATE VIEW unit_holder AS
SELECT post_id, unit_id, kind, ordinal, title, rank, passes_on, member_id, since
FROM current_holder WHERE kind IN ('lead', 'deputy', 'helper');

-- Targets whose answer is still hoped for.
CREATE VIEW unanswered_target AS
SELECT id, instruction_id, unit_id, upper_id, opened_at FROM target
WHERE state IN ('waiting', 'sent', 'unreachable');

-- Silent: asked by a running instruction, and has not answered, or has not passed it on.
CREATE VIEW silent_target AS
SELECT t.id, t.instruction_id, t.unit_id FROM target t
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
WHERE t.opened_at IS NOT NULL AND (t.state IN ('waiting', 'sent', 'unreachable')
  OR (t.state = 'acknowledged' AND t.gates = 1 AND t.relayed_at IS NULL));

-- Who runs the bot: named in the settings, or come by the link that `gridcall init` shows.
CREATE TABLE operator (
  telegram_id BIGINT NOT NULL,
  named_by TEXT NOT NULL CHECK (named_by IN ('settings', 'link')),
  since BIGINT NOT NULL,
  PRIMARY KEY (telegram_id, named_by)
);

-- Until now they stood in `meta` as a JSON list: its runs of digits, read off one by one. Since
-- when is not known.
WITH RECURSIVE walk (value, pos, digits) AS (
  SELECT value, 0, CAST('' AS TEXT) FROM meta WHERE key = 'operators'
  UNION ALL
  SELECT value, pos + 1, CASE WHEN SUBSTR(value, pos + 1, 1) BETWEEN '0' AND '9'
    THEN digits || SUBSTR(value, pos + 1, 1) ELSE '' END
  FROM walk WHERE pos < LENGTH(value)
)
INSERT INTO operator (telegram_id, named_by, since)
SELECT DISTINCT CAST(digits AS BIGINT), 'link', 0 FROM walk
WHERE digits <> '' AND NOT SUBSTR(value, pos + 1, 1) BETWEEN '0' AND '9';

DELETE FROM meta WHERE key = 'operators';
