-- name: fresh_unit_ids
-- Reserve ids from the identity's own sequence.
SELECT nextval(pg_get_serial_sequence('unit', 'id')) AS id
FROM generate_series(1, CAST(:n AS BIGINT));

-- name: fresh_member_ids
-- Reserve ids from the identity's own sequence.
SELECT nextval(pg_get_serial_sequence('member', 'id')) AS id
FROM generate_series(1, CAST(:n AS BIGINT));

-- name: fresh_post_ids
-- Reserve ids from the identity's own sequence.
SELECT nextval(pg_get_serial_sequence('post', 'id')) AS id
FROM generate_series(1, CAST(:n AS BIGINT));
