-- name: hand_changes
-- What was changed by hand since a file last spoke of it.
SELECT h.what, h.subject_id, h.was_name, h.was_below,
  u.id, u.code, u.name, u.tier, u.parent_id, u.path,
  p.id AS post_id, p.unit_id AS post_unit, p.kind, p.ordinal, p.note, p.title
FROM hand_change h
LEFT JOIN unit u ON h.what = 'unit' AND u.id = h.subject_id AND u.removed_at IS NOT NULL
LEFT JOIN post p ON h.what = 'post' AND p.id = h.subject_id AND p.dropped_at IS NOT NULL
ORDER BY h.what, h.subject_id;

-- name: held_before_hand_changes
-- Who has held the posts that were changed by hand; of an entry that became part of another, both.
WITH RECURSIVE held (post_id, member_id) AS (
  SELECT a.post_id, a.member_id FROM hand_change h
  JOIN assignment a ON a.post_id = h.subject_id WHERE h.what = 'holder' OR h.what = 'post'
  UNION
  SELECT held.post_id, m.merged_into FROM held
  JOIN member m ON m.id = held.member_id WHERE m.merged_into IS NOT NULL
)
SELECT post_id, member_id FROM held;

-- name: put_hand_change*!
-- Something was changed by hand; how files may still have a unit is kept from the first time.
INSERT INTO hand_change (what, subject_id, was_name, was_below, changed_by, changed_at)
VALUES (:what, :subject_id, :was_name, :was_below, :changed_by, :now)
ON CONFLICT (what, subject_id) DO UPDATE SET changed_by = excluded.changed_by,
  changed_at = excluded.changed_at,
  was_name = COALESCE(hand_change.was_name, excluded.was_name),
  was_below = COALESCE(hand_change.was_below, excluded.was_below);

-- name: drop_hand_change*!
-- A file has had the last word.
DELETE FROM hand_change WHERE what = :what AND subject_id = :subject_id;

-- name: hand_changes_of_posts
-- The posts of a unit, or their holders, that were changed by hand.
SELECT DISTINCT h.subject_id FROM hand_change h
JOIN seat s ON s.post_id = h.subject_id AND s.unit_id = :unit_id
WHERE h.what = 'holder' OR h.what = 'post';
