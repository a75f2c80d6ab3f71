-- 道声辛苦: the issuer thanks those who answered, once. What a branch lead added when passing on is
-- offered again, newest first.
ALTER TABLE instruction ADD COLUMN thanked_at BIGINT;
CREATE INDEX target_relay_words ON target (relayed_by, relayed_at) WHERE relay_words IS NOT NULL;
