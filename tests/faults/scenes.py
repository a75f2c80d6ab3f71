"""The state whenever everything is idle: rows, chats, log."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.demo.botapi.log import Exchange
from bot.demo.botapi.messages import Message
from bot.store.tx import to_micros
from tests.faults.acts import reads
from tests.faults.judging import MARK, extra_copies, unmarked
from tests.faults.town import Town

Said = Counter[tuple[int, str]]
SENDING = {"sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendMediaGroup", "copyMessage"}
_LINKED = re.compile(r"(t\.me/c/\d+)/\d+")
"""A card that was sent once more has another number in its group."""
_ROWS = {
    "instructions": """SELECT number, state, urgency, needs_answer, text, sends_at, started_at,
        completed_at, deadline_at, deadline_told_at, ended_at FROM instruction""",
    "targets": """SELECT i.number, u.code, t.state, t.opened_at, t.sent_at, t.answered_at, t.step,
        t.due_at, t.relay_due_at, t.relayed_at, t.relayed_by, t.relay_path, t.relay_words
        FROM target t JOIN instruction i ON i.id = t.instruction_id
        JOIN unit u ON u.id = t.unit_id""",
    "words to add": """SELECT i.number, m.name, d.due_at, d.outcome, p.text FROM relay_draft d
        JOIN instruction i ON i.id = d.instruction_id JOIN member m ON m.id = d.member_id
        LEFT JOIN relay_draft_part p ON p.draft_id = d.id""",
    "answers": """SELECT i.number, u.code, m.name, k.path, k.said_at, k.recorded_at, k.late
        FROM acknowledgement k JOIN target t ON t.id = k.target_id
        JOIN instruction i ON i.id = t.instruction_id JOIN unit u ON u.id = t.unit_id
        JOIN member m ON m.id = k.member_id""",
    "requests for help": """SELECT i.number, u.code, h.state, h.reason, h.words, h.rung,
        h.opened_at, h.due_at, h.taken_at, h.solved_at FROM help_request h
        JOIN target t ON t.id = h.target_id JOIN instruction i ON i.id = t.instruction_id
        JOIN unit u ON u.id = t.unit_id""",
    "told of": """SELECT b.kind, b.chat_id, i.number, u.code, x.role, x.at FROM message_target x
        JOIN bot_message b ON b.id = x.message_id JOIN target t ON t.id = x.target_id
        JOIN instruction i ON i.id = t.instruction_id JOIN unit u ON u.id = t.unit_id""",
    "to be said": """SELECT kind, chat_id, created_at,
        CASE WHEN telegram_id IS NULL THEN 1 ELSE 0 END AS unsent,
        gone_at, closed_at FROM bot_message WHERE kind NOT IN ('extra_copy', 'digest')""",
    "digests": "SELECT chat_id, created_at FROM bot_message WHERE kind = 'digest'",
    "reached": "SELECT name, reachable FROM member",
    "in post": """SELECT u.code, p.kind, p.ordinal, m.name, a.since, a.until FROM assignment a
        JOIN post p ON p.id = a.post_id JOIN unit u ON u.id = p.unit_id
        JOIN member m ON m.id = a.member_id""",
    "imports": "SELECT chat_id, file_name, state, created_at, decided_at FROM import_request",
    "log": """SELECT a.at, a.actor, a.action, a.path, i.number, a.unit_id, m.name, a.facts
        FROM audit a LEFT JOIN instruction i ON i.id = a.instruction_id
        LEFT JOIN member m ON m.id = a.member_id""",
    "unhandled": "SELECT update_id, state, error FROM inbox WHERE state <> 'done'",
    "unsettled": """SELECT key, state FROM outbox WHERE state = 'sending'
        OR state = 'pending' AND not_before <= since""",
}
_EXPECTED = "SELECT chat_id, kind, until FROM expectation"
"""Those whose time is over go at the next housekeeping, sooner or later."""
_STANDING = """SELECT chat_id, telegram_id FROM bot_message
    WHERE gone_at IS NULL AND kind <> 'digest'"""


@dataclass(frozen=True)
class Scene:
    """The rows and chats, each sorted; what was said since the scene before, and what of it was
    said to be said once more; and how many messages stand there that the bot does not know of."""

    state: dict[str, list[str]]
    said: Said
    again: Said
    unknown: int


def scene(town: Town, since: int) -> Scene:
    """The present state; `since`: the length of the server's log at the previous one."""
    state = {name: sorted(map(_line, town.rows(query))) for name, query in _ROWS.items()}
    now = to_micros(town.clock.now())
    state["expected"] = sorted(_line(row) for row in town.rows(_EXPECTED) if row["until"] > now)
    known = {(row["chat_id"], row["telegram_id"]) for row in town.rows(_STANDING)}
    for chat in town.chats:
        standing = [each for each in chat.from_bot if (chat.id, each.id) in known]
        state[chat.title] = sorted(_drawn(each) for each in standing)
    said, again = _said(town, town.world.log[since:])
    return Scene(state, said, again, len(extra_copies(town)))


def differences(expected: Scene, found: Scene) -> list[str]:
    """The differences between rows and chats and the expected ones."""
    return [
        line
        for name in expected.state
        for line in _compared(name, expected.state[name], found.state[name])
    ]


def _compared(name: str, expected: Sequence[str], found: Sequence[str]) -> list[str]:
    lost, more = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    lines = [f"{name}: lost {each}" for each in lost.elements()]
    return lines + [f"{name}: not expected {each}" for each in more.elements()]


def _line(row: dict[str, Any]) -> str:
    return " | ".join(str(each) for each in row.values())


def _drawn(message: Message) -> str:
    """A message with its buttons; what these carry may name other rows in another run."""
    return f"{_unlinked(reads(message))} {[[each.text for each in row] for row in message.buttons]}"


def _unlinked(text: str) -> str:
    return _LINKED.sub(r"\1", text)


def _said(town: Town, log: Sequence[Exchange]) -> tuple[Said, Said]:
    said, again = Said(), Said()
    for each in log:
        if each.ok and each.method in SENDING:
            chat_id, text = each.params["chat_id"], _content(town, each)
            marked = MARK in text
            (again if marked else said)[chat_id, unmarked(text)] += 1
    return said, again


def _content(town: Town, sent: Exchange) -> str:
    """The words when they left; or what kind of file."""
    if "text" in sent.params:
        return _unlinked(str(sent.params["text"]))
    results = sent.result if isinstance(sent.result, list) else [sent.result]
    chat = town.world.chats[sent.params["chat_id"]]
    messages = [chat.history[each["message_id"]] for each in results]
    return " ".join(f"[{each.media.kind if each.media else ''}]{each.text}" for each in messages)
