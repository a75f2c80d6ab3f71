-- on_page: without Telegram, let in on /mine. The page does not ring, so they are called as those
-- who are reached by telephone alone are: by_phone is 1, too. 1: only because of the page; 2: they
-- were to be called anyway.
ALTER TABLE member ADD COLUMN on_page BIGINT NOT NULL DEFAULT 0 CHECK (on_page IN (0, 1, 2));
UPDATE member SET on_page = CASE WHEN by_phone = 1 THEN 2 ELSE 1 END, by_phone = 1
WHERE telegram_id IS NULL AND EXISTS (
  SELECT 1 FROM page_link l WHERE l.member_id = member.id AND l.state = 'approved');
