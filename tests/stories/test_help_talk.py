"""A request for help: what is added to it, what is written back, and that it is not solved."""

from __future__ import annotations

from tests.engines import on_both
from tests.stories.test_law_answers import states
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"
STORM = "防台准备\n请收好花盆。"


def buttons(message) -> list[str]:  # type: ignore[no-untyped-def]
    return [each.text for row in message.buttons for each in row]


async def test_words_after_a_reason_join_the_request_and_ring(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "有困难")
    await town.presses("王芳", "人手不够")
    (first,) = town.said("陈刚", "求助（")
    await town.writes("王芳", "在12栋3单元502，老人摔倒了，需要两个人")
    (anew,) = town.said("陈刚", "求助（")
    assert anew.id > first.id, "it rings"
    assert "人手不够" in anew.text
    assert "502，老人摔倒了" in anew.text
    heard = town.person("王芳").private.from_bot[-1]
    assert heard.text.startswith(
        "有生命危险请先打 119、120！\n已马上告诉陈刚书记：“在12栋3单元502，老人摔倒"
    )
    await town.writes("王芳", "快一点")
    (last,) = town.said("陈刚", "求助（")
    assert "502" in last.text
    assert "快一点" in last.text
    assert town.person("王芳").private.from_bot[-1].text.startswith("已补充到您的求助里")
    await town.writes("王芳", "有人晕倒了", reply_to=heard)
    assert town.person("王芳").private.from_bot[-1].text.startswith("有生命危险请先打")


async def test_received_for_another_notice_is_not_what_the_trouble_is(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.presses("王芳", "有困难", town.said("王芳", "停水")[0])
    await town.writes("王芳", "收到")
    assert (await states(town, 2))["3栋"] == "acknowledged"
    assert "收到" not in town.said("陈刚", "求助（")[0].text
    await town.writes("王芳", "阀门锈住了")
    assert "阀门锈住了" in town.said("陈刚", "求助（")[0].text


async def test_a_picture_of_the_trouble_goes_to_those_who_help(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "有困难")
    person = town.person("王芳")
    person.send_photo(person.private, "楼道.jpg", b"x", caption="楼道塌了一块")
    await town.settle()
    request, picture = town.person("陈刚").private.from_bot[-2:]
    assert "楼道塌了一块" in request.text
    assert picture.media


async def test_whoever_helps_writes_back_by_button_or_reply(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "有困难")
    await town.writes("王芳", "三楼独居老人不开门")
    request = town.said("陈刚", "求助（")[0]
    assert buttons(request) == ["我来处理", "回复", "已解决"]
    await town.presses("陈刚", "回复", request)
    await town.writes("陈刚", "我十分钟到")
    (told,) = town.said("王芳", "回复您")
    assert told.text == "陈刚书记回复您：“我十分钟到”\n您求助的是：三楼独居老人不开门"
    assert "↳ 陈刚书记：我十分钟到" in town.said("陈刚", "求助（")[0].text
    await town.writes("陈刚", "带上钥匙", reply_to=town.said("陈刚", "求助（")[0])
    assert town.said("王芳", "回复您：“带上钥匙”")
    await town.writes("王芳", "钥匙在门卫那里", reply_to=told)
    assert town.said("陈刚", "钥匙在门卫那里")
    assert (await states(town))["幸福里"] == "sent"
    summary = town.said("李敏", "问和答")[-1].text
    assert "3 栋王芳楼长：三楼独居老人不开门\n↳ 陈刚书记：我十分钟到" in summary


async def test_help_without_an_instruction_is_answered_too(town: Town) -> None:
    await town.writes("王芳", "电梯困人了，快来人")
    request = town.said("陈刚", "求助（")[0]
    await town.writes("陈刚", "已经报修", reply_to=request)
    (told,) = town.said("王芳", "回复您：“已经报修”")
    await town.writes("王芳", "还要多久？", reply_to=told)
    assert town.said("陈刚", "还要多久？")


async def test_what_is_not_solved_opens_again_rings_and_climbs(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "有困难")
    await town.writes("王芳", "三楼独居老人不开门")
    await town.presses("陈刚", "我来处理")
    await town.presses("陈刚", "已解决")
    solved = town.said("王芳", "说已经解决了")[0]
    assert buttons(solved) == ["还没解决"]
    assert await town.presses("王芳", "还没解决", solved) == "好的，已转告陈刚。"
    (again,) = town.said("陈刚", "再次求助，还没解决")
    assert "我来处理" in buttons(again)
    assert "三楼独居老人不开门" in again.text
    assert "刚刚已经转告" in await town.presses("王芳", "还没解决", solved)
    assert town.said("陈刚", "再次求助") == [again]
    await town.pass_time(minutes=6)
    assert town.said("李敏", "再次求助")


async def test_words_in_reply_to_solved_open_it_again_thanks_do_not(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "有困难")
    await town.presses("王芳", "人手不够")
    await town.presses("陈刚", "已解决")
    solved = town.said("王芳", "说已经解决了")[0]
    await town.writes("王芳", "谢谢书记", reply_to=solved)
    assert not town.said("陈刚", "再次求助")
    await town.writes("王芳", "人还没到", reply_to=solved)
    assert "人还没到" in town.said("陈刚", "再次求助")[0].text


async def test_what_is_written_after_it_was_solved_is_no_word_of_the_trouble(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "有困难")
    await town.presses("王芳", "人手不够")
    await town.presses("陈刚", "已解决")
    await town.writes("王芳", "楼下贴了告示")
    assert not [m for m in town.said("陈刚", "求助（") if "告示" in m.text]
    assert not town.said("王芳", "这件已经解决了")


async def test_whoever_typed_the_trouble_presses_that_it_lasts_and_it_climbs(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "着火了，快来人", reply_to=town.said("王芳", "停水")[0])
    (heard,) = [m for m in town.said("王芳", "着火了") if buttons(m)]
    assert "刚刚已经转告" in await town.presses("王芳", "还没解决", heard)
    await town.pass_time(minutes=2)
    assert await town.presses("王芳", "还没解决", heard) == "好的，已转告李敏。"
    assert town.said("李敏", "求助（")
    await town.writes("王芳", "三楼也冒烟了", reply_to=heard)
    for name in ("陈刚", "李敏"):
        assert "三楼也冒烟了" in town.said(name, "求助（")[0].text


async def test_the_card_of_the_group_says_who_asked_and_who_took_it(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.bind(group, "3栋", "4栋", "5栋")
    await town.issues("李敏", WATER, "紧急")
    card = town.said(group, "停水")[0]
    await town.presses("李强", "有困难", card)
    assert "4 栋李强楼长求助，已经转告上面。" in card.text
    await town.presses("陈刚", "我来处理")
    assert "4 栋李强楼长求助，陈刚书记正在处理。" in card.text
    await town.presses("陈刚", "已解决")
    assert "求助" not in card.text


async def test_trouble_in_reply_to_an_answer_asks_for_help(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=town.said("王芳", "停水")[0])
    await town.writes("陈刚", "晚上十点", reply_to=town.said("陈刚", "几点能恢复")[0])
    await town.writes("王芳", "着火了！", reply_to=town.said("王芳", "回复您")[0])
    assert "着火了" in town.said("陈刚", "求助（")[0].text


async def test_an_assenting_sticker_tells_nobody_above(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    before = len(town.person("陈刚").private.from_bot)
    person = town.person("王芳")
    person.send_sticker(person.private, reply_to=town.said("王芳", "停水")[0], emoji="👌")
    await town.settle()
    assert (await states(town))["3栋"] == "acknowledged"
    assert len(town.person("陈刚").private.from_bot) == before


async def test_a_call_for_help_that_cannot_be_delivered_climbs_at_once(town: Town) -> None:
    await town.issues("李敏", "今晚停水", "紧急")
    town.person("陈刚").deactivated = True
    await town.writes("王芳", "着火了")
    [told] = town.said("李敏", "王芳楼长求助")
    assert "着火了" in told.text
    [heard] = town.said("王芳", "“着火了”")
    assert "李敏专员" in heard.text
    assert "陈刚" not in heard.text
    assert await town.presses("李敏", "我来处理", told)
    assert town.said("王芳", "李敏专员来处理了")


@on_both
async def test_with_nobody_left_above_the_asker_does_not_read_that_somebody_was_told(
    town: Town,
) -> None:
    for name in ("陈刚", "李敏", "周明"):
        town.person(name).deactivated = True
    await town.writes("王芳", "着火了")
    [heard] = town.said("王芳", "“着火了”")
    assert "119" in heard.text
    assert "已马上告诉" not in heard.text


async def test_remarks_of_whom_the_branch_lead_cannot_be_told_reach_the_next_one_up(
    town: Town,
) -> None:
    await town.issues("李敏", "今晚停水", "紧急")
    town.person("陈刚").deactivated = True
    await town.writes("王芳", "收到，水箱要不要关")
    assert len(town.said("李敏", "水箱要不要关")) == 1
    await town.writes("李强", "几点恢复？")
    notes = [each for each in town.said("李敏", "几点恢复？") if "问和答" not in each.text]
    assert len(notes) == 1


async def test_a_second_press_alerts_nobody_again(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    card = town.said("王芳", "停水")[0]
    await town.presses("王芳", "有困难", card)
    before = [each.id for each in town.said("陈刚", "求助（")]
    asked = len(town.said("王芳", "遇到什么困难"))
    assert await town.presses("王芳", "有困难", card), "it is answered"
    await town.pass_time(seconds=20)
    assert not town.said("李敏", "求助（")
    assert [each.id for each in town.said("陈刚", "求助（")] == before
    assert len(town.said("王芳", "遇到什么困难")) == asked == 1
