-- Whether the issuer ticked the property companies and owners' committees: they are told of the
-- instruction, and asked for nothing.
ALTER TABLE instruction ADD COLUMN parties BIGINT NOT NULL DEFAULT 0 CHECK (parties IN (0, 1));
