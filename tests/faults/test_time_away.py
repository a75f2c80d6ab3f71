"""The bot does not listen for a while: suspended, or away for minutes or more than a day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.demo.botapi.messages import Message
from tests.faults.story import WATER
from tests.faults.town import Town as Suspendable
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import NINE, Town

ASKED_AGAIN, A_DAY, CHASE = "可能漏记了大家点的", "我断线了一天多", "还等您一句"
WORDS_TOO = "我断线了约 25 小时，大家点的、写的可能都没收到"
LEADS = ("王芳", "李强", "赵敏", "周杰", "吴静")


@pytest_asyncio.fixture
async def story(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """Two branches; everybody is linked and has an urgent card."""
    found = await Town.open(tmp_path, database_url)
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    await found.issues("李敏", "今晚停水", "紧急")
    yield found
    await found.close()


def _times(town: Town, part: str, *names: str) -> list[int]:
    """How many messages with this text each person got."""
    return [len(town.said(name, part)) for name in names]


async def test_suspended_for_ten_minutes_each_chat_is_asked_once_and_no_ladder_has_run(
    town: Suspendable,
) -> None:
    town.wall.set(NINE)
    await town.start()
    assert await town.rest()
    await _issue(town)
    with town.suspended():
        town.clock.move(timedelta(minutes=10))
        town.wall.move(timedelta(minutes=10))
        town.world.updates.close()  # Telegram has answered the poll long ago
    assert await town.rest()
    for name in ("王芳", "李强", "周杰", "吴静"):
        said = [each.text for each in town.person(name).private.from_bot]
        assert len([text for text in said if ASKED_AGAIN in text]) == 1
        assert not [text for text in said if CHASE in text]
    town.clock.move(timedelta(minutes=6))
    assert await town.rest()
    said = [each.text for each in town.person("王芳").private.from_bot]
    assert len([text for text in said if CHASE in text]) == 1


async def test_a_press_that_was_lost_after_150_seconds_is_asked_for_and_counts_then(
    story: Town,
) -> None:
    card = _card(story, "王芳")
    await story.away(lambda: story.person("王芳").press(card, "收到"), seconds=151)
    assert not story.person("王芳").presses[-1].answer
    assert _times(story, ASKED_AGAIN, *LEADS) == [1] * 5
    assert "3 栋收到" in await story.presses("王芳", "收到", card)
    assert "已收到 1/1" in card.text


async def test_a_press_of_the_last_two_minutes_is_not_lost_and_not_asked_for(story: Town) -> None:
    card = _card(story, "王芳")
    await story.away(lambda: story.person("王芳").press(card, "收到"), seconds=110)
    assert "已收到 1/1" in card.text
    assert _times(story, ASKED_AGAIN, *LEADS) == [0] * 5


async def test_words_of_an_absence_of_less_than_a_day_arrive_with_their_own_time(
    story: Town,
) -> None:
    card = _card(story, "王芳")
    wang = story.person("王芳")
    await story.away(lambda: wang.send(wang.private, "收到", reply_to=card), hours=20)
    assert "已收到 1/1" in card.text
    assert _times(story, A_DAY, "李敏") == [0]
    assert _times(story, "都没收到", *LEADS) == [0] * 5


async def test_what_was_lost_in_more_than_a_day_is_said_and_no_ladder_has_run(
    story: Town,
) -> None:
    card, wang, liaison = _card(story, "王芳"), story.person("王芳"), story.person("李敏")

    def meanwhile() -> None:
        wang.send(wang.private, "收到", reply_to=card)
        liaison.send(liaison.private, "明天开会")

    await story.away(meanwhile, hours=25)
    assert "已收到 0/1" in card.text
    assert not story.said("李敏", "明天开会")
    assert _times(story, A_DAY, "李敏", "周明") == [1] * 2
    assert _times(story, WORDS_TOO, *LEADS) == [1] * 5
    assert _times(story, CHASE, *LEADS) == [0] * 5
    await story.pass_time(minutes=6)
    assert _times(story, CHASE, *LEADS) == [1] * 5


async def test_update_ids_that_start_again_lower_are_followed_and_nothing_is_lost(
    story: Town,
) -> None:
    story.world.updates.restart_at(4711)
    for name in LEADS:
        assert "收到" in await story.presses(name, "收到", _card(story, name))
    await story.away(seconds=30)
    await story.writes("李敏", "明天开会")
    assert story.said("李敏", "明天开会")


def _card(town: Town, name: str) -> Message:
    [found] = town.said(name, "【紧急通知 #1】今晚停水")
    return found


async def _issue(town: Suspendable) -> None:
    issuer = town.person("李敏")
    issuer.send(issuer.private, WATER)
    assert await town.rest()
    for button in ("紧急", "发送"):
        town.presses("李敏", button)
        assert await town.rest()
