-- name: learn_sizes!
-- How much there is in the tables that grow by thousands at once.
ANALYZE unit, post, member, assignment, target, message_target, bot_message, outbox;
