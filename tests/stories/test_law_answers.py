"""Answers, and what is none: forged, too late, edited, twice, for two at once."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.town import Town

WATER = "今晚停水\n请储水。"
STORM = "防台准备\n请收好花盆。"


async def states(town: Town, number: int = 1) -> dict[str, str]:
    rows = await town.rows("targets_of_instruction", instruction_id=number)
    return {row["name"]: row["state"] for row in rows}


async def test_one_typed_word_answers_everything_a_reminder_speaks_of(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=6)
    chase = town.said("王芳", "还等您")
    assert len(chase) == 1
    assert "#1" in chase[0].text
    assert "#2" in chase[0].text
    await town.writes("王芳", "收到", reply_to=chase[0])
    assert (await states(town))["3栋"] == (await states(town, 2))["3栋"] == "acknowledged"
    assert len(town.said("王芳", "记上了")) == 1, "thanked once"


async def test_a_question_about_two_is_told_up_once_each_and_the_writer_once(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=6)
    chase = town.said("王芳", "还等您")[0]
    await town.writes("王芳", "什么时候来水？", reply_to=chase)
    assert (await states(town))["3栋"] == "sent"
    assert len([m for m in town.person("王芳").private.from_bot if "什么时候来水" in m.text]) == 1
    for number in ("#1", "#2"):
        assert [m for m in town.said("陈刚", "什么时候来水") if number in m.text]


async def test_help_pressed_on_a_reminder_about_two(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳")
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=6)
    told = await town.presses("王芳", "有困难", town.said("王芳", "还等您")[0])
    assert "陈刚" in told
    assert (await states(town))["3栋"] == (await states(town, 2))["3栋"] == "acknowledged"


async def test_with_several_waiting_a_word_in_private_is_asked_about(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=2)
    await town.writes("王芳", "收到")
    assert (await states(town))["3栋"] == (await states(town, 2))["3栋"] == "sent"
    await town.presses("王芳", "都收到")
    assert (await states(town))["3栋"] == (await states(town, 2))["3栋"] == "acknowledged"


async def test_with_several_waiting_one_can_be_meant(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.writes("王芳", "收到")
    await town.presses("王芳", "只 #2 防台准备")
    assert (await states(town))["3栋"] == "sent"
    assert (await states(town, 2))["3栋"] == "acknowledged"


async def test_after_withdrawing_and_closing_nothing_counts_and_nobody_is_chased(
    town: Town,
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=16)
    chases = town.said("王芳", "还等您") + town.said("陈刚", "请您费心")
    assert len(chases) >= 2
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")
    card = town.said("王芳", "【紧急通知 #1】")[0]
    await town.writes("王芳", "收到", reply_to=card)
    assert (await states(town))["3栋"] == "withdrawn"
    assert not town.said("王芳", "还等您")
    assert not town.said("陈刚", "请您费心")
    before = len(town.world.log)
    await town.pass_time(hours=2, step=timedelta(minutes=10))
    assert not [m for m in town.person("陈刚").private.from_bot if "没回复" in m.text]
    assert len(town.world.log) >= before
    assert not town.said("陈刚", "您关心的")


async def test_pressed_twice_it_counts_once_and_never_withdraws(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    card = town.said("王芳", "停水")[0]
    for _ in range(2):
        town.person("王芳").press(card, "收到")
    await town.settle()
    toasts = [each.text or "" for each in town.person("王芳").toasts]
    assert sum("记上了" in each for each in toasts) == 1
    assert "您 09:00 已回复" in toasts[-1] or "已回复" in toasts[-1]
    assert (await states(town))["3栋"] == "acknowledged"


async def test_an_edited_message_does_nothing(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    card = town.said("王芳", "停水")[0]
    said = await town.writes("王芳", "没收到", reply_to=card)
    town.person("王芳").edit(said, "收到")
    await town.settle()
    assert (await states(town))["3栋"] == "sent"
    yes = await town.writes("李强", "收到", reply_to=town.said("李强", "停水")[0])
    town.person("李强").edit(yes, "没收到")
    await town.settle()
    assert (await states(town))["4栋"] == "acknowledged"


async def test_forged_data_names_and_does_not_authorise(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    first, second = (town.said("王芳", each)[0] for each in ("停水", "防台"))
    data = next(b.target for row in second.buttons for b in row if b.text == "收到")
    town.person("王芳").forge(first, data)
    await town.settle()
    assert (await states(town, 2))["3栋"] == "sent"
    assert (await states(town))["3栋"] == "sent"


async def test_voice_and_photo_reach_the_next_one_up_with_the_file(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("陈刚", "收到")
    town.person("王芳").send_photo(town.person("王芳").private, "门口.jpg", b"x")
    await town.settle()
    assert (await states(town))["3栋"] == "acknowledged"
    told = town.person("陈刚").private.from_bot
    assert any("3 栋" in each.text or "3栋" in each.text for each in told[-2:])


async def test_who_was_told_that_it_did_not_count_may_answer_to_that(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "几点停？", to=group, reply_to=town.said(group, "停水")[0])
    told = town.said("王芳", "几点停")[0]
    assert (await states(town))["3栋"] == "sent"
    await town.writes("王芳", "收到", reply_to=told)
    assert (await states(town))["3栋"] == "acknowledged"


async def test_asked_again_after_an_absence_a_word_counts_for_all_that_was_named(
    town: Town,
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.away(minutes=3)
    asked = town.said("王芳", "断线")
    assert len(asked) == 1
    await town.writes("王芳", "收到", reply_to=asked[0])
    assert (await states(town))["3栋"] == (await states(town, 2))["3栋"] == "acknowledged"


async def test_away_a_branch_that_has_yet_to_pass_on_is_asked_again_too(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到")
    await town.presses("孙丽", "收到并转达")
    await town.away(minutes=3)
    assert town.said("陈刚", "断线")
    assert not town.said("孙丽", "断线")


async def test_a_picture_with_words_goes_up_as_a_picture(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    person = town.person("王芳")
    card = town.said("王芳", "停水")[0]
    person.send_photo(person.private, "门口.jpg", b"x", caption="收到", reply_to=card)
    await town.settle()
    assert (await states(town))["3栋"] == "acknowledged"
    assert town.person("陈刚").private.from_bot[-1].media


async def test_a_picture_with_a_doubt_goes_up_as_a_doubt(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    person = town.person("王芳")
    card = town.said("王芳", "停水")[0]
    person.send_photo(person.private, "通知.jpg", b"x", caption="这张没看懂？", reply_to=card)
    await town.settle()
    assert (await states(town))["3栋"] == "sent"
    note, picture = town.person("陈刚").private.from_bot[-2:]
    assert "3 栋王芳楼长对 #1 今晚停水 发来下面这条。" in note.text
    assert "没有记成收到" in note.text
    assert picture.media
    assert "我没记成收到，已转告陈刚书记" in town.said("王芳", "这张没看懂？")[-1].text


async def test_a_reply_to_somebody_elses_remark_is_no_answer_of_ones_own(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.writes("王芳", "门口贴好了，三楼没人", reply_to=town.said("王芳", "停水")[0])
    await town.writes("陈刚", "好的", reply_to=town.said("陈刚", "门口贴好了，三楼没人")[0])
    assert (await states(town))["幸福里"] == (await states(town, 2))["幸福里"] == "sent"
    assert town.said("王芳", "陈刚书记回复您：“好的”")


async def test_a_reply_of_whoever_only_looks_on_begins_no_notice(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("陈刚", "水车几点来", reply_to=town.said("陈刚", "停水")[0])
    asked = town.said("李敏", "说：“水车几点来”")[0]
    await town.writes("李敏", "水车三点到三号门", reply_to=asked)
    assert not [m for m in town.said("李敏", "请您过目") if "水车" in m.text]
    assert town.said("陈刚", "李敏专员回复您：“水车三点到三号门”")


async def test_a_second_cry_for_help_is_not_lost(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    card = town.said("王芳", "停水")[0]
    await town.presses("王芳", "有困难", card)
    await town.writes("王芳", "帮帮忙，阀门锈住了", reply_to=card)
    assert [m for m in town.person("陈刚").private.from_bot if "阀门锈住了" in m.text]


async def test_an_answer_to_a_card_is_no_answer_to_an_open_question(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.presses("王芳", "有困难", town.said("王芳", "停水")[0])
    await town.writes("王芳", "收到", reply_to=town.said("王芳", "防台")[0])
    assert (await states(town, 2))["3栋"] == "acknowledged"
    assert not [
        m for m in town.person("陈刚").private.from_bot if "“收到”" in m.text and "帮忙" in m.text
    ]


async def test_a_lead_asked_twice_over_counts_late_by_their_own_clock(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=61, step=timedelta(minutes=5))
    await town.presses("王芳", "收到", town.said("王芳", "【紧急通知 #1】")[0])
    rows = await town.rows("answered_on_card", message_id=1)
    assert rows is not None
    assert len(town.said("李敏", "到点")) + len(town.said("李敏", "截止")) <= 1


async def test_what_only_informs_closes_too(town: Town) -> None:
    await town.issues("李敏", WATER, "仅告知")
    await town.pass_time(seconds=21)
    await town.pass_time(days=9, step=timedelta(hours=3))
    assert await town.rows("running_instructions") == []
