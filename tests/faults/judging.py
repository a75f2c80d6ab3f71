"""The outcome of a story, from the database and the server's log."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bot.demo.botapi.messages import Message
from tests.faults.town import Town

MARK = "（重发）"
_MARKED = re.compile(f"{MARK}\\s?")
_DRAFT = re.compile(r'(?<="draft":)\d+')
ACTS = {"sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery"}
_STATE = {
    "instructions": "SELECT number, state, started_at, completed_at FROM instruction ORDER BY id",
    "targets": """SELECT unit_id, state, opened_at, sent_at, answered_at, step, due_at, relayed_at,
        relayed_by, relay_path FROM target ORDER BY unit_id""",
    "answers": """SELECT t.unit_id, k.member_id, k.path, k.said_at, k.recorded_at, k.late
        FROM acknowledgement k JOIN target t ON t.id = k.target_id
        ORDER BY t.unit_id, k.member_id""",
    "told of": """SELECT b.kind, b.chat_id, t.unit_id, x.role, x.at FROM message_target x
        JOIN bot_message b ON b.id = x.message_id JOIN target t ON t.id = x.target_id
        ORDER BY b.kind, b.chat_id, t.unit_id""",
    "log": """SELECT at, actor, action, path, unit_id, facts FROM audit
        ORDER BY at, action, unit_id, path, actor, facts""",
    "unhandled": "SELECT update_id, state FROM inbox WHERE state <> 'done'",
    "unsettled": "SELECT key, state FROM outbox WHERE state IN ('pending', 'sending')",
    "never arrived": """SELECT kind, chat_id FROM bot_message
        WHERE telegram_id IS NULL AND gone_at IS NULL ORDER BY chat_id, kind""",
}
_KNOWN = "SELECT chat_id, telegram_id FROM bot_message WHERE gone_at IS NULL"
_IN_FLIGHT = "SELECT chat_id FROM outbox WHERE op = 'send' AND state = 'sending'"


@dataclass(frozen=True)
class Outcome:
    """Everything that must not depend on crashes; and the messages without a repetition mark, of
    which there may be fewer."""

    state: dict[str, Any]
    said: Counter[tuple[int, str]]


def unmarked(text: str) -> str:
    """The text as it is where it is sent but once; some have the mark on a line of its own."""
    return _MARKED.sub("", text)


def outcome(town: Town) -> Outcome:
    """The state at the end."""
    return Outcome(final_state(town), _said(town))


def final_state(town: Town) -> dict[str, Any]:
    """The rows that matter, and what stands in every chat."""
    found: dict[str, Any] = {}
    for name, query in _STATE.items():
        found[name] = [tuple(row.values()) for row in town.rows(query)]
    found["log"] = by_rank(found["log"])
    known = _known(town)
    for chat in town.chats:
        ours = [each for each in chat.from_bot if (chat.id, each.id) in known]
        found[chat.title] = [unmarked(each.text) for each in ours]
    return found


def by_rank(log: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The log with its drafts numbered in their order: PostgreSQL gives the number of a draft that
    was lost with its transaction to nobody else."""
    drafts = sorted({int(number) for *_, facts in log for number in _DRAFT.findall(facts)})
    rank = {str(number): str(place) for place, number in enumerate(drafts)}
    return [(*line, _DRAFT.sub(lambda found: rank[found[0]], facts)) for *line, facts in log]


def _said(town: Town) -> Counter[tuple[int, str]]:
    sent = [each.params for each in town.world.calls("sendMessage") if each.ok]
    return Counter((each["chat_id"], each["text"]) for each in sent if MARK not in each["text"])


def toasts(town: Town) -> Counter[str]:
    """How often each press was answered."""
    answers = town.world.calls("answerCallbackQuery")
    return Counter(each.params["callback_query_id"] for each in answers if each.ok)


def in_flight(town: Town) -> list[int]:
    """The chats something is on its way to, once for each message."""
    return [row["chat_id"] for row in town.rows(_IN_FLIGHT)]


def extra_copies(town: Town) -> list[Message]:
    """Messages in chats whose id the bot does not know."""
    known = _known(town)
    standing = [(chat, each) for chat in town.chats for each in chat.from_bot]
    return [each for chat, each in standing if (chat.id, each.id) not in known]


async def touch(town: Town, copies: list[Message]) -> None:
    """Press the first button of each of these copies, by somebody who sees them."""
    for each in copies:
        if each.buttons:
            person = next(person for person in town.people.values() if each.chat.has(person))
            person.press(each, each.buttons[0][0].text)
    assert await town.rest()


def acts_since(town: Town, mark: int) -> list[str]:
    """The bot's requests since the log had this length."""
    return [each.method for each in town.world.log[mark:] if each.ok and each.method in ACTS]


def marked_since(town: Town, mark: int) -> list[int]:
    """The chats to which something was sent once more, and said so, since then."""
    sent = [each for each in town.world.log[mark:] if each.ok and each.method == "sendMessage"]
    return [each.params["chat_id"] for each in sent if MARK in each.params["text"]]


def _known(town: Town) -> set[tuple[int, int]]:
    return {(row["chat_id"], row["telegram_id"]) for row in town.rows(_KNOWN)}
