-- name: meta_value^
-- A single fact.
SELECT value FROM meta WHERE key = :key;

-- name: put_meta!
-- A single fact is from now on so.
INSERT INTO meta (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
