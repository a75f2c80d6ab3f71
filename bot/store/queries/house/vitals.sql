-- name: outbox_by_lane
-- How much waits to be done in each lane, and since when the longest could have been.
SELECT lane, CAST(COUNT(*) AS BIGINT) AS n, MIN(not_before) AS since FROM outbox
WHERE state = 'pending' GROUP BY lane;

-- name: doubtful_sends^
-- How many messages may stand in their chat twice, or not at all.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM outbox
WHERE (again = 1 OR state IN ('sending', 'uncertain'))
  AND op = 'send' AND (again = 1 OR state = 'uncertain');

-- name: inbox_backlog^
-- How many updates have not been handled, and since when the longest waits.
SELECT CAST(COUNT(*) AS BIGINT) AS n, MIN(received_at) AS since FROM inbox
WHERE state = 'waiting';

-- name: count_aside^
-- How many updates could not be handled.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM inbox WHERE state = 'aside';

-- name: chases_overdue^
-- How many silent targets should have climbed a step by now, and since when the longest;
-- not a join, so that only what is due is looked at.
SELECT CAST(COUNT(*) AS BIGINT) AS n, MIN(t.due_at) AS since FROM target t
WHERE t.due_at <= :now
  AND (SELECT i.state FROM instruction i WHERE i.id = t.instruction_id) = 'running';

-- name: aside_since^
-- How many updates were set aside after an instant, and when the first of them was.
SELECT CAST(COUNT(*) AS BIGINT) AS n, MIN(settled_at) AS since FROM inbox
WHERE state = 'aside' AND settled_at > :after;
