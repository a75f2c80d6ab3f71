-- name: insert_import^
-- Insert an import request.
INSERT INTO import_request (member_id, chat_id, file_id, file_name, state, created_at)
VALUES (:member_id, :chat_id, :file_id, :file_name, 'asked', :now) RETURNING id;

-- name: import_by_id^
-- An import request without its difference.
SELECT id, member_id, chat_id, file_id, file_name, state, answers, purpose FROM import_request
WHERE id = :import_id;

-- name: import_difference^
-- The difference of an import request.
SELECT difference FROM import_request WHERE id = :import_id AND difference IS NOT NULL;

-- name: open_imports
-- The undecided import requests in a chat.
SELECT id, member_id, chat_id, file_id, file_name, state, answers, purpose FROM import_request
WHERE chat_id = :chat_id AND state IN ('asked', 'fetching', 'ready') ORDER BY id;

-- name: forgotten_imports
-- The import requests that stayed undecided too long.
SELECT id, member_id, chat_id, file_id, file_name, state, answers, purpose FROM import_request
WHERE state IN ('asked', 'fetching', 'ready') AND created_at < :before ORDER BY id LIMIT :most;

-- name: set_import_purpose!
-- What the file of a request is read as.
UPDATE import_request SET purpose = :purpose WHERE id = :import_id;

-- name: begin_fetching!
-- The file is being downloaded, to be compared using these answers.
UPDATE import_request SET state = 'fetching', answers = :answers, difference = NULL
WHERE id = :import_id;

-- name: import_ready!
-- Store the difference of an import request.
UPDATE import_request SET state = 'ready', difference = :difference
WHERE id = :import_id AND state = 'fetching';

-- name: end_import!
-- Decide an import request and erase its difference.
UPDATE import_request SET state = :state, answers = '{}', difference = NULL, decided_at = :now
WHERE id = :import_id AND state IN ('asked', 'fetching', 'ready');
