-- What is kept to be sent again may be a drill.
ALTER TABLE template ADD COLUMN drill BIGINT NOT NULL DEFAULT 0 CHECK (drill IN (0, 1));
