-- name: outbox_by_lane
-- The number of rows due in each lane, and the longest time any of them has waited.
SELECT lane, CAST(COUNT(*) AS BIGINT) AS n, MIN(not_before) AS since FROM outbox
WHERE state = 'pending' GROUP BY lane;

-- name: doubtful_sends^
-- The number of messages that may stand in their chat twice or not at all.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM outbox
WHERE (again = 1 OR state IN ('sending', 'uncertain'))
  AND op = 'send' AND (again = 1 OR state = 'uncertain');

-- name: inbox_backlog^
-- The number of pending updates, and since when the oldest waits.
SELECT CAST(COUNT(*) AS BIGINT) AS n, MIN(received_at) AS since FROM inbox
WHERE state = 'waiting';

-- name: count_aside^
-- The number of dead letters.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM inbox WHERE state = 'aside';

-- name: chases_overdue^
-- The number of silent targets overdue for a step, and since when the oldest is. Subqueries instead
-- of a join, so that only due rows are read.
SELECT CAST(COUNT(*) AS BIGINT) AS n, MIN(t.due_at) AS since FROM target t
WHERE t.due_at <= :now
  AND (SELECT i.state FROM instruction i WHERE i.id = t.instruction_id) = 'running';

-- name: aside_since^
-- The number of dead letters after an instant, and the time of the first.
SELECT CAST(COUNT(*) AS BIGINT) AS n, MIN(settled_at) AS since FROM inbox
WHERE state = 'aside' AND settled_at > :after;
