-- Where units lie: a plan of a branch (a picture) with its buildings' spots on it, or outlines from
-- a map.

-- content: a JPEG of our own making, in base64.
CREATE TABLE unit_plan (
  unit_id BIGINT PRIMARY KEY REFERENCES unit (id),
  content TEXT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  set_by BIGINT REFERENCES member (id),
  set_at BIGINT NOT NULL
);

-- x, y: in ten-thousandths of the plan's width and height, from its upper left corner.
CREATE TABLE unit_spot (
  unit_id BIGINT PRIMARY KEY REFERENCES unit (id),
  plan_id BIGINT NOT NULL REFERENCES unit (id),
  x BIGINT NOT NULL CHECK (x BETWEEN 0 AND 10000),
  y BIGINT NOT NULL CHECK (y BETWEEN 0 AND 10000)
);
CREATE INDEX unit_spot_plan ON unit_spot (plan_id);

-- rings: closed lines of longitude and latitude in millionths of a degree, as JSON.
CREATE TABLE unit_outline (
  unit_id BIGINT PRIMARY KEY REFERENCES unit (id),
  rings TEXT NOT NULL,
  set_at BIGINT NOT NULL
);
