-- name: people_by_number
-- The member with this id; of a second entry, the one it became part of.
WITH RECURSIVE whole (id, merged_into) AS (
  SELECT id, merged_into FROM member WHERE id = :number
  UNION ALL
  SELECT m.id, m.merged_into FROM whole JOIN member m ON m.id = whole.merged_into
)
SELECT m.id, m.name, m.phone, m.telegram_id FROM whole JOIN member m ON m.id = whole.id
WHERE m.merged_into IS NULL AND m.forgotten_at IS NULL ORDER BY m.id;

-- name: entries_of
-- A member and the entries that became part of theirs.
WITH RECURSIVE part (id) AS (
  SELECT id FROM member WHERE id = :member_id
  UNION ALL
  SELECT m.id FROM part JOIN member m ON m.merged_into = part.id
)
SELECT m.id, m.name FROM part JOIN member m ON m.id = part.id ORDER BY m.id;

-- name: people_by_account
-- Members linked to this Telegram account.
SELECT id, name, phone, telegram_id FROM member
WHERE telegram_id = :account AND forgotten_at IS NULL ORDER BY id;

-- name: people_by_phone
-- Members with this phone number, on the roster or as they shared it.
SELECT id, name, phone, telegram_id FROM member
WHERE forgotten_at IS NULL AND (phone = :phone OR id IN (
  SELECT member_id FROM link_request WHERE phone = :phone AND state = 'approved'))
ORDER BY id;

-- name: people_with_names
-- All members with a name, for a search by the folded name.
SELECT id, name, phone, telegram_id FROM member
WHERE name <> '' AND forgotten_at IS NULL AND merged_into IS NULL ORDER BY id;

-- name: strangers_by_account
-- Accounts of nobody on the roster that left something here.
SELECT DISTINCT telegram_id FROM (
  SELECT telegram_id FROM link_request UNION SELECT telegram_id FROM pending_press
  UNION SELECT telegram_id FROM operator UNION SELECT chat_id FROM bot_message
  UNION SELECT chat_id FROM chat_language UNION SELECT account FROM picked_contact) AS accounts
WHERE telegram_id = :account AND NOT EXISTS (SELECT 1 FROM member m WHERE m.telegram_id = :account);

-- name: strangers_by_phone
-- Accounts of nobody on the roster that shared this number.
SELECT DISTINCT telegram_id FROM link_request r
WHERE phone = :phone AND NOT EXISTS (SELECT 1 FROM member m WHERE m.telegram_id = r.telegram_id);

-- name: strangers_with_names
-- Accounts of nobody on the roster, as they call themselves at Telegram.
SELECT DISTINCT telegram_id, nickname FROM link_request r
WHERE NOT EXISTS (SELECT 1 FROM member m WHERE m.telegram_id = r.telegram_id);

-- name: known_by_requests
-- How a member has called themself in requests that were approved.
SELECT telegram_id, nickname, phone FROM link_request
WHERE member_id = :member_id AND state = 'approved';

-- name: former_accounts
-- Accounts that were a member's before, and are nobody else's now.
SELECT DISTINCT b.chat_id AS telegram_id FROM bot_message b
WHERE b.member_id = :member_id AND b.chat_id > 0
  AND NOT EXISTS (SELECT 1 FROM member m WHERE m.telegram_id = b.chat_id)
  AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.telegram_id = b.chat_id);

-- name: known_by_account
-- How an account has called itself in requests.
SELECT telegram_id, nickname, phone FROM link_request WHERE telegram_id = :account;

-- name: seats_held
-- The seats a member holds at present, in living units and others.
SELECT post_id FROM current_holder WHERE member_id = :member_id ORDER BY post_id;

-- name: drafts_of
-- What a member is writing.
SELECT * FROM instruction WHERE issuer_id = :member_id AND state = 'draft' ORDER BY id;

-- name: words_of_sent_unjoined!
-- Of what was sent long since, only the text as a whole is needed: its files no longer name parts.
UPDATE attachment SET part_id = NULL WHERE part_id IN (
  SELECT p.id FROM draft_part p JOIN instruction i ON i.id = p.instruction_id
  WHERE (i.issuer_id = :member_id OR p.chat_id = :account) AND i.state <> 'pending');

-- name: parts_of_sent_deleted!
-- The parts a sent text was put together from.
DELETE FROM draft_part WHERE id IN (
  SELECT p.id FROM draft_part p JOIN instruction i ON i.id = p.instruction_id
  WHERE (i.issuer_id = :member_id OR p.chat_id = :account) AND i.state NOT IN ('draft', 'pending'));

-- name: parts_without_place!
-- What waits to be sent, or was handed over, stays; in which chat it was written does not.
UPDATE draft_part SET chat_id = NULL, said = NULL WHERE chat_id = :account;

-- name: relay_words_forgotten!
-- Words a member added when passing on.
UPDATE target SET relay_words = NULL WHERE relayed_by = :member_id;

-- name: reasons_forgotten!
-- Why a member did not approve something.
UPDATE approval SET reason = NULL WHERE decided_by = :member_id;

-- name: relay_drafts_forgotten!
-- Words about to be added.
DELETE FROM relay_draft WHERE member_id = :member_id;

-- name: filled_in_forgotten!
-- What a member was filling in and had not handed in.
DELETE FROM form_filling_value WHERE filling_id IN (
  SELECT id FROM form_filling WHERE member_id = :member_id);

-- name: fillings_forgotten!
-- The forms a member filled in; the answers that were handed in stay, for the sums.
DELETE FROM form_filling WHERE member_id = :member_id;

-- name: remarks_forgotten!
-- What a member wrote besides answers; that they did stays, for threads and counts.
UPDATE remark SET chat_id = 0, number = 0, copied = 0,
  words = CASE WHEN kind = 'help' AND words IS NULL THEN NULL ELSE :mark END
WHERE member_id = :member_id;

-- name: help_words_forgotten!
-- What a member wrote when asking for help.
UPDATE help_request SET words = :mark WHERE member_id = :member_id AND words IS NOT NULL;

-- name: notes_forgotten!
-- Notes at the seats a member holds: they stood beside the name.
UPDATE post SET note = NULL WHERE note IS NOT NULL AND id IN (
  SELECT post_id FROM current_holder WHERE member_id = :member_id);

-- name: digests_forgotten!
-- Which summaries a member was told.
DELETE FROM digest_told WHERE member_id = :member_id;

-- name: link_requests_forgotten!
-- Requests of an account, and those decided for a member.
DELETE FROM link_request
WHERE telegram_id = :account OR (member_id = :member_id AND state <> 'open');

-- name: link_proposals_forgotten!
-- Somebody else's open request no longer points at a member.
UPDATE link_request SET member_id = NULL WHERE member_id = :member_id;

-- name: imports_forgotten!
-- Files a person sent.
DELETE FROM import_request WHERE chat_id = :account OR member_id = :member_id;

-- name: imports_to_look_through
-- Open imports with what they would change.
SELECT id, difference, file_name FROM import_request
WHERE difference IS NOT NULL AND state IN ('asked', 'fetching', 'ready') ORDER BY id;

-- name: messages_of_person
-- The bot's messages to a person.
SELECT id FROM bot_message WHERE chat_id = :account OR member_id = :member_id ORDER BY id;

-- name: messages_with_args
-- The bot's messages to others that carry more than ids of rows.
SELECT id, chat_id, telegram_id, args FROM bot_message
WHERE id > :after AND args <> '{}' AND kind <> 'erased' ORDER BY id LIMIT :most;

-- name: targets_off_message*!
-- A message speaks of no targets any more.
DELETE FROM message_target WHERE message_id = :message_id;

-- name: remarks_off_message*!
-- A message shows no remarks any more.
DELETE FROM remark_told WHERE message_id = :message_id;

-- name: bundle_off_message*!
-- No remark joins a message any more.
DELETE FROM remark_bundle WHERE message_id = :message_id;

-- name: operations_off_message*!
-- Nothing is sent, edited or deleted for a message any more.
DELETE FROM outbox WHERE message_id = :message_id;

-- name: message_left_empty*!
-- A message to a person becomes an empty row: others count it, and its id is not used again.
UPDATE bot_message SET chat_id = 0, telegram_id = NULL, kind = 'erased', subject_id = NULL,
  args = '{}', reply_to = NULL, gone_at = COALESCE(gone_at, :now)
WHERE id = :message_id;

-- name: message_erased*!
-- A message in somebody else's chat says only that its words were removed.
UPDATE bot_message SET kind = 'erased', subject_id = NULL, args = '{}', reply_to = NULL
WHERE id = :message_id;

-- name: operations_to_chat_forgotten!
-- What was to be sent to a person without being a message.
DELETE FROM outbox WHERE chat_id = :account;

-- name: answer_chats_forgotten!
-- In whose private chat answers were given; that they were given stays.
UPDATE acknowledgement SET chat_id = NULL WHERE chat_id = :account;

-- name: presses_forgotten!
-- Presses that waited for an account to be linked.
DELETE FROM pending_press WHERE telegram_id = :account;

-- name: expectations_forgotten!
-- What the next words in a private chat would be taken for.
DELETE FROM expectation WHERE chat_id = :account;

-- name: language_forgotten!
-- The language of a private chat.
DELETE FROM chat_language WHERE chat_id = :account;

-- name: operator_forgotten!
-- A person runs the bot no more.
DELETE FROM operator WHERE telegram_id = :account;

-- name: operator_in_settings^
-- Whether an operator is named in the settings.
SELECT 1 AS found FROM operator WHERE telegram_id = :account AND named_by = 'settings';

-- name: inviter_forgotten!
-- Who added the bot to a group.
UPDATE work_group SET invited_by = NULL WHERE invited_by = :account;

-- name: updates_of_sender!
-- Updates sent by a person, or in their chat, handled or not: only the id stays, to tell repeats.
UPDATE inbox SET sort_key = '', payload = NULL, error = NULL,
  settled_at = CASE WHEN state = 'waiting' THEN :now ELSE settled_at END,
  state = CASE WHEN state = 'waiting' THEN 'done' ELSE state END
WHERE sort_key LIKE :as_chat OR sort_key LIKE :as_sender;

-- name: updates_kept
-- Updates whose content is still there.
SELECT id, payload FROM inbox WHERE payload IS NOT NULL ORDER BY id;

-- name: meta_values
-- All single facts.
SELECT key, value FROM meta ORDER BY key;

-- name: update_forgotten!
-- The content of one update is erased, and it is not handled.
UPDATE inbox SET sort_key = '', payload = NULL, error = NULL,
  settled_at = CASE WHEN state = 'waiting' THEN :now ELSE settled_at END,
  state = CASE WHEN state = 'waiting' THEN 'done' ELSE state END
WHERE id = :id;

-- name: member_forgotten!
-- A member becomes nobody in particular; the row stays for the ids that name it.
UPDATE member SET name = :name, phone = NULL, telegram_id = NULL, reachable = 0, linked_at = NULL,
  deactivated = 0, suspended_at = NULL, forgotten_at = :now
WHERE id = :member_id;

-- name: cards_showing
-- Living messages about running instructions on which a member's answers stand.
SELECT DISTINCT b.id FROM acknowledgement k JOIN target t ON t.id = k.target_id
JOIN instruction i ON i.id = t.instruction_id AND i.state = 'running'
JOIN message_target x ON x.target_id = t.id
JOIN bot_message b ON b.id = x.message_id AND b.gone_at IS NULL AND b.telegram_id IS NOT NULL
WHERE k.member_id = :member_id ORDER BY b.id;

-- name: notices_showing
-- Living messages about running instructions that a member issued or passed on.
SELECT b.id FROM instruction i
JOIN bot_message b ON b.subject_id = i.id AND b.kind IN ('card', 'preview')
  AND b.gone_at IS NULL AND b.telegram_id IS NOT NULL
WHERE i.state = 'running' AND (i.issuer_id = :member_id OR EXISTS (
  SELECT 1 FROM target t WHERE t.instruction_id = i.id AND t.relayed_by = :member_id))
ORDER BY b.id;

-- name: helps_showing
-- Living messages about open requests for help that a member made or took.
SELECT b.id FROM help_request h
JOIN bot_message b ON b.subject_id = h.id AND b.kind IN ('help', 'help_taken', 'help_heard')
  AND b.gone_at IS NULL AND b.telegram_id IS NOT NULL
WHERE (h.member_id = :member_id OR h.taken_by = :member_id) AND h.state <> 'solved' ORDER BY b.id;

-- name: roster_edits_forgotten!
-- Changes of the roster that a person began, or that are about them.
UPDATE roster_edit SET said = '{}', shown = '',
  stage = CASE WHEN stage = 'done' THEN 'done' ELSE 'dropped' END,
  chat_id = CASE WHEN chat_id = :account THEN 0 ELSE chat_id END
WHERE chat_id = :account OR member_id = :member_id;
