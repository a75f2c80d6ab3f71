-- name: insert_help_request^
-- Insert a help request.
INSERT INTO help_request (unit_id, target_id, member_id, state, words, opened_at, due_at)
VALUES (:unit_id, :target_id, :member_id, 'open', :words, :now, :due_at)
RETURNING *;

-- name: current_help_request^
-- The unsolved request of a target.
SELECT * FROM help_request WHERE target_id = :target_id AND state <> 'solved';

-- name: last_help_request^
-- The unsolved request of a target, else the last one that was solved.
SELECT * FROM help_request WHERE target_id = :target_id
ORDER BY CASE WHEN state = 'solved' THEN 1 ELSE 0 END, id DESC LIMIT 1;

-- name: current_help_request_of_unit^
-- The unsolved request of a unit that concerns no instruction.
SELECT * FROM help_request
WHERE unit_id = :unit_id AND target_id IS NULL AND state <> 'solved';

-- name: help_request_by_id^
-- One request for help.
SELECT * FROM help_request WHERE id = :request_id;

-- name: set_help_words!
-- Store what the trouble is: one of four reasons, own words, or both.
UPDATE help_request SET reason = COALESCE(:reason, reason), words = COALESCE(:words, words)
WHERE id = :request_id AND state <> 'solved';

-- name: take_help_request!
-- Take a request.
UPDATE help_request SET state = 'taken', taken_by = :member_id, taken_at = :now, due_at = NULL
WHERE id = :request_id AND state = 'open';

-- name: solve_help_request!
-- Solve a request.
UPDATE help_request SET state = 'solved', solved_at = :now, due_at = NULL
WHERE id = :request_id AND state <> 'solved';

-- name: take_back_help_request!
-- Take a request back as a mistake, unless somebody has taken it.
UPDATE help_request SET state = 'solved', reason = 'mistake', solved_at = :now, due_at = NULL
WHERE id = :request_id AND state = 'open';

-- name: reopen_help_request!
-- Reopen a request: it climbs from the beginning.
UPDATE help_request SET state = 'open', rung = 0, taken_by = NULL, taken_at = NULL, solved_at = NULL,
  reopened_at = :now
WHERE id = :request_id AND state = 'solved' AND COALESCE(reason, '') <> 'mistake'
  AND NOT EXISTS (SELECT 1 FROM help_request o
    WHERE o.state <> 'solved' AND (o.target_id = help_request.target_id
      OR o.target_id IS NULL AND help_request.target_id IS NULL
        AND o.unit_id = help_request.unit_id));

-- name: help_on_card
-- Who requested help for the units on a card, and who took it.
SELECT h.id, u.name, h.member_id, h.taken_by FROM message_target x
JOIN help_request h ON h.target_id = x.target_id AND h.state <> 'solved'
JOIN target t ON t.id = x.target_id
JOIN unit u ON u.id = t.unit_id
WHERE x.message_id = :message_id AND x.role = 'line' ORDER BY h.id;

-- name: set_help_rung!
-- An untaken request has climbed.
UPDATE help_request SET rung = :rung, due_at = :due_at WHERE id = :request_id;

-- name: help_requests_due
-- Untaken requests that are due to climb.
SELECT h.* FROM help_request h WHERE h.state = 'open' AND h.due_at <= :now
ORDER BY h.due_at LIMIT :most;

-- name: release_help_request!
-- An unsolved request is nobody's any more.
UPDATE help_request SET state = 'open', rung = 0, taken_by = NULL, taken_at = NULL, due_at = NULL
WHERE id = :request_id AND state <> 'solved';

-- name: help_requests_told_to
-- The unsolved requests that somebody was told of or has taken.
SELECT h.* FROM help_request h
WHERE h.state <> 'solved' AND (h.taken_by = :member_id OR EXISTS (
  SELECT 1 FROM bot_message m WHERE m.kind = 'help' AND m.subject_id = h.id
    AND m.member_id = :member_id AND m.gone_at IS NULL))
ORDER BY h.id;

-- name: open_help_requests
-- The requests that nobody has taken.
SELECT h.* FROM help_request h WHERE h.state = 'open' ORDER BY h.id;
