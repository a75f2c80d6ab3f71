"""Buttons stand in chats for years: what the first version packed is still understood."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat.callback import Action, Callback, unpack
from tests.upgrades.left import Left

# Names and words as the first version had them. New ones are added elsewhere, none is taken away.
FIRST = {
    "ACK": "ack", "RELAY": "rel", "RELAY_WORDS": "relw", "RELAY_OVER": "relo", "HELP": "help",
    "HELP_REASON": "helpr", "HELP_TAKE": "helpt", "HELP_SOLVED": "helps", "SEND": "send",
    "SEND_SURE": "sends", "WITHDRAW": "wdr", "WITHDRAW_SURE": "wdrs", "SCOPE": "scope",
    "TIERS": "tiers", "DEADLINE": "due", "URGENT": "urg", "NEEDS_ANSWER": "need",
    "QUIET_FIRST": "quiet", "REMIND": "remind", "PROXY": "proxy", "PROXY_PICK": "proxyp",
    "STATUS": "status", "CLOSE": "close", "CLOSE_SURE": "closes", "GAPS": "gaps",
    "ROSTER": "roster", "EXPORT": "export", "IMPORT": "import", "AS_INSTRUCTION": "asinst",
    "APPLY": "apply", "APPLY_SURE": "applys", "LINK_APPROVE": "lyes", "LINK_REFUSE": "lno",
    "LINK_FIND": "lfind", "LINK_PICK": "lpick", "LINK_LIST": "llist", "BIND": "bind",
    "BIND_BROWSE": "bindb", "BIND_PICK": "bindp", "BIND_DONE": "bindd", "BIND_LEAVE": "bindl",
    "LANGUAGE": "lang", "PAGE": "page", "BACK": "back", "SILENT": "silent",
    "PROXY_DONE": "proxyd", "STATUS_FILE": "stfile", "DISCARD": "disc", "PREVIEW": "prev",
    "KEEP": "keep", "CLAIM_ASK": "claima", "IMPORT_ANSWER": "impans", "IMPORT_PAGE": "imppag",
    "IMPORT_DROP": "impdrp",
}  # fmt: skip


@pytest.mark.parametrize("name", FIRST)
def test_a_button_of_version_1_is_understood(name: str) -> None:
    assert unpack(f"1:{FIRST[name]}") == Callback(Action[name])
    assert unpack(f"1:{FIRST[name]}:7:-3:nobody_home") == Callback(
        Action[name], (7, -3, "nobody_home")
    )


def test_every_button_that_stands_in_a_chat_is_understood() -> None:
    found = [data for chat in Left.read().told["chats"] for data in _packed(chat["messages"])]
    assert len(found) > 40
    assert [data for data in found if unpack(data) is None] == []


def _packed(messages: list[Any]) -> list[str]:
    rows = [row for each in messages for row in (each["markup"] or {}).get("inline_keyboard", [])]
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
