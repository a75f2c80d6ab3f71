"""Remarks are answered, and the reply reaches their writer."""

from __future__ import annotations

from bot.usecases.typed.replying import reply
from bot.usecases.typed.told_writer import Reply
from tests.engines import on_both
from tests.stories.test_law_answers import states
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"
STORM = "防台准备\n请收好花盆。"


def card(town: Town, name: str, part: str = "停水"):  # type: ignore[no-untyped-def]
    return town.said(name, part)[0]


async def test_an_answer_comes_down_to_whoever_asked_and_counts_for_nobody(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=card(town, "王芳"))
    asked = town.said("陈刚", "几点能恢复")[0]
    assert "回复" in [each.text for row in asked.buttons for each in row]
    await town.writes("陈刚", "晚上十点恢复。", reply_to=asked)
    told = town.said("王芳", "回复您")
    assert [each.text for each in told] == [
        "陈刚书记回复您：“晚上十点恢复。”\n您问的是：几点能恢复？"
    ]
    assert (await states(town))["幸福里"] == "sent", "it is not the branch lead's own answer"
    assert not town.said("李敏", "书记收到")
    assert town.said("陈刚", "已转告王芳楼长")
    summary = town.said("李敏", "问和答")[-1].text
    assert "3 栋王芳楼长：几点能恢复？\n↳ 陈刚书记：晚上十点恢复。" in summary
    await town.writes("王芳", "收到，谢谢", reply_to=told[0])
    assert (await states(town))["3栋"] == "acknowledged"
    assert len(town.said("陈刚", "谢谢")) == 0, "plain assent goes nowhere"


async def test_the_asker_writes_again_and_is_answered_again(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=card(town, "王芳"))
    await town.presses("陈刚", "回复", town.said("陈刚", "几点能恢复")[0])
    await town.writes("陈刚", "晚上十点")
    await town.pass_time(minutes=2)
    await town.writes("王芳", "那热水呢？", reply_to=town.said("王芳", "回复您")[0])
    assert town.said("王芳", "已转告陈刚书记")
    again = town.said("陈刚", "那热水呢")[0]
    assert "又问您" in again.text
    assert "您写的是：晚上十点" in again.text
    await town.writes("陈刚", "一样", reply_to=again)
    assert town.said("王芳", "回复您：“一样”")[0].text.endswith("您写的是：那热水呢？")
    lines = town.said("李敏", "问和答")[-1].text
    assert lines.endswith("↳ 陈刚书记：晚上十点\n↳ 王芳楼长：那热水呢？\n↳ 陈刚书记：一样")


async def test_also_to_the_group_once_and_by_the_one_who_answered(town: Town) -> None:
    group = await town.group("3栋群", ["3栋"], ["王芳"])
    await town.issues("李敏", WATER, "紧急")
    asked = await town.writes(
        "王芳", "几点能恢复？", to=group, reply_to=town.said(group, "停水")[0]
    )
    await town.writes("陈刚", "晚上十点", reply_to=town.said("陈刚", "几点能恢复")[0])
    assert town.said("王芳", "回复您：“晚上十点”")
    assert not town.said(group, "晚上十点")
    told = await town.presses("陈刚", "也发到群里")
    assert told == "已发到群里。"
    (posted,) = town.said(group, "晚上十点")
    assert posted.text == "王芳楼长：几点能恢复？\n陈刚书记回复：“晚上十点”"
    assert posted.reply_to is not None
    assert posted.reply_to.id == asked.id
    assert "也发到群里了" in town.said("陈刚", "已转告王芳楼长")[0].text
    assert not [b for row in town.said("陈刚", "已转告")[0].buttons for b in row]


async def test_who_cannot_be_written_to_is_answered_below_their_words(town: Town) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,幸福里,4栋,楼长,李强",
        "幸福社区,幸福里,5栋,楼长,赵敏",
        "幸福社区,幸福里,5栋,副楼长,郑兰",
    )
    await town.linked("郑兰", started=False)
    group = await town.group("5栋群", ["5栋"], ["赵敏", "郑兰"])
    await town.issues("李敏", WATER, "紧急")
    asked = await town.writes("郑兰", "要停多久？", to=group, reply_to=town.said(group, "停水")[0])
    await town.writes("陈刚", "两个小时", reply_to=town.said("陈刚", "要停多久")[0])
    (answer,) = town.said(group, "回复您：“两个小时”")
    assert answer.reply_to is not None
    assert answer.reply_to.id == asked.id
    assert "已在群里转告郑兰" in town.said("陈刚", "转告郑兰")[0].text
    await town.writes("郑兰", "那几点开始？", to=group, reply_to=answer)
    assert town.said("陈刚", "那几点开始？")


async def test_of_several_who_wrote_it_is_asked_whom_an_answer_is_for(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=card(town, "王芳"))
    await town.writes("李强", "有水车吗？", reply_to=card(town, "李强"))
    both = town.said("陈刚", "有水车吗")[-1]
    assert "几点能恢复" in both.text
    await town.writes("陈刚", "有，三点到", reply_to=both)
    assert not town.said("王芳", "回复您")
    await town.presses("陈刚", "回复李强", town.said("陈刚", "这句话回复给谁")[0])
    assert town.said("李强", "回复您：“有，三点到”")
    assert not town.said("王芳", "回复您")
    await town.writes("陈刚", "都在修了", reply_to=both)
    await town.presses("陈刚", "都回复", town.said("陈刚", "这句话回复给谁")[-1])
    assert town.said("李强", "回复您：“都在修了”")
    assert town.said("王芳", "回复您：“都在修了”")


@on_both
async def test_ten_remarks_in_half_a_minute_are_one_message(town: Town) -> None:
    rows = [f"幸福社区,幸福里,{each}栋,楼长,楼长{each}" for each in range(10, 20)]
    await town.roster("幸福社区,幸福里,,书记,陈刚", *rows)
    await town.linked(*(f"楼长{each}" for each in range(10, 20)))
    await town.issues("李敏", WATER, "紧急")
    for each in range(10, 20):
        name = f"楼长{each}"
        await town.writes(name, f"{each}栋三楼敲不开门", reply_to=card(town, name))
        await town.pass_time(seconds=3, step=None)
    (told,) = town.said("陈刚", "三楼敲不开门")
    assert told.text.count("三楼敲不开门") == 10
    rung = len(town.person("陈刚").private.from_bot)
    await town.pass_time(minutes=1)
    (anew,) = town.said("陈刚", "三楼敲不开门")
    assert anew.id > told.id, "the newest rings with the whole and takes the place of the last"
    assert anew.text.count("三楼敲不开门") == 10
    assert len(town.person("陈刚").private.from_bot) == rung
    await town.pass_time(minutes=3)
    assert town.said("陈刚", "三楼敲不开门") == [anew]


@on_both
async def test_an_answer_to_a_message_that_was_just_replaced_still_arrives(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=card(town, "王芳"))
    first = town.said("陈刚", "几点能恢复")[0]
    await town.writes("王芳", "要不要储水？", reply_to=card(town, "王芳"))
    await town.pass_time(minutes=1)
    assert first not in town.said("陈刚", "几点能恢复")
    chat = town.person("陈刚").id
    late = Reply(chat, chat, first.id + 50, first.id, "晚上十点", town.clock.now())
    await town.app.database.transact(reply, late)
    await town.settle()
    assert town.said("王芳", "回复您：“晚上十点”")


async def test_routine_remarks_wait_ten_minutes_for_each_other(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到并转达")
    await town.presses("孙丽", "收到并转达")
    await town.writes("王芳", "三楼敲不开门", reply_to=card(town, "王芳"))
    await town.pass_time(minutes=4)
    await town.writes("李强", "五楼也敲不开", reply_to=card(town, "李强"))
    (told,) = town.said("陈刚", "三楼敲不开门")
    assert "五楼也敲不开" in told.text, "it joins at once, without a sound"
    await town.pass_time(minutes=5)
    assert town.said("陈刚", "三楼敲不开门") == [told]
    await town.pass_time(minutes=2)
    (anew,) = town.said("陈刚", "三楼敲不开门")
    assert anew.id > told.id


async def test_who_has_it_in_care_no_more_cannot_answer(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=card(town, "王芳"))
    asked = town.said("陈刚", "几点能恢复")[0]
    await town.roster("幸福社区,幸福里,,书记,孙丽", "幸福社区,幸福里,3栋,楼长,王芳")
    await town.writes("陈刚", "晚上十点", reply_to=asked)
    assert not town.said("王芳", "晚上十点")
    assert town.said("陈刚", "这不在您负责的范围里")


async def test_asked_for_words_one_may_think_better_of_it(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=card(town, "王芳"))
    await town.presses("陈刚", "回复", town.said("陈刚", "几点能恢复")[0])
    assert "请写下要回复王芳楼长的话" in town.person("陈刚").private.from_bot[-1].text
    await town.writes("陈刚", "算了")
    assert not town.said("王芳", "回复您")
    assert town.said("陈刚", "没有发出去")


async def test_a_voice_message_is_an_answer_too(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=card(town, "王芳"))
    person = town.person("陈刚")
    asked = town.said("陈刚", "几点能恢复")[0]
    person.send_photo(person.private, "通告.jpg", b"x", reply_to=asked)
    await town.settle()
    head, picture = town.person("王芳").private.from_bot[-2:]
    assert head.text == "陈刚书记回复您下面这条。\n您问的是：几点能恢复？"
    assert picture.media
    await town.pass_time(minutes=2)
    await town.writes("王芳", "看不清", reply_to=picture)
    assert town.said("陈刚", "又问您：“看不清”")


async def test_questions_and_answers_stand_on_the_screen_of_the_unit(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=card(town, "王芳"))
    await town.writes("周杰", "我们这里也停吗？", reply_to=card(town, "周杰"))
    await town.writes("陈刚", "晚上十点", reply_to=town.said("陈刚", "几点能恢复")[0])
    await town.writes("李敏", "/status")
    await town.presses("李敏", "#1")
    screen = town.person("李敏").private.from_bot[-1].text
    assert "↳ 陈刚书记：晚上十点" in screen
    assert "我们这里也停吗？\n↳ 还没有人回复" in screen
    await town.presses("李敏", "幸福里")
    screen = town.person("李敏").private.from_bot[-1].text
    assert "↳ 陈刚书记：晚上十点" in screen
    assert "我们这里也停吗" not in screen
