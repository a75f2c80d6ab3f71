-- name: house_fact^
-- One of the single facts.
SELECT value FROM meta WHERE key = :key;

-- name: put_house_fact!
-- Write one of the single facts.
INSERT INTO meta (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
