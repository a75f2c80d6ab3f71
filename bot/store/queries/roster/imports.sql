-- name: insert_import^
-- Somebody sent a spreadsheet.
INSERT INTO import_request (member_id, chat_id, file_id, file_name, state, created_at)
VALUES (:member_id, :chat_id, :file_id, :file_name, 'asked', :now) RETURNING id;

-- name: import_by_id^
-- A spreadsheet somebody sent, without what it would change.
SELECT id, member_id, chat_id, file_id, file_name, state, answers FROM import_request
WHERE id = :import_id;

-- name: import_difference^
-- What a spreadsheet would change.
SELECT difference FROM import_request WHERE id = :import_id AND difference IS NOT NULL;

-- name: open_imports
-- The spreadsheets in a chat that nobody has decided about.
SELECT id, member_id, chat_id, file_id, file_name, state, answers FROM import_request
WHERE chat_id = :chat_id AND state IN ('asked', 'fetching', 'ready') ORDER BY id;

-- name: forgotten_imports
-- The spreadsheets that lay undecided too long.
SELECT id, member_id, chat_id, file_id, file_name, state, answers FROM import_request
WHERE state IN ('asked', 'fetching', 'ready') AND created_at < :before ORDER BY id LIMIT :most;

-- name: begin_fetching!
-- The file is wanted, and compared with these answers.
UPDATE import_request SET state = 'fetching', answers = :answers, difference = NULL
WHERE id = :import_id;

-- name: import_ready!
-- It is known what a spreadsheet would change.
UPDATE import_request SET state = 'ready', difference = :difference
WHERE id = :import_id AND state = 'fetching';

-- name: end_import!
-- It is decided, and what would have changed is erased.
UPDATE import_request SET state = :state, answers = '{}', difference = NULL, decided_at = :now
WHERE id = :import_id AND state IN ('asked', 'fetching', 'ready');
