-- Groups the bot is in and may not write in: since when, and when it is tried again.
ALTER TABLE work_group ADD COLUMN muted_at BIGINT;
ALTER TABLE work_group ADD COLUMN try_at BIGINT;
CREATE INDEX work_group_try ON work_group (try_at) WHERE try_at IS NOT NULL;

-- Telegram says that the account of this member is deleted.
ALTER TABLE member ADD COLUMN deactivated BIGINT NOT NULL DEFAULT 0;
