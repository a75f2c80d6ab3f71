-- In a forum, the topic in which the group was bound; its messages go there.
ALTER TABLE work_group ADD COLUMN thread_id BIGINT;
