from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.callback import LIMIT, Action, Callback, pack, signed, unpack
from bot.errors import Refused

numbers = st.integers(-(10**18) + 1, 10**18 - 1)
words = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True)


@given(st.sampled_from(Action), st.lists(numbers | words, max_size=2))
def test_what_was_packed_comes_back(action: Action, values: list[int | str]) -> None:
    assert unpack(pack(action, *values)) == Callback(action, tuple(values))


@given(st.sampled_from(Action), st.lists(numbers | words, max_size=2), st.integers(1, 10**9))
def test_a_button_says_under_which_message_it_stands_where_there_is_room(
    action: Action, values: list[int | str], message_id: int
) -> None:
    data = signed(pack(action, *values), message_id)
    assert len(data) <= LIMIT
    named = message_id if "~" in data else None
    assert unpack(data) == Callback(action, tuple(values), named)
    assert named or len(pack(action, *values)) > LIMIT - 11


@given(st.text(max_size=80))
def test_anything_else_is_nothing_or_what_we_could_have_packed(data: str) -> None:
    found = unpack(data)
    if found is not None:
        packed = pack(found.action, *found.values)
        assert data in (packed, signed(packed, found.message_id or 0))


@pytest.mark.parametrize(
    "data",
    [None, "", "1", "2:ack:1", "1:", "1:nothing:1", "1:ack:", "1:ack:01", "1:ack:-0", "1:ack:+1",
     "1:ack:1~", "1:ack:1~x", "1:ack:1~1~1", "~1",
     "1:ack:１２", "1:ack:1 ", "1:ack:" + "9" * 19, "1:ack:DROP", "1:ack" + ":1" * 40],
)  # fmt: skip
def test_forged_data_names_nothing(data: str | None) -> None:
    assert unpack(data) is None


def test_a_button_carries_no_more_than_telegram_lets_it() -> None:
    with pytest.raises(ValueError, match="more than a button carries"):
        pack(Action.ACK, *[10**17] * 5)
    assert len(pack(Action.ACK, *[10**17] * 3)) <= LIMIT


def test_a_missing_or_wrong_value_is_a_stale_button() -> None:
    callback = Callback(Action.ACK, (127, "word"))
    assert (callback.number(0), callback.word(1)) == (127, "word")
    for ask in (lambda: callback.number(1), lambda: callback.word(0), lambda: callback.number(2)):
        with pytest.raises(Refused, match="stale_button"):
            ask()


def test_values_tell_the_actions_apart() -> None:
    assert len({action.value for action in Action}) == len(Action)
