-- What a number counts is part of what its question means: the key of a question names it too.
-- Measures that can be converted into one another share one name.
CREATE TABLE scale (measure TEXT PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO scale (measure, name) VALUES
  ('毫米', 'cm'), ('mm', 'cm'), ('厘米', 'cm'), ('公分', 'cm'), ('米', 'cm'), ('m', 'cm'),
  ('公里', 'cm'), ('km', 'cm'), ('斤', 'kg'), ('公斤', 'kg'), ('千克', 'kg'), ('吨', 'kg'),
  ('t', 'kg'), ('包', '袋'), ('部', '台'), ('户', '家'), ('戶', '家'), ('只', '个'), ('個', '个'),
  ('棟', '栋'), ('處', '处'), ('間', '间'), ('臺', '台');

UPDATE form_question SET folded = folded || '/' || COALESCE(
  (SELECT s.name FROM scale s WHERE s.measure = LOWER(form_question.measure)), LOWER(measure))
WHERE kind = 'number' AND measure <> '';
UPDATE fact_question SET folded = folded || '/' || COALESCE(
  (SELECT s.name FROM scale s WHERE s.measure = LOWER(fact_question.measure)), LOWER(measure))
WHERE kind = 'number' AND measure <> '';
UPDATE fact_tie SET
  folded = COALESCE((SELECT MIN(q.folded) FROM form_question q
    WHERE q.kind = fact_tie.kind AND SUBSTR(q.folded, 1, 33) = fact_tie.folded || '/'), folded),
  same_as = COALESCE((SELECT k.folded FROM fact_question k
    WHERE k.kind = fact_tie.kind AND SUBSTR(k.folded, 1, 33) = fact_tie.same_as || '/'), same_as);
-- A fact is kept under the key of its question, or of the one that is tied to.
UPDATE fact SET folded = (SELECT k.folded FROM fact_question k
  WHERE k.kind = fact.kind AND SUBSTR(k.folded, 1, 33) = fact.folded || '/')
WHERE kind = 'number' AND EXISTS (SELECT 1 FROM fact_question k
  WHERE k.kind = fact.kind AND SUBSTR(k.folded, 1, 33) = fact.folded || '/');
DROP TABLE scale;
