-- What the board draws. One row a target: how it stands, and what keeps its unit from answering.
-- held, present, linked: whether anybody holds a post there, is not on leave, is known to the bot.
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
    WHERE h.unit_id = t.unit_id) THEN 1 ELSE 0 END AS linked,
  CASE WHEN EXISTS (
    SELECT 1 FROM help_request r WHERE r.target_id = t.id AND r.state <> 'solved')
    THEN 1 ELSE 0 END AS helped
FROM target t;

-- One row a living unit: whether somebody there can be told of things now, or why nobody can.
-- lowest: nothing lies below it.
CREATE VIEW board_unit AS
SELECT u.id, u.path,
  CASE WHEN EXISTS (
    SELECT 1 FROM unit c WHERE c.parent_id = u.id AND c.removed_at IS NULL)
    THEN 0 ELSE 1 END AS lowest,
  CASE WHEN EXISTS (
    SELECT 1 FROM seat s WHERE s.unit_id = u.id AND s.answers = 1) THEN 1 ELSE 0 END AS seats,
  CASE WHEN EXISTS (
    SELECT 1 FROM unit_holder h WHERE h.unit_id = u.id) THEN 1 ELSE 0 END AS held,
  CASE WHEN EXISTS (
    SELECT 1 FROM unit_holder h JOIN person p ON p.id = h.member_id AND p.present = 1
    WHERE h.unit_id = u.id) THEN 1 ELSE 0 END AS present,
  CASE WHEN EXISTS (
    SELECT 1 FROM unit_holder h JOIN person p ON p.id = h.member_id AND p.present = 1
    WHERE h.unit_id = u.id AND p.telegram_id IS NOT NULL) THEN 1 ELSE 0 END AS linked,
  CASE WHEN EXISTS (
    SELECT 1 FROM unit_holder h JOIN person p ON p.id = h.member_id AND p.listening = 1
    WHERE h.unit_id = u.id) THEN 1 ELSE 0 END AS listening,
  CASE WHEN EXISTS (
    SELECT 1 FROM unit_holder h JOIN person p ON p.id = h.member_id AND p.called = 1
    WHERE h.unit_id = u.id) THEN 1 ELSE 0 END AS called
FROM unit u WHERE u.removed_at IS NULL;
