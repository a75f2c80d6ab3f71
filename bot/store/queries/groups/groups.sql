-- name: group_by_chat^
-- The group a chat is, also one we are no longer in.
SELECT * FROM work_group WHERE chat_id = :chat_id;

-- name: group_by_id^
-- One group.
SELECT * FROM work_group WHERE id = :group_id;

-- name: enter_group^
-- We are in a group, for the first time or again.
INSERT INTO work_group (chat_id, title, invited_by, joined_at, leave_at, administrator)
VALUES (:chat_id, :title, :invited_by, :now, :leave_at, :administrator)
ON CONFLICT (chat_id) DO UPDATE SET title = excluded.title, invited_by = excluded.invited_by,
  joined_at = excluded.joined_at, leave_at = excluded.leave_at, left_at = NULL,
  administrator = excluded.administrator, muted_at = NULL, try_at = NULL
RETURNING *;

-- name: set_group_title!
-- A group is called something else.
UPDATE work_group SET title = :title WHERE id = :group_id;

-- name: set_group_administrator!
-- We became an administrator of a group, or are one no more.
UPDATE work_group SET administrator = :administrator WHERE id = :group_id;

-- name: set_group_leave_at!
-- When a group is left unless somebody binds it; never for a bound one.
UPDATE work_group SET leave_at = :leave_at WHERE id = :group_id;

-- name: set_group_left!
-- We are in a group no more.
UPDATE work_group SET left_at = :now, leave_at = NULL WHERE id = :group_id;

-- name: set_group_chat!
-- A group goes on under a new id.
UPDATE work_group SET chat_id = :chat_id WHERE id = :group_id;

-- name: forget_group!
-- A group turned out to be another one we know.
DELETE FROM work_group WHERE id = :group_id;

-- name: notice_unbound_groups!
-- The groups whose units are no more will be left too.
UPDATE work_group SET leave_at = :leave_at
WHERE leave_at IS NULL AND left_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM binding WHERE binding.group_id = work_group.id);

-- name: groups_to_leave
-- The groups nobody has bound in time.
SELECT work_group.* FROM work_group
WHERE leave_at <= :now AND left_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM binding WHERE binding.group_id = work_group.id)
ORDER BY leave_at LIMIT :most;

-- name: unbound_groups
-- The groups we are in that nobody has bound yet, the newest first.
SELECT work_group.* FROM work_group
WHERE left_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM binding WHERE binding.group_id = work_group.id)
ORDER BY joined_at DESC, id DESC;

-- name: units_of_group
-- The living units a group serves, in the order of the tree.
SELECT unit.* FROM binding JOIN unit ON unit.id = binding.unit_id
WHERE binding.group_id = :group_id AND unit.removed_at IS NULL ORDER BY unit.path;

-- name: group_of_unit^
-- The group a unit has.
SELECT work_group.* FROM binding JOIN work_group ON work_group.id = binding.group_id
WHERE binding.unit_id = :unit_id;

-- name: bind_unit!
-- A unit has this group from now on, and no other.
INSERT INTO binding (unit_id, group_id, bound_at, bound_by)
VALUES (:unit_id, :group_id, :now, :bound_by)
ON CONFLICT (unit_id) DO UPDATE SET group_id = excluded.group_id,
  bound_at = excluded.bound_at, bound_by = excluded.bound_by;

-- name: take_group_from_unit!
-- A unit has no group any more.
DELETE FROM binding WHERE unit_id = :unit_id;

-- name: unbind_group!
-- A group serves nobody any more.
DELETE FROM binding WHERE group_id = :group_id;

-- name: move_bindings!
-- What one group served another one serves.
UPDATE binding SET group_id = :to_id WHERE group_id = :from_id;

-- name: move_group_messages!
-- What was said about one group is about another one.
UPDATE bot_message SET subject_id = :to_id
WHERE subject_id = :from_id AND kind IN ('bind_question', 'bind_how', 'claim');

-- name: groups_serving_upwards
-- The groups of a unit and of those above it.
WITH RECURSIVE above (id, parent_id) AS (
  SELECT id, parent_id FROM unit WHERE id = :unit_id
  UNION ALL
  SELECT unit.id, unit.parent_id FROM above JOIN unit ON unit.id = above.parent_id
)
SELECT DISTINCT binding.group_id FROM above JOIN binding ON binding.unit_id = above.id;

-- name: claimed_in_group^
-- Of those who hold a post in the units a group serves or below them, how many are linked.
SELECT COUNT(DISTINCT member.id) AS everybody,
  COUNT(DISTINCT CASE WHEN member.telegram_id IS NULL THEN NULL ELSE member.id END) AS linked
FROM binding
JOIN unit AS top ON top.id = binding.unit_id
JOIN unit ON unit.path >= top.path AND unit.path < top.path || CAST(:after_any AS TEXT)
JOIN post ON post.unit_id = unit.id AND post.dropped_at IS NULL
  AND post.kind IN ('lead', 'deputy', 'helper')
JOIN assignment ON assignment.post_id = post.id AND assignment.until IS NULL
JOIN member ON member.id = assignment.member_id
WHERE binding.group_id = :group_id;

-- name: messages_in_chat
-- Everything living the bot said in a chat, or is about to.
SELECT * FROM bot_message WHERE chat_id = :chat_id AND gone_at IS NULL ORDER BY id;

-- name: move_unsent_messages!
-- What has not left yet goes to the chat's new id.
UPDATE bot_message SET chat_id = :new_chat
WHERE chat_id = :old_chat AND telegram_id IS NULL AND gone_at IS NULL;

-- name: move_unsent_sends!
-- The same, in the outbox.
UPDATE outbox SET chat_id = :new_chat
WHERE chat_id = :old_chat AND op = 'send' AND state IN ('pending', 'sending');

-- name: drop_pending_for_chat!
-- Nothing more is to be done in a chat.
UPDATE outbox SET state = 'dropped', settled_at = :now
WHERE chat_id = :chat_id AND state = 'pending';
