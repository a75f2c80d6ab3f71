-- name: cards_to_thank_under
-- The cards whose readers have answered: those in groups, and private ones of whoever answered for
-- units that are on no group's card.
SELECT b.chat_id, b.telegram_id FROM bot_message b
WHERE b.kind = 'card' AND b.subject_id = :instruction_id AND b.gone_at IS NULL
  AND b.telegram_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM message_target x JOIN target t ON t.id = x.target_id AND t.answered_at IS NOT NULL
    WHERE x.message_id = b.id AND (b.chat_id < 0 OR (
      EXISTS (
        SELECT 1 FROM acknowledgement k JOIN member m ON m.id = k.member_id
        WHERE k.target_id = t.id AND m.telegram_id = b.chat_id)
      AND NOT EXISTS (
        SELECT 1 FROM message_target y JOIN bot_message g ON g.id = y.message_id
          AND g.kind = 'card' AND g.chat_id < 0 AND g.gone_at IS NULL AND g.telegram_id IS NOT NULL
        WHERE y.target_id = t.id))))
ORDER BY b.id;

-- name: set_thanked!
-- Those who answered are thanked, once.
UPDATE instruction SET thanked_at = :now WHERE id = :instruction_id AND thanked_at IS NULL;

-- name: thanked^
-- When those who answered were thanked.
SELECT thanked_at FROM instruction WHERE id = :instruction_id;
