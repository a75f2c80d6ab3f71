-- The office's own word for a seat: 网格长, 座长. Where it is not known the usual word is said.
ALTER TABLE post ADD COLUMN title TEXT;
