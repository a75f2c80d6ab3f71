"""Every kind of answer, and words that are none."""

from __future__ import annotations

import pytest

from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"


async def _group(town: Town) -> tuple[DemoGroup, Message]:
    """The group of a branch and its buildings, with the card of an urgent instruction."""
    members = ["陈刚", "王芳", "李强", "赵敏"]
    group = await town.group("幸福里楼长群", ["幸福里"], members)
    await town.issues("李敏", WATER, "紧急")
    return group, town.said(group, "停水")[0]


@pytest.mark.parametrize("words", ["收到", "已收到！", "好的", "OK", "👍", "１"])
async def test_an_answer_word_replied_to_the_card_counts(town: Town, words: str) -> None:
    group, card = await _group(town)
    await town.writes("王芳", words, to=group, reply_to=card)
    assert "已收到 1/3：王芳" in card.text
    assert len(group.from_bot) == 2, "the claim message and the card, no more noise"


async def test_a_word_in_the_group_that_replies_to_nothing_is_not_heard(town: Town) -> None:
    group, card = await _group(town)
    await town.writes("王芳", "收到", to=group)
    assert "已收到 0/3" in card.text


async def test_a_remark_counts_and_goes_up(town: Town) -> None:
    group, card = await _group(town)
    await town.writes("王芳", "已通知，3 楼在外地", to=group, reply_to=card)
    assert "已收到 1/3" in card.text
    assert "已通知，3 楼在外地" in town.said("陈刚", "并说")[0].text


async def test_a_voice_message_a_photo_and_a_sticker_count_and_go_up(town: Town) -> None:
    group, card = await _group(town)
    town.person("王芳").send_voice(group, reply_to=card)
    town.person("李强").send_photo(group, "楼道.jpg", b"\xff\xd8", reply_to=card)
    town.person("赵敏").send_sticker(group, emoji="😮", reply_to=card)
    await town.settle()
    assert "已收到 3/3" in card.text
    assert len(town.said("陈刚", "回了下面这条")) == 3


@pytest.mark.parametrize("words", ["没接到", "收到了吗？", "不知道"])
async def test_a_negation_or_a_question_goes_up_and_does_not_count(town: Town, words: str) -> None:
    group, card = await _group(town)
    await town.writes("王芳", words, to=group, reply_to=card)
    assert "已收到 0/3" in card.text
    kind = f"您说“{words}”，我没记成收到，已转告陈刚书记。知道了请再点“收到”。"
    assert town.said("王芳", kind)
    assert not town.said(group, "我没记成收到"), "nobody is corrected in front of the group"
    assert town.said("陈刚", words)


async def test_words_in_a_private_chat_count_for_what_waits(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "收到")
    assert "记上了：3 栋收到" in town.said("王芳", "记上了")[0].text


async def test_the_branch_lead_answers_for_a_building_after_a_call(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=16)
    await town.presses("陈刚", "代答")
    screen = town.person("陈刚").private.from_bot[-1]
    buttons = [each.text for row in screen.buttons for each in row]
    assert any("3" in each for each in buttons), buttons


async def test_a_late_answer_counts_and_is_marked(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=61)
    await town.presses("王芳", "收到")
    rows = await town.rows("audit_lines", after=0, most=1000)
    assert any(row["action"] == "acknowledgement.give" for row in rows)
    target = (await town.rows("targets_of_instruction", instruction_id=1))[1]
    assert target["state"] == "acknowledged"


async def test_who_is_nobody_here_gets_a_kind_toast_and_nothing_else(town: Town) -> None:
    group, card = await _group(town)
    stranger = town.person("路人")
    group.add(stranger)
    assert await town.presses("路人", "收到", card) == "谢谢关心！这是给楼长回复的，您不用点。"
    await town.writes("路人", "收到", to=group, reply_to=card)
    assert "已收到 0/3" in card.text
    assert len(group.from_bot) == 2


async def test_a_former_lead_is_thanked(town: Town) -> None:
    _, card = await _group(town)
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,郑洁",
        "幸福社区,幸福里,4栋,楼长,李强",
        "幸福社区,幸福里,5栋,楼长,赵敏",
    )
    assert "您已卸任 3 栋楼长" in await town.presses("王芳", "收到", card)
    assert "已收到 0/3" in card.text


async def test_channels_bots_and_anonymous_people_are_not_heard(town: Town) -> None:
    group, card = await _group(town)
    anonymous = group.anonymous_admin(town.person("王芳"))
    anonymous.send(group, "收到", reply_to=card)
    other = town.world.other_bot()
    group.add(other)
    other.send(group, "收到", reply_to=card)
    channel = town.world.channel("社区频道")
    channel.send(group, "收到", reply_to=card)
    await town.settle()
    assert "已收到 0/3" in card.text
    assert len(group.from_bot) == 2


async def test_an_anonymous_administrator_answers_by_button(town: Town) -> None:
    group, card = await _group(town)
    group.anonymous_admin(town.person("王芳"))
    await town.presses("王芳", "收到", card)
    assert "已收到 1/3：王芳" in card.text


async def test_help_is_told_taken_and_solved(town: Town) -> None:
    _, card = await _group(town)
    assert "已马上转告陈刚" in await town.presses("王芳", "有困难", card)
    assert "已收到 1/3" in card.text
    await town.presses("王芳", "敲门没人应")
    request = town.said("陈刚", "求助")[0]
    assert "敲门没人应" in request.text
    await town.presses("陈刚", "我来处理", request)
    assert town.said("王芳", "陈刚书记来处理了")
    await town.presses("陈刚", "已解决", request)
    assert "已解决" in request.text
    assert not request.buttons


async def test_help_in_own_words_and_unclaimed_it_climbs(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "有困难")
    await town.writes("王芳", "三楼独居老人不开门")
    assert "三楼独居老人不开门" in town.said("陈刚", "求助")[0].text
    await town.pass_time(minutes=6)
    assert town.said("李敏", "求助")
    await town.pass_time(minutes=6)
    assert town.said("周明", "求助")


async def test_help_pressed_by_mistake_is_taken_back_and_may_be_asked_for_again(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    card = town.said("王芳", "停水")[0]
    await town.presses("王芳", "有困难", card)
    request = town.said("陈刚", "求助")[0]
    assert "不麻烦大家" in await town.presses("王芳", "点错了，不用帮忙")
    assert "点错了，不用处理" in request.text
    assert not request.buttons
    assert "已经记上，谢谢您！" in card.text
    await town.pass_time(minutes=6)
    assert not town.said("李敏", "求助")
    await town.presses("王芳", "有困难", card)
    assert len(town.said("陈刚", "求助")) == 2


async def test_help_somebody_sees_to_is_not_taken_back(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "有困难", town.said("王芳", "停水")[0])
    question = town.said("王芳", "遇到什么困难")[0]
    mistake = question.button("点错了，不用帮忙").target
    await town.presses("陈刚", "我来处理", town.said("陈刚", "求助")[0])
    assert "点错了，不用帮忙" not in [b.text for row in question.buttons for b in row]
    town.person("王芳").forge(question, mistake)
    await town.settle()
    assert town.person("王芳").toasts[-1].text == "已经有人在处理了，谢谢您！"


async def test_a_withdrawn_card_says_so(town: Town) -> None:
    group, card = await _group(town)
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")
    assert "这条已撤回，不用回复了" in card.text
    assert not card.buttons
    assert group.last.reply_to is not None
