-- paged: without Telegram, let in on /mine. The board tells them from those who have a telephone
-- alone; both are called.
DROP VIEW unheard_holder;
DROP VIEW asked_holder;
DROP VIEW board_target;
DROP VIEW person;
CREATE VIEW person AS
SELECT id, name, telegram_id, reachable, deactivated, away_until, alive_at,
  CASE WHEN away_until IS NULL THEN 1 ELSE 0 END AS present,
  CASE WHEN away_until IS NULL THEN reachable ELSE 0 END AS listening,
  CASE WHEN away_until IS NULL AND telegram_id IS NULL THEN by_phone ELSE 0 END AS called,
  CASE WHEN away_until IS NULL AND telegram_id IS NULL AND on_page > 0 THEN 1 ELSE 0 END AS paged
FROM member;

-- What the board draws. One row a target: how it stands, and what keeps its unit from answering.
-- held, present: whether anybody holds a post there, is not on leave. linked: 1: somebody is known
-- to the bot; else 3: somebody answers on the page, 2: somebody is reached by telephone.
CREATE VIEW board_target AS
SELECT t.id, t.instruction_id, t.unit_id, t.state, t.answered_at,
  CASE WHEN t.opened_at IS NULL THEN 0 ELSE 1 END AS opened,
  CASE WHEN t.answered_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM unit_holder h WHERE h.unit_id = t.unit_id) THEN 1 ELSE 0 END AS held,
  CASE WHEN t.answered_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM unit_holder h JOIN person p ON p.id = h.member_id AND p.present = 1
    WHERE h.unit_id = t.unit_id) THEN 1 ELSE 0 END AS present,
  CASE WHEN t.answered_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM unit_holder h JOIN person p ON p.id = h.member_id AND p.telegram_id IS NOT NULL
    WHERE h.unit_id = t.unit_id) THEN 1
  ELSE COALESCE((
    SELECT MAX(p.called * (2 + p.paged)) FROM unit_holder h JOIN person p ON p.id = h.member_id
    WHERE h.unit_id = t.unit_id), 0) END AS linked,
  CASE WHEN EXISTS (
    SELECT 1 FROM help_request r WHERE r.target_id = t.id AND r.state <> 'solved')
    THEN 1 ELSE 0 END AS helped
FROM target t;

-- Who answers for a unit and can be asked: present, known to the bot or called by telephone.
-- heard_at: their last sign of life, or when they took the post, if that is later.
CREATE VIEW asked_holder AS
SELECT h.post_id, h.unit_id, h.kind, h.title, h.ordinal, h.rank, h.member_id, p.name,
  CASE WHEN p.alive_at > h.since THEN p.alive_at ELSE h.since END AS heard_at
FROM unit_holder h
JOIN person p ON p.id = h.member_id AND p.present = 1
  AND (p.telegram_id IS NOT NULL OR p.called = 1);

-- Of these, who has been asked since and has not answered. A lead is asked whenever the unit is;
-- the others only where nobody of the unit answered. What is not due yet does not count. (Without
-- CROSS JOIN, SQLite would begin with all instructions.)
CREATE VIEW unheard_holder AS
SELECT a.* FROM asked_holder a
WHERE EXISTS (
  SELECT 1 FROM target t CROSS JOIN instruction i
  WHERE t.unit_id = a.unit_id AND t.state IN ('sent', 'closed') AND t.sent_at > a.heard_at
    AND i.id = t.instruction_id AND i.needs_answer = 1
    AND (t.state = 'closed' OR i.deadline_told_at IS NOT NULL))
OR (a.rank = 0 AND EXISTS (
  SELECT 1 FROM target t CROSS JOIN instruction i
  WHERE t.unit_id = a.unit_id AND t.state = 'acknowledged' AND t.sent_at > a.heard_at
    AND i.id = t.instruction_id AND i.needs_answer = 1));
