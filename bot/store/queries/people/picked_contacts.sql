-- name: insert_picked_contact!
-- Insert a contact that somebody picked.
INSERT INTO picked_contact
  (message_id, chat_id, unit_id, account, name, member_id, state, created_at)
VALUES (:message_id, :chat_id, :unit_id, :account, :name, :member_id, :state, :now);

-- name: picked_contact_by_id^
-- A contact in any state.
SELECT * FROM picked_contact WHERE id = :contact_id;

-- name: picked_contacts_of
-- The contacts that a message asks about.
SELECT * FROM picked_contact WHERE message_id = :message_id ORDER BY id;

-- name: settle_picked_contact!
-- Decide a contact, once.
UPDATE picked_contact SET state = :state, member_id = :member_id
WHERE id = :contact_id AND state = 'open';

-- name: picked_contacts_forgotten!
-- Contacts that a person picked, and those that are them.
DELETE FROM picked_contact
WHERE chat_id = :account OR account = :account OR member_id = :member_id;

-- name: drop_contacts_picked_by!
-- Contacts that an account picked.
DELETE FROM picked_contact WHERE chat_id = :chat_id;

-- name: drop_picked_contacts!
-- Contacts picked long ago, decided or not.
DELETE FROM picked_contact WHERE id IN (
  SELECT id FROM picked_contact WHERE created_at < :before ORDER BY id LIMIT :most);

-- name: held_picked_contacts
-- Contacts that a person picked, and those that are them.
SELECT name AS nickname, state, created_at AS at FROM picked_contact
WHERE chat_id = :account OR account = :account OR member_id = :member_id ORDER BY created_at, id;
