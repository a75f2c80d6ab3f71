-- Up to how many days of age what is known is not asked, as in form_reuse; NULL: everything is asked.
ALTER TABLE template ADD COLUMN reuse_days BIGINT;
