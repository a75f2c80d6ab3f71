-- The unannounced drill of a year. at: when it is held, drawn once; NULL where no day is left in the year.
-- started_at: it was held, in the transaction that wrote this.
CREATE TABLE yearly_drill (
  year BIGINT PRIMARY KEY,
  at BIGINT,
  started_at BIGINT
);
