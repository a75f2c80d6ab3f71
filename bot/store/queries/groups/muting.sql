-- name: mute_group!
-- The bot may not write in a group; store when to try again.
UPDATE work_group SET muted_at = :now, try_at = :try_at WHERE id = :group_id;

-- name: unmute_group!
-- The bot may write in a group again.
UPDATE work_group SET muted_at = NULL, try_at = NULL WHERE id = :group_id;

-- name: set_group_try_at!
-- Store when a muted group is tried again.
UPDATE work_group SET try_at = :try_at WHERE id = :group_id;

-- name: targets_of_group
-- The opened targets of running instructions that belong in a group, newest instruction first:
-- those of its units and of units right below without a group of their own; not of a unit whose
-- card goes to its lead because the group serves those below. `carded`: the instruction's card
-- stands in the group or is on its way there.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path, CASE WHEN EXISTS (
    SELECT 1 FROM bot_message c JOIN work_group g ON g.chat_id = c.chat_id AND g.id = :group_id
    WHERE c.kind = 'card' AND c.subject_id = t.instruction_id AND c.gone_at IS NULL)
  THEN 1 ELSE 0 END AS carded
FROM unit u
JOIN target t ON t.unit_id = u.id AND t.opened_at IS NOT NULL
  AND t.state <> 'withdrawn' AND t.state <> 'closed'
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
LEFT JOIN binding b ON b.unit_id = u.id
LEFT JOIN binding pb ON pb.unit_id = u.parent_id
WHERE u.removed_at IS NULL
  AND (b.group_id = :group_id OR (b.group_id IS NULL AND pb.group_id = :group_id))
  AND (t.state = 'unreachable' OR NOT EXISTS (
    SELECT 1 FROM unit cu JOIN target c ON c.unit_id = cu.id
    LEFT JOIN binding cb ON cb.unit_id = cu.id
    WHERE cu.parent_id = u.id AND c.instruction_id = t.instruction_id
      AND (cb.group_id IS NULL OR cb.group_id = :group_id)))
ORDER BY t.instruction_id DESC, u.path;

-- name: muted_groups_due
-- The muted groups that are due to be tried again.
SELECT * FROM work_group
WHERE try_at <= :now AND muted_at IS NOT NULL AND left_at IS NULL ORDER BY try_at LIMIT :most;

-- name: told_in_private_for_group
-- The members who got a private card of an open instruction in place of a muted group's.
SELECT DISTINCT i.number, m.id, m.name
FROM unit u
JOIN unanswered_target t ON t.unit_id = u.id
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
JOIN message_target x ON x.target_id = t.id AND x.role = 'line'
JOIN bot_message c ON c.id = x.message_id AND c.kind = 'card' AND c.gone_at IS NULL AND c.chat_id > 0
JOIN member m ON m.telegram_id = c.chat_id
LEFT JOIN binding b ON b.unit_id = u.id
LEFT JOIN binding pb ON pb.unit_id = u.parent_id
WHERE u.removed_at IS NULL
  AND (b.group_id = :group_id OR (b.group_id IS NULL AND pb.group_id = :group_id))
ORDER BY i.number, m.id;

-- name: try_muted_groups_of!
-- An instruction has just been opened for units: the muted groups that would tell them are tried
-- with it. (From the muted groups, of which there are few, to the targets.)
UPDATE work_group SET try_at = :now
WHERE muted_at IS NOT NULL AND left_at IS NULL AND EXISTS (
  SELECT 1 FROM binding b JOIN unit u ON u.id = b.unit_id OR u.parent_id = b.unit_id
  JOIN target t ON t.unit_id = u.id AND t.instruction_id = :instruction_id
    AND t.opened_at = :now
  WHERE b.group_id = work_group.id);
