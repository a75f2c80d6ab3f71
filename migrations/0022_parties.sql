-- A branch may also hold the posts of its property company and its owners' committee. Neither engine
-- can change a CHECK in the other's words, so the column is made anew, as in 0008; the table itself
-- stays, and so does every reference to it.
DROP VIEW unit_holder;
DROP VIEW current_holder;
DROP VIEW seat;
DROP INDEX post_seat;
ALTER TABLE post ADD COLUMN sort TEXT NOT NULL DEFAULT 'lead' CHECK (sort IN
  ('lead', 'deputy', 'helper', 'liaison', 'supervisor', 'property', 'owners'));
UPDATE post SET sort = kind;
ALTER TABLE post DROP COLUMN kind;
ALTER TABLE post RENAME COLUMN sort TO kind;
CREATE UNIQUE INDEX post_seat ON post (unit_id, kind, ordinal) WHERE dropped_at IS NULL;

-- Every living seat, and who sits there now (NULL: vacant). A scalar subquery instead of a join:
-- SQLite flattens the view then even to the right of a LEFT JOIN.
-- answers: its holder answers for the unit. passes_on: may let an instruction go one tier down.
-- oversees: has the unit and everything below it in care. party: neither, the property company or
-- the owners' committee. rank: leads first.
CREATE VIEW seat AS
SELECT p.id AS post_id, p.unit_id, p.kind, p.ordinal, p.note, p.title,
  CASE p.kind WHEN 'lead' THEN 0 WHEN 'deputy' THEN 1 WHEN 'helper' THEN 2 WHEN 'liaison' THEN 3
    WHEN 'supervisor' THEN 4 WHEN 'property' THEN 5 ELSE 6 END AS rank,
  CASE WHEN p.kind IN ('lead', 'deputy', 'helper') THEN 1 ELSE 0 END AS answers,
  CASE WHEN p.kind IN ('lead', 'deputy') THEN 1 ELSE 0 END AS passes_on,
  CASE WHEN p.kind IN ('liaison', 'supervisor') THEN 1 ELSE 0 END AS oversees,
  CASE WHEN p.kind IN ('property', 'owners') THEN 1 ELSE 0 END AS party,
  (SELECT a.member_id FROM assignment a WHERE a.post_id = p.id AND a.until IS NULL) AS member_id
FROM post p WHERE p.dropped_at IS NULL;

-- Who holds which seat now.
CREATE VIEW current_holder AS
SELECT p.id AS post_id, p.unit_id, p.kind, p.ordinal, p.title,
  CASE p.kind WHEN 'lead' THEN 0 WHEN 'deputy' THEN 1 WHEN 'helper' THEN 2 WHEN 'liaison' THEN 3
    WHEN 'supervisor' THEN 4 WHEN 'property' THEN 5 ELSE 6 END AS rank,
  CASE WHEN p.kind IN ('lead', 'deputy', 'helper') THEN 1 ELSE 0 END AS answers,
  CASE WHEN p.kind IN ('lead', 'deputy') THEN 1 ELSE 0 END AS passes_on,
  CASE WHEN p.kind IN ('liaison', 'supervisor') THEN 1 ELSE 0 END AS oversees,
  CASE WHEN p.kind IN ('property', 'owners') THEN 1 ELSE 0 END AS party,
  a.member_id, a.since
FROM post p JOIN assignment a ON a.post_id = p.id AND a.until IS NULL
WHERE p.dropped_at IS NULL;

-- Who answers for a unit now.
CREATE VIEW unit_holder AS
SELECT post_id, unit_id, kind, ordinal, title, rank, passes_on, member_id, since
FROM current_holder WHERE kind IN ('lead', 'deputy', 'helper');
