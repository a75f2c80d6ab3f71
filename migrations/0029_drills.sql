-- A drill (演练): every message of it says so, and it counts in no statistics.
ALTER TABLE instruction ADD COLUMN drill BIGINT NOT NULL DEFAULT 0 CHECK (drill IN (0, 1));
