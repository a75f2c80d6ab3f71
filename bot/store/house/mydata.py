"""Everything that is held about one person, table by table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.roster.held import HeldFact
from bot.store.house import audit
from bot.store.tx import Row, Tx, instant_or_none

_NOBODY, _NO_ACCOUNT = 0, -1
_SAID = ("text", "caption", "said")
"""Under these names a message of the bot's carries what somebody wrote."""


def held_about(tx: Tx, account: int, member_id: int | None) -> list[HeldFact]:
    """All of it, in the order of the tables; also what was done under entries that became part of
    theirs."""
    rows = [] if member_id is None else tx.all("entries_of", member_id=member_id)
    first, *others = [int(row["id"]) for row in rows] or [_NOBODY]
    found = [*_of_entry(tx, account, first), *_unhandled(tx, account)]
    return [*found, *(fact for each in others for fact in _of_entry(tx, _NO_ACCOUNT, each))]


def _of_entry(tx: Tx, account: int, member_id: int) -> list[HeldFact]:
    facts = {"account": account, "member_id": member_id}
    found = [each for query in _QUERIES for each in _rows(tx, query, facts)]
    return [*found, *_in_messages(tx, facts), *_log(tx, member_id)]


_QUERIES = {
    "held_posts": "post",
    "held_answers": "answer",
    "held_remarks": "remark",
    "held_relays": "relay",
    "held_relay_drafts": "relay_draft",
    "held_form_answers": "form_answer",
    "held_fillings": "filling",
    "held_helps": "help",
    "held_notices": "notice",
    "held_versions": "version",
    "held_approvals": "approval",
    "held_templates": "template",
    "held_link_requests": "request",
    "held_one_time_links": "one_time_link",
    "held_picked_contacts": "picked",
    "held_presses": "press",
    "held_board_sessions": "board",
    "held_page_links": "page_link",
    "held_imports": "import",
    "held_groups": "group",
    "held_expectation": "question",
}


def _rows(tx: Tx, query: str, facts: Mapping[str, object]) -> Iterator[HeldFact]:
    for row in tx.all(query, **facts):
        yield _held(_QUERIES[query], row)


def _held(kind: str, row: Row, **more: object) -> HeldFact:
    facts = {**dict(row), **more}  # type: ignore[call-overload]
    if kind == "question":
        facts["words"] = _said(row)
    at = facts.pop("at", None) or facts.get("since")
    return HeldFact(kind, instant_or_none(at), facts)


def _in_messages(tx: Tx, facts: Mapping[str, Any]) -> Iterator[HeldFact]:
    """The bot's messages to them, and what they wrote that stands in messages of any kind."""
    by = f'%"by":{facts["member_id"]},%'
    for row in tx.all("held_messages", **facts):
        yield _held("message", row, words=_said(row))
    for row in tx.all("held_quotes", account=facts["account"], by=by):
        yield _held("quote", row, words=_said(row))


def _said(row: Row) -> str | None:
    args = json.loads(row["args"])
    said = [args[name] for name in _SAID if isinstance(args.get(name), str)]
    return " ".join(said) or None


def _log(tx: Tx, member_id: int) -> Iterator[HeldFact]:
    if member_id != _NOBODY:
        for row in tx.all("held_log", actor=audit.by(member_id), member_id=member_id):
            yield _held("log", row)


def _unhandled(tx: Tx, account: int) -> Iterator[HeldFact]:
    facts = {"as_chat": f"{account}:%", "as_sender": f"%:{account}"}
    for row in tx.all("held_updates", **facts):
        message = json.loads(row["payload"]).get("message", {})
        yield _held("update", row, words=message.get("text") or message.get("caption"))
