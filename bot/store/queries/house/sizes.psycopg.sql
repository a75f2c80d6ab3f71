-- name: learn_sizes!
-- Update the planner's statistics of the tables that grow by thousands of rows at once.
ANALYZE unit, post, member, assignment, target, message_target, bot_message, outbox;
