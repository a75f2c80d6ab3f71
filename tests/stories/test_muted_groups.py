"""Groups in which the bot may not write: nobody misses a notice, and somebody hears why."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.demo.botapi.groups import DemoGroup
from bot.store.tx import Tx
from tests.engines import on_both
from tests.stories.conftest import PEOPLE
from tests.stories.town import Town

WATER = "今晚停水\n18:00–22:00 检修，请储水。"
QUARTER = timedelta(minutes=15)
SAID = (
    "not enough rights to send text messages to the chat",
    "have no rights to send a message",
    "TOPIC_CLOSED",
    "TOPIC_DELETED",
    "message thread not found",
    "CHAT_WRITE_FORBIDDEN",
    "CHAT_RESTRICTED",
    "need administrator rights in the channel chat",
)


async def _muted(town: Town, said: str = SAID[0]) -> DemoGroup:
    """The group of one branch and its buildings, with everybody muted."""
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    group.mute_everybody(said)
    return group


async def test_the_whole_card_goes_to_the_holders_in_private_and_the_liaison_hears_why(
    town: Town,
) -> None:
    group = await _muted(town)
    await town.issues("李敏", WATER, "紧急")
    for name in ("王芳", "李强", "赵敏", "陈刚"):
        [card] = town.said(name, "【紧急通知 #1】今晚停水")
        assert "18:00–22:00 检修" in card.text
    [told] = town.said("李敏", "“幸福里楼长群”里我不能发言（可能开了全员禁言）。#1 已私下发给")
    assert "王芳" in told.text
    assert not town.said(group, WATER[:4])
    assert "王芳楼长" in await town.presses("王芳", "收到")
    assert not town.said("李敏", "联系不上")


@pytest.mark.parametrize("said", [SAID[0], "SOMETHING_NEW_WE_NEVER_HEARD_OF"])
async def test_deputies_and_helpers_get_the_card_at_once_though_the_lead_is_rung_anyway(
    town: Town, said: str
) -> None:
    await town.roster(*PEOPLE, "幸福社区,幸福里,3栋,副楼长,何伟", "幸福社区,幸福里,3栋,成员,郑洁")
    await town.linked("何伟", "郑洁")
    await _muted(town, said)
    await town.issues("李敏", WATER, "紧急")
    for name in ("王芳", "何伟", "郑洁", "李强", "陈刚"):
        assert len(town.said(name, "【紧急通知 #1】今晚停水")) == 1, name
    await town.presses("郑洁", "收到")
    assert "已收到 1/1：郑洁" in town.said("王芳", "【紧急通知 #1】今晚停水")[0].text


async def test_the_liaison_puts_the_button_away_and_is_still_told_when_it_works(
    town: Town,
) -> None:
    group = await _muted(town)
    await town.issues("李敏", WATER, "紧急")
    assert await town.presses("李敏", "知道了") == "谢谢您！"
    [told] = town.said("李敏", "里我不能发言")
    assert not told.buttons
    group.let_write()
    await town.pass_time(minutes=12)
    assert town.said("李敏", "又能发言了") == [told]


async def test_the_liaison_chooses_another_group_from_telegrams_own_list(town: Town) -> None:
    await _muted(town)
    await town.issues("李敏", WATER, "紧急")
    other = town.world.group("幸福里新群", members=[town.person("李敏"), town.person("王芳")])
    await town.presses("李敏", "选群")
    assert town.said("李敏", "请点下面的“选群”，选出幸福里的工作群。")
    town.person("李敏").share_chat(other)
    await town.settle()
    assert town.said("李敏", "好的，“幸福里新群”归属：幸福里。谢谢您！")
    assert not town.said("李敏", "请点下面的“选群”")
    assert town.said(other, "本群归属：幸福里。")
    assert town.said(other, "【紧急通知 #1】今晚停水")
    await town.writes("李敏", "/gaps")
    assert not town.said("李敏", "群里不能发言 ")
    assert town.said("李敏", "“幸福里楼长群”已经不是工作群了。")


async def test_the_group_is_a_gap_of_its_own_and_counts_as_no_group(town: Town) -> None:
    await _muted(town)
    await town.issues("李敏", WATER, "紧急")
    await town.writes("李敏", "/gaps")
    await town.presses("李敏", "群里不能发言")
    [page] = town.said("李敏", "请群主允许我发言。在那之前我私下发给各位")
    assert "幸福社区 幸福里 “幸福里楼长群”" in page.text
    await town.writes("李敏", "明天开会")
    [preview] = town.said("李敏", "请您过目")
    assert "群里不能发言：幸福里\n" in preview.text
    assert "没有工作群：和平苑\n" in preview.text


@pytest.mark.parametrize("said", SAID)
async def test_routine_goes_on_by_the_clock_where_the_branchs_card_was_refused(
    town: Town, said: str
) -> None:
    await town.group("和平苑支部群", ["和平苑"], ["孙丽"])
    town.groups["和平苑支部群"].mute_everybody(said)
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=30)
    assert town.said("孙丽", "【通知 #1】今晚停水")
    assert not town.said("周杰", "今晚停水")
    await town.pass_time(minutes=46, step=QUARTER)
    assert town.said("周杰", "【通知 #1】今晚停水")


async def test_where_nobody_of_the_branch_can_be_reached_it_goes_on_at_once(town: Town) -> None:
    await town.group("和平苑支部群", ["和平苑"], ["孙丽"])
    town.groups["和平苑支部群"].mute_everybody()
    town.person("孙丽").block()
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=30)
    assert town.said("周杰", "【通知 #1】今晚停水")


async def test_when_writing_works_again_the_open_cards_come_silently(town: Town) -> None:
    group = await _muted(town)
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", "明天开会", "紧急")
    await town.pass_time(minutes=1)
    await town.presses("王芳", "收到", town.said("王芳", "#2】明天开会")[0])
    group.let_write()
    await town.pass_time(minutes=12)
    [first] = town.said(group, "【紧急通知 #1】今晚停水")
    [second] = town.said(group, "【紧急通知 #2】明天开会")
    assert first.silent or second.silent
    assert "还等：3、4、5 栋" in first.text
    assert "还等：4、5 栋" in second.text
    assert town.said("李敏", "“幸福里楼长群”里又能发言了")
    assert not town.said("李敏", "里我不能发言")
    assert "已收到 1/3：王芳" in second.text
    assert "4 栋收到" in await town.presses("李强", "收到", first)
    assert "已收到 1/3：李强" in first.text


@pytest.mark.parametrize("urgent", [["紧急"], []])
async def test_a_muted_group_is_tried_with_the_next_notice_for_it(
    town: Town, urgent: list[str]
) -> None:
    group = await _muted(town)
    await town.issues("李敏", WATER, "紧急")
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")
    await town.pass_time(hours=5, step=timedelta(minutes=30))
    group.let_write()
    await town.issues("李敏", "明天开会", *urgent)
    await town.pass_time(seconds=30)
    if not urgent:
        assert not town.said(group, "明天开会"), "the branch lead has not passed it on yet"
        await town.presses("陈刚", "收到并转达")
        await town.pass_time(seconds=10)
    assert len(town.said(group, "通知 #2】明天开会")) == 1
    assert town.said("李敏", "又能发言了")
    for name in ("王芳", "李强"):
        assert len(town.said(name, "通知 #2】明天开会")) == 1, "it was not known yet that it works"
    await town.issues("李敏", "后天开会")
    await town.pass_time(seconds=30)
    await town.presses("陈刚", "收到并转达")
    assert town.said(group, "【通知 #3】后天开会")
    assert not town.said("王芳", "后天开会")


async def test_a_group_that_stays_muted_is_asked_once_a_notice(town: Town) -> None:
    group = await _muted(town)
    await town.issues("李敏", WATER, "紧急")
    before = _asked(town, group)
    await town.issues("李敏", "明天开会", "紧急")
    await town.pass_time(minutes=5)
    assert _asked(town, group) - before == 1
    assert len(town.said("王芳", "【紧急通知 #2】明天开会")) == 1


async def test_a_reply_that_the_group_refuses_is_said_to_whoever_wrote_it(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    [card] = town.said(group, "今晚停水")
    town.person("王芳").block()
    await town.settle()
    await town.writes("王芳", "几点能恢复？", to=group, reply_to=card)
    group.mute_everybody()
    for times, words in enumerate(("晚上十点", "最晚十一点"), 1):  # the second knows it is muted
        await town.writes("陈刚", words, reply_to=town.said("陈刚", "几点能恢复")[-1])
        told = town.said("陈刚", "王芳楼长在这里联系不上，请打电话")
        assert len(told) == times
        assert not told[-1].buttons
    assert not town.said("陈刚", "已在群里转告")
    assert not [each for each in group.from_bot if "十点" in each.text or "十一点" in each.text]


async def test_a_reply_whose_reader_has_just_left_comes_in_the_group(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    [card] = town.said(group, "今晚停水")
    await town.writes("王芳", "几点能恢复？", to=group, reply_to=card)
    town.person("王芳").deactivated = True
    await town.writes("陈刚", "晚上十点", reply_to=town.said("陈刚", "王芳楼长")[-1])
    [answer] = town.said(group, "晚上十点")
    assert answer.reply_to
    assert answer.reply_to.text == "几点能恢复？"
    assert town.said("陈刚", "已在群里转告王芳楼长")


async def test_what_was_to_be_posted_and_is_refused_is_said(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", to=group, reply_to=town.said(group, "今晚停水")[0])
    await town.writes("陈刚", "晚上十点", reply_to=town.said("陈刚", "王芳楼长")[-1])
    group.mute_everybody()
    await town.presses("陈刚", "也发到群里")
    [told] = town.said("陈刚", "已转告王芳楼长")
    assert told.text == "已转告王芳楼长。群里没发出去，可能开了全员禁言。"
    assert not told.buttons
    group.let_write()
    await town.pass_time(minutes=12)
    assert not town.said(group, "晚上十点"), "it is not posted by itself later"


async def test_a_muted_group_is_tried_seldom(town: Town) -> None:
    group = await _muted(town)
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=30)
    await town.presses("陈刚", "收到并转达")
    before = _asked(town, group)
    await town.pass_time(hours=8, step=timedelta(minutes=5))
    assert 3 <= _asked(town, group) - before <= 8
    assert len(town.said("李敏", "里我不能发言")) == 1
    assert len(town.said("王芳", "【通知 #1】今晚停水")) == 1


def _asked(town: Town, group: DemoGroup) -> int:
    calls = (*town.world.calls("sendMessage"), *town.world.calls("editMessageText"))
    return sum(int(call.params["chat_id"]) == group.id for call in calls)


async def test_a_restricted_bot_is_muted_at_once_and_heard_again_at_once(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    group.mute_bot(by=town.person("陈刚"))
    await town.settle()
    assert town.said("李敏", "“幸福里楼长群”里我不能发言")
    await town.issues("李敏", WATER, "紧急")
    assert town.said("王芳", "今晚停水")
    group.unmute_bot(by=town.person("陈刚"))
    await town.settle()
    assert town.said(group, "【紧急通知 #1】今晚停水")
    assert town.said("李敏", "又能发言了")


async def test_restricted_and_no_member_any_more_is_absent(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    group.mute_bot(by=town.person("陈刚"))
    update = town.world.updates.pending[-1].body["new_chat_member"]
    update["is_member"] = False
    await town.settle()
    [row] = await town.rows("group_by_chat", chat_id=group.id)
    assert row["left_at"] is not None
    assert not town.said("李敏", "里我不能发言")


async def test_a_card_that_stands_stays_when_the_group_is_muted_later(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    [card] = town.said(group, "今晚停水")
    group.mute_everybody()
    assert "3 栋收到" in await town.presses("王芳", "收到", card)
    await town.issues("李敏", "明天开会", "紧急")
    assert town.said("李强", "【紧急通知 #2】明天开会")
    assert len(town.said("李强", "【紧急通知 #1】今晚停水")) == 1
    assert "4 栋收到" in await town.presses("李强", "收到", card)


@on_both
async def test_an_account_that_is_deleted_is_a_gap_and_the_next_one_up_is_told_to_phone(
    town: Town,
) -> None:
    town.person("王芳").deactivated = True
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(seconds=10)
    [told] = [each for each in town.said("陈刚", "请您费心") if "3 栋" in each.text]
    assert "在这里联系不上，请打电话" in told.text
    await town.writes("李敏", "/gaps")
    await town.presses("李敏", "账号已注销")
    assert town.said("李敏", "王芳")


async def test_an_account_deleted_later_is_said_when_the_chase_fails(town: Town) -> None:
    await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    town.person("王芳").deactivated = True
    await town.pass_time(minutes=6)
    [told] = [each for each in town.said("陈刚", "请您费心") if "3 栋" in each.text]
    assert "3 栋在这里联系不上，请打电话" in told.text


@on_both
async def test_a_group_that_takes_no_files_gets_the_card_and_people_the_files(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    group.takes_files = False
    liaison = town.person("李敏")
    liaison.send_photo(liaison.private, "停水路段.jpg", b"jpeg", caption="今晚停水")
    await town.settle()
    await town.presses("李敏", "紧急")
    await town.presses("李敏", "发送")
    [card] = town.said(group, "【紧急通知 #1】今晚停水")
    assert "群里发不了附件，已私下发给各位" in card.text
    for name in ("王芳", "李强", "赵敏"):
        assert [each for each in town.person(name).private.from_bot if each.media]
    assert not town.said("李敏", "里我不能发言")


async def test_a_card_nobody_knows_why_it_is_refused_goes_to_people(town: Town) -> None:
    group = await _muted(town, "SOMETHING_NEW_WE_NEVER_HEARD_OF")
    await town.issues("李敏", WATER, "紧急")
    for name in ("王芳", "李强", "赵敏"):
        assert town.said(name, "【紧急通知 #1】今晚停水")
    assert not town.said(group, "今晚停水")


@pytest.mark.parametrize("refused", [("王芳",), ("王芳", "何伟")])
async def test_a_private_card_that_is_refused_loses_nobody_who_has_another_on_its_way(
    town: Town, refused: tuple[str, ...]
) -> None:
    await town.roster(*PEOPLE, "幸福社区,幸福里,3栋,副楼长,何伟")
    await town.linked("何伟")
    faults, issuer = town.server.faults, town.person("李敏")
    faults.next("sendMessage", 429, chat=town.person("何伟").id, retry_after=1)
    for name in refused:
        faults.next("sendMessage", 400, chat=town.person(name).id)
    await town.writes("李敏", WATER)
    await town.presses("李敏", "紧急")
    issuer.press(town.newest(issuer.private, "发送"), "发送")
    for _ in range(500):
        if await town.app.database.read(_refused_cards, None):
            break
        await asyncio.sleep(0.02)
    assert await _state(town, "3栋") == "waiting", "the deputy's has yet to leave"
    await town.settle()
    reached = len(refused) == 1
    assert await _state(town, "3栋") == ("sent" if reached else "unreachable")
    assert bool(town.said("何伟", "#1】今晚停水")) is reached


def _refused_cards(tx: Tx, _query: None, _now: datetime) -> int:
    found = "SELECT COUNT(*) AS n FROM bot_message WHERE kind = 'card' AND gone_at IS NOT NULL"
    return int(tx.connection.execute(found).fetchone()["n"])


async def _state(town: Town, unit: str) -> str:
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    return str(next(row["state"] for row in rows if row["name"] == unit))
