-- name: week_asked_anybody^
-- An instruction of a week that counts.
SELECT id FROM instruction WHERE started_at >= :since AND started_at < :until AND needs_answer = 1
  AND drill = 0 AND state <> 'withdrawn' LIMIT 1;

-- name: weekly_counts
-- What was asked of a part of the tree in a week, by branch, issuer and the unit it was written for.
-- Drills, withdrawn instructions and targets that answered by what was known do not count.
SELECT CASE WHEN u.tier = :lowest AND u.parent_id IS NOT NULL THEN u.parent_id ELSE u.id END
    AS branch_id, i.issuer_id, i.unit_id,
  CAST(COUNT(*) AS BIGINT) AS asked, CAST(COUNT(t.answered_at) AS BIGINT) AS answered,
  CAST(SUM(CASE WHEN t.step > 0 THEN 1 ELSE 0 END) AS BIGINT) AS reminded,
  CAST(SUM(CASE WHEN EXISTS (
    SELECT 1 FROM acknowledgement k WHERE k.target_id = t.id AND k.path = 'proxy')
    THEN 1 ELSE 0 END) AS BIGINT) AS phoned,
  CAST(SUM(CASE WHEN t.step > 0 OR t.answered_at IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS needed
FROM instruction i CROSS JOIN unit u JOIN target t ON t.instruction_id = i.id AND t.unit_id = u.id
WHERE i.started_at >= :since AND i.started_at < :until AND i.needs_answer = 1 AND i.drill = 0
  AND i.state <> 'withdrawn' AND u.path >= :path AND u.path < :path_end
  AND t.opened_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM form_answer a WHERE a.target_id = t.id AND a.path = 'known')
GROUP BY 1, i.issuer_id, i.unit_id ORDER BY i.unit_id, i.issuer_id, 1;

-- name: weekly_medians
-- How long the middle answer of each branch took, counted as above, the slowest branch first.
WITH took AS (
  SELECT CASE WHEN u.tier = :lowest AND u.parent_id IS NOT NULL THEN u.parent_id ELSE u.id END
      AS branch_id, t.answered_at - COALESCE(t.sent_at, t.opened_at) AS span
  FROM instruction i CROSS JOIN unit u JOIN target t ON t.instruction_id = i.id AND t.unit_id = u.id
  WHERE i.started_at >= :since AND i.started_at < :until AND i.needs_answer = 1 AND i.drill = 0
    AND i.state <> 'withdrawn' AND u.path >= :path AND u.path < :path_end
    AND t.answered_at IS NOT NULL AND t.opened_at IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM form_answer a WHERE a.target_id = t.id AND a.path = 'known')),
ranked AS (
  SELECT branch_id, span, ROW_NUMBER() OVER (PARTITION BY branch_id ORDER BY span) AS place,
    COUNT(*) OVER (PARTITION BY branch_id) AS answered FROM took)
SELECT r.branch_id, b.name, r.answered, r.span FROM ranked r JOIN unit b ON b.id = r.branch_id
WHERE r.place = (r.answered + 1) / 2 ORDER BY r.span DESC, b.path;

-- name: weekly_filled
-- Since when the posts that were filled in a week are held, and when they had become empty.
SELECT a.since, (SELECT MAX(b.until) FROM assignment b
  WHERE b.post_id = a.post_id AND b.until <= a.since) AS emptied
FROM unit u CROSS JOIN seat s JOIN assignment a ON a.post_id = s.post_id
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL AND s.unit_id = u.id
  AND s.party = 0 AND a.since >= :since AND a.since < :until
ORDER BY a.since, a.id;

-- name: weekly_empty
-- When each post that is empty now became so; NULL where it was never held.
SELECT (SELECT MAX(b.until) FROM assignment b WHERE b.post_id = s.post_id) AS emptied
FROM unit u CROSS JOIN seat s
WHERE u.path >= :path AND u.path < :path_end AND u.removed_at IS NULL AND s.unit_id = u.id
  AND s.party = 0 AND s.member_id IS NULL;

-- name: weekly_unasked^
-- How many answers to questions of a week were known, so that nobody was asked.
SELECT CAST(COUNT(*) AS BIGINT) AS n
FROM instruction i CROSS JOIN unit u JOIN target t ON t.instruction_id = i.id AND t.unit_id = u.id
JOIN form_answer a ON a.target_id = t.id AND a.path = 'known'
WHERE i.started_at >= :since AND i.started_at < :until AND i.drill = 0 AND i.state <> 'withdrawn'
  AND u.path >= :path AND u.path < :path_end;
