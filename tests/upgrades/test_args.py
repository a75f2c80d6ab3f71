"""Messages wait in the outbox and stand in chats while the bot is upgraded: what they carry is
still read."""

from __future__ import annotations

import re

import pytest

from bot.messages.answering import CopyArgs
from bot.messages.args import args_types, decode
from tests.upgrades.left import FIRST

WRITTEN = (FIRST.parent / "messages.txt").read_text("utf-8").splitlines()
"""Rows as former versions wrote them: kind and args, with every set of fields there was."""
BARE = """
administrator bind_how bind_question board_link branch_sums card chase claim complete devices erased
extra_copy files form gaps hall_link help help_words how_to import language link_asked
link_requests muted note nudge one_time_link page_link
pick_contacts
preview
edit_unread nobody_told relay_words reply reply_posted roster status
templates unknown_writer urgent_notice withdrawn_note
"""
"""Kinds whose rows could be without any field."""
ROWS = [*(each.split(" ", 1) for each in WRITTEN), *([kind, "{}"] for kind in BARE.split())]


def test_every_kind_is_tried() -> None:
    bot = {kind for kind, each in args_types().items() if each.__module__.startswith("bot.")}
    assert {kind for kind, _ in ROWS} == bot


@pytest.mark.parametrize(("kind", "stored"), ROWS)
def test_what_a_former_version_wrote_is_read(kind: str, stored: str) -> None:
    assert decode(kind, stored).kind == kind


def test_the_picture_of_a_remark_is_still_found() -> None:
    found = decode("copy", '{"from": 7, "number": 3, "caption": "门口"}')
    assert found == CopyArgs(chat_id=7, number=3, caption="门口")


def test_every_message_of_the_first_version_is_read() -> None:
    lines = (FIRST / "database.sql").read_text("utf-8").splitlines()
    rows = [each for each in lines if each.startswith('INSERT INTO "bot_message"')]
    found = [re.search(r",'([a-z_]+)',(?:NULL|\d+),(?:NULL|\d+),'(\{.*?\})',", row) for row in rows]
    assert len(found) > 50
    for each in found:
        assert each is not None
        decode(each[1], each[2])
