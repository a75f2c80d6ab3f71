-- name: learn_sizes!
-- Nothing: SQLite plans by its indexes alone, as long as nobody has told it more.
SELECT 1;
