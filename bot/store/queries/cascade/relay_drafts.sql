-- name: insert_relay_draft^
-- Begin the words a member adds when relaying.
INSERT INTO relay_draft (instruction_id, member_id, chat_id, touched_at)
VALUES (:instruction_id, :member_id, :chat_id, :now) RETURNING *;

-- name: relay_draft_by_id^
-- One draft of added words.
SELECT * FROM relay_draft WHERE id = :draft_id;

-- name: relay_draft_of^
-- The open draft of a member's words for an instruction.
SELECT * FROM relay_draft
WHERE instruction_id = :instruction_id AND member_id = :member_id AND outcome IS NULL;

-- name: open_relay_drafts
-- All open drafts of words for an instruction.
SELECT * FROM relay_draft WHERE instruction_id = :instruction_id AND outcome IS NULL ORDER BY id;

-- name: relay_drafts_due
-- Confirmed words whose undo time is over.
SELECT * FROM relay_draft WHERE outcome IS NULL AND due_at <= :now ORDER BY due_at, id LIMIT :most;

-- name: touch_relay_draft!
-- The words changed, or were confirmed or taken back.
UPDATE relay_draft SET touched_at = :touched_at, due_at = :due_at
WHERE id = :draft_id AND outcome IS NULL;

-- name: end_relay_draft!
-- A draft of added words has its outcome.
UPDATE relay_draft SET outcome = :outcome WHERE id = :draft_id AND outcome IS NULL;

-- name: insert_relay_draft_part!
-- A message with words to add.
INSERT INTO relay_draft_part (draft_id, chat_id, said, text)
VALUES (:draft_id, :chat_id, :said, :text);

-- name: relay_draft_parts
-- The messages of a draft, in order.
SELECT * FROM relay_draft_part WHERE draft_id = :draft_id ORDER BY id;

-- name: relay_draft_part_said^
-- The part that came in a message; the newest, in case message ids started anew.
SELECT * FROM relay_draft_part WHERE chat_id = :chat_id AND said = :said ORDER BY id DESC LIMIT 1;

-- name: set_relay_draft_part!
-- Replace the text of a part.
UPDATE relay_draft_part SET text = :text WHERE id = :part_id;

-- name: forget_relay_draft_texts!
-- Erase the words of a draft that has its outcome; the message ids stay.
UPDATE relay_draft_part SET text = '' WHERE draft_id = :draft_id;

-- name: relayed_for
-- How the units in which a member holds a post relayed an instruction, the latest first.
SELECT t.relayed_at, t.relayed_by, t.relay_path FROM target t
WHERE t.instruction_id = :instruction_id AND t.gates = 1 AND t.relayed_at IS NOT NULL
  AND EXISTS (SELECT 1 FROM unit_holder h WHERE h.unit_id = t.unit_id AND h.member_id = :member_id)
ORDER BY t.relayed_at DESC, t.id;

-- name: relayed_by
-- The targets for which a member relayed an instruction.
SELECT t.*, u.code, u.name, u.tier, u.parent_id, u.path
FROM target t JOIN unit u ON u.id = t.unit_id
WHERE t.instruction_id = :instruction_id AND t.relayed_by = :member_id AND t.relay_path = 'holder'
ORDER BY u.path;

-- name: words_added_before
-- What a member added when passing on, each once, the newest first.
SELECT MAX(id) AS target_id, relay_words FROM target
WHERE relayed_by = :member_id AND relay_words IS NOT NULL AND relay_path = 'holder'
GROUP BY relay_words ORDER BY MAX(relayed_at) DESC, MAX(id) DESC LIMIT :most;

-- name: words_added_at^
-- What a member added when passing on to the units behind a target.
SELECT relay_words FROM target
WHERE id = :target_id AND relayed_by = :member_id AND relay_words IS NOT NULL
  AND relay_path = 'holder';
