"""Words that are equal to a button in sight, or to a command, do that; nothing irreversible."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from bot.store.tx import Tx
from tests.engines import on_both
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"
STORM = "防台准备\n请收好花盆。"


def _told(tx: Tx, _query: None, _now: datetime) -> list[str]:
    found = tx.connection.execute("SELECT args FROM bot_message WHERE kind = 'told' ORDER BY id")
    return [row["args"] for row in found.fetchall()]


async def _answered(town: Town, who: str, words: str) -> str:
    """What the bot said to words, in private: everything new in the chat."""
    message = await town.writes(who, words)
    new = [each for each in town.person(who).private.from_bot if each.id > message.id]
    return "\n".join(each.text for each in new)


async def test_the_question_whether_words_count_is_answered_in_words(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "等会儿")
    assert "记" in await _answered(town, "王芳", "算收到")
    assert town.said("王芳", "记上了：3 栋收到")
    assert "1/7" in town.said("李敏", "停水")[-1].text


@pytest.mark.parametrize("word", ["不算", "不是", "不"])
async def test_no_is_no(town: Town, word: str) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "没空")
    said = await _answered(town, "王芳", word)
    assert "不记" in said or "没" in said or "不算" in said
    assert "0/7" in town.said("李敏", "停水")[-1].text
    assert town.said("陈刚", "没空")


async def test_another_building_is_asked_back_and_answered_with_yes(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "5栋收到")
    await town.writes("王芳", "是的")
    assert "1/7" in town.said("李敏", "停水")[-1].text
    await town.writes("李强", "5栋收到")
    await town.writes("李强", "不是")
    assert "1/7" in town.said("李敏", "停水")[-1].text


async def test_one_of_two_notices_is_chosen_in_words(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.writes("王芳", "收到")
    await town.writes("王芳", "只 #2")
    assert "1/7" in town.said("李敏", "防台")[-1].text
    assert "0/7" in town.said("李敏", "停水")[-1].text
    await town.writes("李强", "收到")
    await town.writes("李强", "都收到了")
    assert "2/7" in town.said("李敏", "防台")[-1].text
    assert "1/7" in town.said("李敏", "停水")[-1].text


async def test_passing_on_in_words(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    assert not town.said("王芳", "停水")
    said = await _answered(town, "陈刚", "收到并转达")
    assert said == "记上了：幸福里收到。谢谢陈刚书记！已转达 3 处。"
    assert town.said("王芳", "停水")


async def test_which_of_two_is_passed_on_is_not_guessed(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.issues("李敏", STORM)
    await town.pass_time(seconds=21)
    assert "好几条" in await _answered(town, "陈刚", "收到并转达")
    assert not town.said("王芳", "停水") + town.said("王芳", "防台")
    await town.writes("陈刚", "收到并转达", reply_to=town.said("陈刚", "停水")[0])
    assert town.said("王芳", "停水")
    assert not town.said("王芳", "防台")


async def test_passing_on_in_reply_to_the_card_in_the_group(town: Town) -> None:
    group = await town.group("和平苑", ["和平苑"], ["孙丽", "周杰"])
    await town.group("1栋", ["1栋"], ["孙丽", "周杰"])
    await town.group("2栋", ["2栋"], ["孙丽", "吴静"])
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    card = town.said(group, "停水")[0]
    before = len(group.from_bot)
    await town.writes("孙丽", "收到并转达", to=group, reply_to=card)
    assert town.said("1栋", "停水")
    assert len(group.from_bot) == before


async def test_a_request_for_help_is_handled_in_words(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "求助")
    await town.writes("王芳", "人手不够")
    assert "人手不够" in town.said("陈刚", "求助")[-1].text
    await town.writes("陈刚", "我来处理")
    assert "陈刚书记" in town.said("王芳", "处理")[-1].text
    await town.writes("陈刚", "已解决")
    assert "解决" in town.said("王芳", "解决")[-1].text
    assert await _answered(town, "王芳", "还没解决") == "好的，已转告陈刚。"
    kept = await town.app.database.read(_told, None)
    assert json.loads(kept[-1])["said"]["facts"] == {"names": ["陈刚"]}, "no words are kept"
    assert "又求助" in town.said("陈刚", "求助")[-1].text or town.said("陈刚", "没解决")


@on_both
async def test_a_mistaken_request_is_taken_back_in_words(town: Town) -> None:
    await town.writes("王芳", "求助")
    assert "点错了" in await _answered(town, "王芳", "取消")
    await town.writes("王芳", "点错了")
    assert "点错" in town.said("陈刚", "求助")[-1].text


async def test_words_that_belong_nowhere_are_passed_on_in_words(town: Town) -> None:
    await town.writes("王芳", "我明天下午搬家")
    await town.writes("王芳", "转给陈刚书记")
    assert town.said("陈刚", "我明天下午搬家")


async def test_nothing_is_sent_by_typing(town: Town) -> None:
    await town.writes("李敏", WATER)
    said = await _answered(town, "李敏", "发送")
    assert "点“发送”" in said
    assert town.person("李敏").private.from_bot[-1].text.startswith("请您过目")
    assert "发送" in str(town.person("李敏").private.from_bot[-1].buttons)
    await town.pass_time(minutes=2)
    assert not town.said("陈刚", "停水")


@pytest.mark.parametrize(
    "word", ["状态", "谁还没回复？", "缺口", "名单", "帮助", "发送", "取消", "撤回"]
)
@on_both
async def test_with_a_draft_open_no_command_becomes_its_text(town: Town, word: str) -> None:
    await town.writes("李敏", WATER)
    assert await _answered(town, "李敏", word)
    await town.writes("李敏", "请互相转告")
    preview = town.said("李敏", "请您过目")[-1].text
    assert "请互相转告" in preview
    assert word not in preview.replace("发送给", "")


async def test_a_draft_is_dropped_by_its_button_alone(town: Town) -> None:
    await town.writes("李敏", WATER)
    assert "取消" in await _answered(town, "李敏", "取消")
    last = town.person("李敏").private.from_bot[-1]
    assert last.text.startswith("请您过目")
    await town.presses("李敏", "取消", last)
    assert "没有要取消的" in await _answered(town, "李敏", "取消")


async def test_the_mode_is_changed_in_words_and_the_preview_stays_last(town: Town) -> None:
    await town.writes("李敏", WATER)
    await town.writes("李敏", "紧急")
    last = town.person("李敏").private.from_bot[-1]
    assert "紧急" in last.text
    assert len(town.said("李敏", "请您过目")) == 1


async def test_withdrawing_in_words_asks_first(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    said = await _answered(town, "李敏", "撤回")
    assert "确定撤回" in str(town.person("李敏").private.from_bot[-1].buttons)
    assert said
    assert "点“确定撤回”" in await _answered(town, "李敏", "确定撤回")
    assert "撤回" not in town.said("王芳", "停水")[-1].text


async def test_withdrawing_within_the_undo_time_makes_it_a_draft_again(town: Town) -> None:
    await town.issues("李敏", WATER)
    assert "没有人收到" in await _answered(town, "李敏", "撤回")
    assert town.person("李敏").private.from_bot[-1].text.startswith("请您过目")
    await town.pass_time(minutes=1)
    assert not town.said("陈刚", "停水")


async def test_who_has_nothing_to_withdraw_is_told_so(town: Town) -> None:
    assert "没有可以撤回的" in await _answered(town, "王芳", "撤回")


async def test_a_screen_is_left_in_words(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("李敏", "状态")
    screen = town.person("李敏").private.from_bot[-1]
    button = next(each.text for row in screen.buttons for each in row if "#1" in each.text)
    await town.writes("李敏", button)
    assert "返回" in str(town.person("李敏").private.from_bot[-1].buttons)
