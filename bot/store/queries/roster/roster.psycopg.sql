-- name: fresh_unit_ids
-- So many ids from the identity's own sequence, which has to know of them.
SELECT nextval(pg_get_serial_sequence('unit', 'id')) AS id
FROM generate_series(1, CAST(:n AS BIGINT));

-- name: fresh_member_ids
-- So many ids from the identity's own sequence, which has to know of them.
SELECT nextval(pg_get_serial_sequence('member', 'id')) AS id
FROM generate_series(1, CAST(:n AS BIGINT));

-- name: fresh_post_ids
-- So many ids from the identity's own sequence, which has to know of them.
SELECT nextval(pg_get_serial_sequence('post', 'id')) AS id
FROM generate_series(1, CAST(:n AS BIGINT));
