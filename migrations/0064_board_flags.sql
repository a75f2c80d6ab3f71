-- What the board draws. One row a target: how it stands, and what keeps its unit from answering, as
-- one number, so that its holders are looked up once: 1 opened, 2 somebody holds a post there, 4 and
-- is not on leave, 8 is known to the bot, 16 is called, 32 answers on the page; 64 help is needed.
-- Whoever has answered is held, there and known. (Not unit_holder: SQLite would look for each of its
-- three kinds.)
DROP VIEW board_target;
CREATE VIEW board_target AS
SELECT t.id, t.instruction_id, t.unit_id, t.state, t.answered_at,
  CASE WHEN t.opened_at IS NULL THEN 0 ELSE 1 END
  + CASE WHEN t.answered_at IS NOT NULL THEN 14 ELSE COALESCE((
    SELECT 2 + 4 * MAX(p.present) + 8 * MAX(CASE WHEN p.telegram_id IS NULL THEN 0 ELSE 1 END)
      + 16 * MAX(p.called) + 32 * MAX(p.paged)
    FROM current_holder h JOIN person p ON p.id = h.member_id
    WHERE h.unit_id = t.unit_id AND h.answers = 1), 0) END
  + CASE WHEN EXISTS (
    SELECT 1 FROM help_request r WHERE r.target_id = t.id AND r.state <> 'solved')
    THEN 64 ELSE 0 END AS flags
FROM target t;
