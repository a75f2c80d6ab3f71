-- name: insert_board_session^
-- Store a session, or a link to the board; nothing where its token is known already.
INSERT INTO board_session (kind, account, seed, token_hash, unit_id, device, created_at, until)
VALUES (:kind, :account, :seed, :token_hash, :unit_id, :device, :now, :until)
ON CONFLICT (token_hash) DO NOTHING RETURNING id;

-- name: board_session_by_token^
-- A living session or link by the hash of its token.
SELECT * FROM board_session
WHERE token_hash = :token_hash AND kind = :kind AND ended_at IS NULL AND until > :now;

-- name: board_session_by_id^
-- A session or link, living or not.
SELECT * FROM board_session WHERE id = :id;

-- name: board_sessions_of
-- An account's living sessions and links of one kind, the newest first.
SELECT * FROM board_session
WHERE account = :account AND kind = :kind AND ended_at IS NULL AND until > :now ORDER BY id DESC;

-- name: end_board_session!
-- End a session or link; one that has ended stays as it is.
UPDATE board_session SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- name: drop_board_sessions!
-- Delete sessions and links that have been of no use for a while.
DELETE FROM board_session WHERE id IN (
  SELECT id FROM board_session WHERE until < :before ORDER BY id LIMIT :most);

-- name: board_sessions_forgotten!
-- Delete an account's sessions and links.
DELETE FROM board_session WHERE account = :account;

-- name: held_board_sessions
-- An account's sessions on the board, and links to it.
SELECT kind, device, created_at AS at FROM board_session
WHERE account = :account AND CAST(:member_id AS BIGINT) IS NOT NULL ORDER BY id;

-- name: has_issued^
-- Whether somebody has written an instruction.
SELECT id FROM instruction WHERE issuer_id = :member_id LIMIT 1;
