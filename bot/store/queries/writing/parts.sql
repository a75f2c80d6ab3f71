-- name: insert_part^
-- Add a message to a draft.
INSERT INTO draft_part (instruction_id, chat_id, said, text)
VALUES (:instruction_id, :chat_id, :said, :text) RETURNING *;

-- name: parts_of
-- The parts of an instruction, in order.
SELECT * FROM draft_part WHERE instruction_id = :instruction_id ORDER BY id;

-- name: part_said^
-- The part that came from a message; the newest, in case message ids started anew.
SELECT * FROM draft_part WHERE chat_id = :chat_id AND said = :said ORDER BY id DESC LIMIT 1;

-- name: set_part_text!
-- Replace the text of a part.
UPDATE draft_part SET text = :text WHERE id = :part_id;

-- name: forget_part_texts!
-- The instruction was sent: erase the parts' texts, which it now holds.
UPDATE draft_part SET text = '' WHERE instruction_id = :instruction_id;

-- name: delete_parts!
-- Delete the parts of a draft.
DELETE FROM draft_part WHERE instruction_id = :instruction_id;

-- name: files_of
-- The files of an instruction with their names, in order.
SELECT * FROM attachment WHERE instruction_id = :instruction_id AND replaced_by IS NULL ORDER BY id;

-- name: set_part_file!
-- Replace the file of a part.
UPDATE attachment SET kind = :kind, file_id = :file_id, name = :name WHERE part_id = :part_id;

-- name: delete_file!
-- Remove a file from a draft.
DELETE FROM attachment WHERE id = :file_id AND instruction_id = :instruction_id;

-- name: sent_with_album^
-- The instruction an issuer sent with other files of this album.
SELECT i.id FROM attachment a JOIN instruction i ON i.id = a.instruction_id
WHERE a.album = :album AND i.issuer_id = :issuer_id AND i.state <> 'draft'
ORDER BY i.id DESC LIMIT 1;
