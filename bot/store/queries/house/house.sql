-- name: house_fact^
-- The value of a key.
SELECT value FROM meta WHERE key = :key;

-- name: put_house_fact!
-- Set the value of a key.
INSERT INTO meta (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
