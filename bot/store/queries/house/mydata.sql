-- name: held_posts
-- Every post a member holds or held.
SELECT u.name AS unit, u.tier, p.kind, p.title, p.note, a.since, a.until
FROM assignment a JOIN post p ON p.id = a.post_id JOIN unit u ON u.id = p.unit_id
WHERE a.member_id = :member_id ORDER BY a.since, a.id;

-- name: held_answers
-- What a member answered, for themself or for others.
SELECT i.number, i.text, u.name AS unit, k.path, k.said_at AS at, k.late
FROM acknowledgement k JOIN target t ON t.id = k.target_id
JOIN instruction i ON i.id = t.instruction_id JOIN unit u ON u.id = t.unit_id
WHERE k.member_id = :member_id ORDER BY k.said_at, k.id;

-- name: held_remarks
-- What a member wrote besides answers; the words of a call for help stand with the call.
SELECT r.kind, i.number, u.name AS unit, r.words, r.copied, r.said_at AS at, m.name AS reader
FROM remark r JOIN unit u ON u.id = r.unit_id LEFT JOIN instruction i ON i.id = r.instruction_id
LEFT JOIN member m ON m.id = r.to_id
WHERE r.member_id = :member_id AND r.kind <> 'help' ORDER BY r.said_at, r.id;

-- name: held_relays
-- What a member passed on, with the words added.
SELECT i.number, i.text, u.name AS unit, t.relayed_at AS at, t.relay_words AS words
FROM target t JOIN instruction i ON i.id = t.instruction_id JOIN unit u ON u.id = t.unit_id
WHERE t.relayed_by = :member_id ORDER BY t.relayed_at, t.id;

-- name: held_relay_drafts
-- Words a member is about to add when passing on.
SELECT i.number, p.text AS words, d.touched_at AS at FROM relay_draft d
JOIN relay_draft_part p ON p.draft_id = d.id
JOIN instruction i ON i.id = d.instruction_id WHERE d.member_id = :member_id ORDER BY p.id;

-- name: held_form_answers
-- Answers a member gave to the questions of instructions, every version.
SELECT i.number, u.name AS unit, q.words AS question, a.said_at AS at,
  CASE WHEN q.kind = 'photo' THEN '📷' WHEN q.kind <> 'yes_no' THEN a.value
    WHEN a.value = 'yes' THEN '✓' ELSE '✗' END AS words
FROM form_answer a JOIN form_question q ON q.id = a.question_id
JOIN instruction i ON i.id = q.instruction_id JOIN unit u ON u.id = a.unit_id
WHERE a.member_id = :member_id ORDER BY a.said_at, a.id;

-- name: held_fillings
-- What a member is filling in and has not handed in.
SELECT i.number, u.name AS unit, q.words AS question, f.said_at AS at,
  CASE WHEN q.kind = 'photo' THEN '📷' WHEN q.kind <> 'yes_no' THEN v.value
    WHEN v.value = 'yes' THEN '✓' ELSE '✗' END AS words
FROM form_filling f JOIN form_filling_value v ON v.filling_id = f.id
JOIN form_question q ON q.id = v.question_id
JOIN instruction i ON i.id = q.instruction_id JOIN target t ON t.id = f.target_id
JOIN unit u ON u.id = t.unit_id
WHERE f.member_id = :member_id AND f.state = 'open' ORDER BY f.id, q.ordinal;

-- name: held_helps
-- Calls for help a member made or took.
SELECT u.name AS unit, h.state, h.reason, h.opened_at AS at,
  CASE WHEN h.member_id = :member_id THEN h.words END AS words,
  CASE WHEN h.member_id = :member_id THEN 1 ELSE 0 END AS own
FROM help_request h JOIN unit u ON u.id = h.unit_id
WHERE h.member_id = :member_id OR h.taken_by = :member_id ORDER BY h.opened_at, h.id;

-- name: held_notices
-- What a member wrote as a notice, sent or not.
SELECT i.id, i.number, i.state, i.text, i.created_at AS at, i.file_name AS file, i.changed AS words,
  (SELECT COUNT(*) FROM attachment a WHERE a.instruction_id = i.id) AS files
FROM instruction i WHERE i.issuer_id = :member_id ORDER BY i.id;

-- name: held_approvals
-- What a member let go out, or did not, as the second person, and why.
SELECT i.number, i.text, a.state, a.reason AS words, a.decided_at AS at
FROM approval a JOIN instruction i ON i.id = a.instruction_id
WHERE a.decided_by = :member_id AND a.state IN ('approved', 'refused') ORDER BY a.id;

-- name: held_versions
-- Texts of notices a member wrote that were corrected since, and what their corrections changed.
SELECT i.number, v.text, v.changed AS words, v.at FROM instruction_version v
JOIN instruction i ON i.id = v.instruction_id
WHERE v.member_id = :member_id AND i.corrections > 0 ORDER BY v.id;

-- name: held_link_requests
-- How somebody asked to be known.
SELECT nickname, claim, phone, state, opened_at AS at FROM link_request
WHERE telegram_id = :account OR member_id = :member_id AND state = 'approved'
ORDER BY opened_at, id;

-- name: held_presses
-- Presses that wait for an account to be known.
SELECT i.number, p.pressed_at AS at FROM pending_press p
JOIN instruction i ON i.id = p.instruction_id WHERE p.telegram_id = :account ORDER BY p.pressed_at;

-- name: held_imports
-- Tables somebody sent.
SELECT file_name AS file, state, created_at AS at FROM import_request
WHERE chat_id = :account OR member_id = :member_id ORDER BY id;

-- name: held_groups
-- Groups to which somebody added the bot.
SELECT title, joined_at AS at FROM work_group WHERE invited_by = :account ORDER BY id;

-- name: held_messages
-- The bot's messages to somebody, and those elsewhere that quote them.
SELECT kind, args, created_at AS at, chat_id FROM bot_message
WHERE chat_id = :account OR member_id = :member_id ORDER BY id;

-- name: held_quotes
-- The bot's messages to others that carry what a member wrote.
SELECT args, created_at AS at FROM bot_message
WHERE chat_id <> :account AND args LIKE :by ORDER BY id;

-- name: held_log
-- The log's lines by or about a member.
SELECT a.at, a.action, a.actor, a.path, i.number, u.name AS unit FROM audit a
LEFT JOIN instruction i ON i.id = a.instruction_id LEFT JOIN unit u ON u.id = a.unit_id
WHERE a.actor = :actor OR a.member_id = :member_id ORDER BY a.id;

-- name: held_expectation
-- What the next words in a private chat would be taken for.
SELECT kind, args, until AS at FROM expectation WHERE chat_id = :account;

-- name: held_updates
-- What somebody wrote that is not handled yet, or could not be.
SELECT payload, received_at AS at FROM inbox
WHERE payload IS NOT NULL AND (sort_key LIKE :as_chat OR sort_key LIKE :as_sender) ORDER BY id;
