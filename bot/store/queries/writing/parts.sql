-- name: insert_part^
-- One more message of a draft.
INSERT INTO draft_part (instruction_id, chat_id, said, text)
VALUES (:instruction_id, :chat_id, :said, :text) RETURNING *;

-- name: parts_of
-- The messages an instruction was written in, in order.
SELECT * FROM draft_part WHERE instruction_id = :instruction_id ORDER BY id;

-- name: part_said^
-- The part that a message of somebody's has become; the newest, should numbers begin anew.
SELECT * FROM draft_part WHERE chat_id = :chat_id AND said = :said ORDER BY id DESC LIMIT 1;

-- name: set_part_text!
-- A part says something else.
UPDATE draft_part SET text = :text WHERE id = :part_id;

-- name: forget_part_texts!
-- It has been sent: its words stand in the instruction.
UPDATE draft_part SET text = '' WHERE instruction_id = :instruction_id;

-- name: delete_parts!
-- A draft ceases.
DELETE FROM draft_part WHERE instruction_id = :instruction_id;

-- name: files_of
-- The files of an instruction with their names, in order.
SELECT * FROM attachment WHERE instruction_id = :instruction_id ORDER BY id;

-- name: set_part_file!
-- The file of a message was replaced by another.
UPDATE attachment SET kind = :kind, file_id = :file_id, name = :name WHERE part_id = :part_id;

-- name: delete_file!
-- A file is taken out of a draft.
DELETE FROM attachment WHERE id = :file_id AND instruction_id = :instruction_id;

-- name: sent_with_album^
-- What an issuer has sent with other pieces of this album.
SELECT i.id FROM attachment a JOIN instruction i ON i.id = a.instruction_id
WHERE a.album = :album AND i.issuer_id = :issuer_id AND i.state <> 'draft'
ORDER BY i.id DESC LIMIT 1;
