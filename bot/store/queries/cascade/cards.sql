-- name: answered_on_card
-- The answered targets on a card with who answered first, in order of their answers.
SELECT t.id, u.name AS unit_name, m.name AS member_name, k.path, k.said_at, k.late
FROM message_target x
JOIN target t ON t.id = x.target_id AND t.state = 'acknowledged'
JOIN unit u ON u.id = t.unit_id
JOIN acknowledgement k ON k.id = (
  SELECT MIN(a.id) FROM acknowledgement a
  WHERE a.target_id = t.id AND a.version_id >= COALESCE(t.asked_version, 0))
JOIN member m ON m.id = k.member_id
WHERE x.message_id = :message_id AND x.role IN ('line', 'task') ORDER BY k.id;

-- name: unsent_files_in_chat
-- The files of an instruction that have not arrived in a chat.
SELECT * FROM bot_message
WHERE chat_id = :chat_id AND telegram_id IS NULL AND kind = 'files' AND subject_id = :instruction_id;

-- name: passed_on_above
-- Who relayed an instruction to these targets, with the words they added.
SELECT DISTINCT up.id, up.relay_words, up.relayed_by, up.relay_path
FROM message_target x
JOIN target t ON t.id = x.target_id
JOIN target up ON up.id = t.upper_id AND up.relayed_at IS NOT NULL
WHERE x.message_id = :message_id AND x.role = 'line' ORDER BY up.id;

-- name: passed_on_over^
-- Who relayed an instruction over the heads of the holders a message asks.
SELECT t.relayed_by FROM message_target x JOIN target t ON t.id = x.target_id
WHERE x.message_id = :message_id AND x.role = 'line' AND t.relay_path = 'over'
  AND t.relayed_by IS NOT NULL ORDER BY t.id LIMIT 1;

-- name: told_on_chase
-- The lines of a chase: the unit, who can be reached there, and who answered for it first. What its
-- reader has answered for themself is not silent for them.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path, x.role, up.name AS upper_name,
  (SELECT s.title FROM seat s WHERE s.unit_id = t.unit_id AND s.rank = 0
   ORDER BY s.ordinal LIMIT 1) AS lead_title,
  k.said_at, k.path AS said_path, m.name AS said_by,
  (SELECT COUNT(*) FROM unit_holder h WHERE h.unit_id = t.unit_id) AS held,
  (SELECT COUNT(*) FROM unit_holder h JOIN person hm ON hm.id = h.member_id AND hm.present = 1
   WHERE h.unit_id = t.unit_id) AS present,
  (SELECT COUNT(*) FROM unit_holder h JOIN person hm ON hm.id = h.member_id AND hm.called = 1
   WHERE h.unit_id = t.unit_id) AS called,
  (SELECT COUNT(hm.telegram_id) FROM unit_holder h
   JOIN person hm ON hm.id = h.member_id AND hm.present = 1
   WHERE h.unit_id = t.unit_id) AS linked,
  (SELECT COUNT(hm.telegram_id) FROM unit_holder h
   JOIN person hm ON hm.id = h.member_id AND hm.listening = 1
   WHERE h.unit_id = t.unit_id) AS reachable,
  (SELECT COUNT(hm.telegram_id) FROM unit_holder h
   JOIN person hm ON hm.id = h.member_id AND hm.present = 1 AND hm.deactivated = 0
   WHERE h.unit_id = t.unit_id) AS alive,
  CASE WHEN EXISTS (SELECT 1 FROM silent_target s WHERE s.id = t.id)
    AND NOT (x.role = 'own' AND EXISTS (SELECT 1 FROM own_answer o
      JOIN bot_message reader ON reader.id = x.message_id AND reader.member_id = o.member_id
      WHERE o.target_id = t.id)) THEN 1 ELSE 0 END AS silent,
  (SELECT COUNT(*) FROM message_target y JOIN bot_message b ON b.id = y.message_id
   WHERE y.target_id = t.id AND b.kind = 'card' AND b.chat_id < 0 AND b.gone_at IS NULL) AS in_groups
FROM message_target x JOIN target t ON t.id = x.target_id JOIN unit u ON u.id = t.unit_id
LEFT JOIN unit up ON up.id = u.parent_id
LEFT JOIN acknowledgement k ON k.id = (
  SELECT MIN(f.id) FROM acknowledgement f
  WHERE f.target_id = t.id AND f.version_id >= COALESCE(t.asked_version, 0))
LEFT JOIN member m ON m.id = k.member_id
WHERE x.message_id = :message_id ORDER BY t.instruction_id, u.path;

-- name: nudged_members
-- The members a nudge mentions for silent units: linked holders who are present and cannot be
-- written to, and with `leads` also leads who can.
SELECT m.id, m.name, m.telegram_id FROM message_target x
JOIN unanswered_target t ON t.id = x.target_id
JOIN unit_holder h ON h.unit_id = t.unit_id
JOIN person m ON m.id = h.member_id AND m.telegram_id IS NOT NULL AND m.present = 1
WHERE x.message_id = :message_id AND (m.reachable = 0 OR (h.kind = 'lead' AND :leads = 1))
  AND NOT EXISTS (
    SELECT 1 FROM own_answer o WHERE o.target_id = t.id AND o.member_id = m.id)
GROUP BY m.id, m.name, m.telegram_id, m.reachable ORDER BY m.reachable, m.id LIMIT 5;
