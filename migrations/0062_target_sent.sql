-- Whether a unit was asked since an instant is one look into the index, however many closed
-- instructions lie behind (sign of life).
DROP INDEX target_unit;
CREATE INDEX target_unit ON target (unit_id, state, sent_at);
