-- name: group_by_chat^
-- The group of a chat, even one the bot has left.
SELECT * FROM work_group WHERE chat_id = :chat_id;

-- name: group_by_id^
-- One group.
SELECT * FROM work_group WHERE id = :group_id;

-- name: enter_group^
-- The bot was added to a group, for the first time or again.
INSERT INTO work_group (chat_id, title, invited_by, joined_at, leave_at, administrator)
VALUES (:chat_id, :title, :invited_by, :now, :leave_at, :administrator)
ON CONFLICT (chat_id) DO UPDATE SET title = excluded.title, invited_by = excluded.invited_by,
  joined_at = excluded.joined_at, leave_at = excluded.leave_at, left_at = NULL,
  administrator = excluded.administrator, muted_at = NULL, try_at = NULL, thread_id = NULL
RETURNING *;

-- name: set_group_title!
-- Store a group's new title.
UPDATE work_group SET title = :title WHERE id = :group_id;

-- name: set_group_administrator!
-- Store whether the bot is an administrator of a group.
UPDATE work_group SET administrator = :administrator WHERE id = :group_id;

-- name: set_group_leave_at!
-- Store when the bot leaves an unbound group.
UPDATE work_group SET leave_at = :leave_at WHERE id = :group_id;

-- name: set_group_left!
-- The bot was removed from a group.
UPDATE work_group SET left_at = :now, leave_at = NULL WHERE id = :group_id;

-- name: set_group_chat!
-- A group was migrated to a new chat id.
UPDATE work_group SET chat_id = :chat_id, thread_id = NULL WHERE id = :group_id;

-- name: set_group_topic!
-- Store the topic of a forum to which messages go.
UPDATE work_group SET thread_id = :thread_id WHERE id = :group_id;

-- name: forget_group!
-- A group turned out to be the same as another one.
DELETE FROM work_group WHERE id = :group_id;

-- name: notice_unbound_groups!
-- Set when to leave groups whose units were removed.
UPDATE work_group SET leave_at = :leave_at
WHERE leave_at IS NULL AND left_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM binding WHERE binding.group_id = work_group.id);

-- name: groups_to_leave
-- The groups that nobody has bound in time.
SELECT work_group.* FROM work_group
WHERE leave_at <= :now AND left_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM binding WHERE binding.group_id = work_group.id)
ORDER BY leave_at LIMIT :most;

-- name: unbound_groups
-- The unbound groups the bot is in, newest first.
SELECT work_group.* FROM work_group
WHERE left_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM binding WHERE binding.group_id = work_group.id)
ORDER BY joined_at DESC, id DESC;

-- name: units_of_group
-- The living units a group serves, in tree order.
SELECT unit.* FROM binding JOIN unit ON unit.id = binding.unit_id
WHERE binding.group_id = :group_id AND unit.removed_at IS NULL ORDER BY unit.path;

-- name: group_of_unit^
-- The group bound to a unit.
SELECT work_group.* FROM binding JOIN work_group ON work_group.id = binding.group_id
WHERE binding.unit_id = :unit_id;

-- name: bind_unit!
-- Bind a unit to this group, replacing any other.
INSERT INTO binding (unit_id, group_id, bound_at, bound_by)
VALUES (:unit_id, :group_id, :now, :bound_by)
ON CONFLICT (unit_id) DO UPDATE SET group_id = excluded.group_id,
  bound_at = excluded.bound_at, bound_by = excluded.bound_by;

-- name: take_group_from_unit!
-- Unbind a unit from its group.
DELETE FROM binding WHERE unit_id = :unit_id;

-- name: unbind_group!
-- Unbind a group from all units.
DELETE FROM binding WHERE group_id = :group_id;

-- name: move_bindings!
-- Hand one group's units over to another group.
UPDATE binding SET group_id = :to_id WHERE group_id = :from_id;

-- name: move_group_messages!
-- Move one group's messages to another group.
UPDATE bot_message SET subject_id = :to_id
WHERE subject_id = :from_id AND kind IN ('bind_question', 'bind_how', 'claim');

-- name: groups_serving_upwards
-- The groups of a unit and of the units above it.
WITH RECURSIVE above (id, parent_id) AS (
  SELECT id, parent_id FROM unit WHERE id = :unit_id
  UNION ALL
  SELECT unit.id, unit.parent_id FROM above JOIN unit ON unit.id = above.parent_id
)
SELECT DISTINCT binding.group_id FROM above JOIN binding ON binding.unit_id = above.id;

-- name: claimed_in_group^
-- The post holders in a group's units and below them: how many are linked, and how many there are
-- without those who have no Telegram.
SELECT COUNT(DISTINCT member.id) AS everybody,
  COUNT(DISTINCT CASE WHEN member.telegram_id IS NULL THEN NULL ELSE member.id END) AS linked
FROM binding
JOIN unit AS top ON top.id = binding.unit_id
JOIN unit ON unit.path >= top.path AND unit.path < top.path || CAST(:after_any AS TEXT)
JOIN unit_holder ON unit_holder.unit_id = unit.id
JOIN member ON member.id = unit_holder.member_id AND member.by_phone = 0
WHERE binding.group_id = :group_id;

-- name: messages_in_chat
-- All living messages in a chat, unsent ones too.
SELECT * FROM bot_message WHERE chat_id = :chat_id AND gone_at IS NULL ORDER BY id;

-- name: move_unsent_messages!
-- Unsent messages go to the chat's new id.
UPDATE bot_message SET chat_id = :new_chat
WHERE chat_id = :old_chat AND telegram_id IS NULL AND gone_at IS NULL;

-- name: move_unsent_sends!
-- The same in the outbox.
UPDATE outbox SET chat_id = :new_chat
WHERE chat_id = :old_chat AND op = 'send' AND state IN ('pending', 'sending');

-- name: drop_pending_for_chat!
-- Drop all pending operations in a chat.
UPDATE outbox SET state = 'dropped', settled_at = :now
WHERE chat_id = :chat_id AND state = 'pending';
