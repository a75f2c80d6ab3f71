-- Removed by `gridcall forget`: the row stays, so that counts and the log's ids hold. Its name is
-- replaced by a placeholder that messages say in the reader's language.
ALTER TABLE member ADD COLUMN forgotten_at BIGINT;

-- What has ended is deleted after `[retention] instructions`.
CREATE INDEX instruction_ended ON instruction (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX remark_member ON remark (member_id);
CREATE INDEX acknowledgement_member ON acknowledgement (member_id);
