-- name: operators
-- Everybody who runs the bot.
SELECT DISTINCT telegram_id FROM operator ORDER BY telegram_id;

-- name: operator^
-- Whether somebody runs the bot.
SELECT telegram_id FROM operator WHERE telegram_id = :telegram_id LIMIT 1;

-- name: operators_named_in_settings
-- Those whom the settings named at the last start.
SELECT telegram_id FROM operator WHERE named_by = 'settings' ORDER BY telegram_id;

-- name: add_operator!
-- Somebody runs the bot from now on.
INSERT INTO operator (telegram_id, named_by, since) VALUES (:telegram_id, :named_by, :now)
ON CONFLICT DO NOTHING;

-- name: dismiss_operator!
-- The settings name somebody no more.
DELETE FROM operator WHERE telegram_id = :telegram_id AND named_by = 'settings';

-- name: insert_nameless_member^
-- An operator who is nobody on the roster, and writes an instruction.
INSERT INTO member (name, telegram_id, reachable, linked_at) VALUES ('', :telegram_id, 1, :now)
RETURNING id;

-- name: move_instructions!
-- What one member issued another one goes on with: they turned out to be the same person.
UPDATE instruction SET issuer_id = :to_id WHERE issuer_id = :from_id;

-- name: move_messages!
-- What was said to one member was said to another one.
UPDATE bot_message SET member_id = :to_id WHERE member_id = :from_id;

-- name: take_account!
-- A member has no Telegram account any more.
UPDATE member SET telegram_id = NULL, reachable = 0, linked_at = NULL WHERE id = :member_id;
