"""The table of facts: true to the Bot API's description, and what is held against it."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.demo.botapi import validate
from bot.demo.botapi.facts import TABLE, dump, extract, facts, limit
from bot.demo.botapi.limits import COUNTED
from bot.demo.botapi.methods import METHODS

SPEC = Path(__file__).parents[3] / "shared" / "telegram-bot-api.json"


@pytest.mark.reference
@pytest.mark.skipif(not SPEC.exists(), reason="the description of the Bot API is not at hand")
def test_the_table_says_what_the_description_says() -> None:
    spec = json.loads(SPEC.read_text(encoding="utf-8"))
    assert extract(spec) == facts()
    assert dump(facts()) == TABLE.read_text(encoding="utf-8")


def test_every_method_of_the_table_is_played_and_no_other() -> None:
    assert set(METHODS) == set(facts()["methods"])
    assert set(METHODS) >= COUNTED


def test_limits_are_taken_from_the_table() -> None:
    assert (limit("sendMessage", "text"), limit("sendPhoto", "caption")) == (4096, 1024)
    assert limit("InlineKeyboardButton", "callback_data") == 64
    assert limit("answerCallbackQuery", "text") == 200


def test_forms_are_read_into_types() -> None:
    read = validate.request(
        "sendMessage",
        {"chat_id": "-42", "text": "7", "protect_content": "true", "entities": "[]"},
    )
    assert read == {"chat_id": -42, "text": "7", "protect_content": True, "entities": []}
    assert validate.request("getChat", {"chat_id": "@public"}) == {"chat_id": "@public"}


CHAT = {"id": 1, "type": "private"}
MESSAGE = {"message_id": 1, "date": 2, "chat": CHAT}


@pytest.mark.parametrize(
    "wrong",
    [
        MESSAGE | {"colour": "red"},
        {"message_id": 1, "date": 2},
        MESSAGE | {"date": "2"},
        MESSAGE | {"chat": CHAT | {"type": "room"}},
        MESSAGE | {"photo": {}},
        MESSAGE | {"venue": {}},
        MESSAGE | {"forward_origin": {"type": "user", "date": 1}},
    ],
)
def test_a_wrong_object_is_found_out(wrong: dict[str, Any]) -> None:
    validate.obj(MESSAGE, "Message")
    with pytest.raises(validate.Violation):
        validate.obj(wrong, "Message")
