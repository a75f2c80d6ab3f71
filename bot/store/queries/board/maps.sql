-- name: put_unit_plan!
-- Set the plan of a unit; spots set on a former one stay where they are.
INSERT INTO unit_plan (unit_id, content, width, height, set_by, set_at)
VALUES (:unit_id, :content, :width, :height, :set_by, :now)
ON CONFLICT (unit_id) DO UPDATE SET content = excluded.content, width = excluded.width,
  height = excluded.height, set_by = excluded.set_by, set_at = excluded.set_at;

-- name: drop_unit_plan!
-- A unit has no plan any more.
DELETE FROM unit_plan WHERE unit_id = :unit_id;

-- name: unit_plan_size^
-- How large the plan of a unit is, and since when it is there.
SELECT width, height, set_at FROM unit_plan WHERE unit_id = :unit_id;

-- name: unit_plan_content^
-- The plan of a unit.
SELECT content FROM unit_plan WHERE unit_id = :unit_id;

-- name: unit_spots
-- Where units lie on the plan of one; those that were removed are left out.
SELECT s.unit_id, s.x, s.y FROM unit_spot s
JOIN unit u ON u.id = s.unit_id AND u.removed_at IS NULL
WHERE s.plan_id = :plan_id;

-- name: put_unit_spot!
-- Set where a unit lies on a plan.
INSERT INTO unit_spot (unit_id, plan_id, x, y) VALUES (:unit_id, :plan_id, :x, :y)
ON CONFLICT (unit_id) DO UPDATE SET plan_id = excluded.plan_id, x = excluded.x, y = excluded.y;

-- name: drop_unit_spot!
-- A unit lies nowhere on the plan of another one.
DELETE FROM unit_spot WHERE unit_id = :unit_id AND plan_id = :plan_id;

-- name: unit_outlines_below
-- The outlines of the units right below one.
SELECT o.unit_id, o.rings FROM unit_outline o
JOIN unit u ON u.id = o.unit_id AND u.removed_at IS NULL
WHERE u.parent_id = :unit_id;

-- name: unit_outline_of^
-- The outline of a unit.
SELECT unit_id, rings FROM unit_outline WHERE unit_id = :unit_id;

-- name: unit_outlines_all
-- All outlines.
SELECT o.unit_id, o.rings FROM unit_outline o
JOIN unit u ON u.id = o.unit_id AND u.removed_at IS NULL ORDER BY u.path;

-- name: put_unit_outline*!
-- Set the outline of a unit.
INSERT INTO unit_outline (unit_id, rings, set_at) VALUES (:unit_id, :rings, :set_at)
ON CONFLICT (unit_id) DO UPDATE SET rings = excluded.rings, set_at = excluded.set_at;

-- name: units_of_map
-- All living units, to be found by code or name.
SELECT u.id, u.code, u.name, p.name AS upper FROM unit u
LEFT JOIN unit p ON p.id = u.parent_id WHERE u.removed_at IS NULL ORDER BY u.path;

