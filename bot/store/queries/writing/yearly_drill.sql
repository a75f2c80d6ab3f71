-- name: yearly_drill^
-- The drill of a year.
SELECT * FROM yearly_drill WHERE year = :year;

-- name: plan_yearly_drill!
-- When the drill of a year is held; another time where the first could not be kept.
INSERT INTO yearly_drill (year, at) VALUES (:year, :at)
ON CONFLICT (year) DO UPDATE SET at = excluded.at;

-- name: start_yearly_drill!
-- It is held now, once.
UPDATE yearly_drill SET started_at = :now WHERE year = :year AND started_at IS NULL;

-- name: emergency_running^
-- An urgent instruction that is no drill and waits for answers.
SELECT id FROM instruction WHERE state = 'running' AND urgency = 'urgent' AND drill = 0
  AND completed_at IS NULL LIMIT 1;
