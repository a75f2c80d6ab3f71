-- name: language_of_chat^
-- The language of a chat.
SELECT language, chosen FROM chat_language WHERE chat_id = :chat_id;

-- name: choose_language!
-- Store the chosen language of a chat.
INSERT INTO chat_language (chat_id, language, chosen) VALUES (:chat_id, :language, 1)
ON CONFLICT (chat_id) DO UPDATE SET language = excluded.language, chosen = 1;

-- name: note_language!
-- Store the language Telegram reports, unless one was chosen.
INSERT INTO chat_language (chat_id, language, chosen) VALUES (:chat_id, :language, 0)
ON CONFLICT (chat_id) DO UPDATE SET language = excluded.language WHERE chat_language.chosen = 0;

-- name: move_language!
-- A group was migrated to a new chat id.
UPDATE chat_language SET chat_id = :new_chat WHERE chat_id = :old_chat
  AND NOT EXISTS (SELECT 1 FROM chat_language AS there WHERE there.chat_id = :new_chat);
