"""礼数: the branch lead's own last words as buttons, 道声辛苦, and 复制小结."""

from __future__ import annotations

from bot.demo.botapi.messages import Message
from tests.engines import on_both
from tests.stories.town import Town, labels, newest

WORDS = ("请三楼也通知。", "请上门说一声，老人家多，一家一家都要走到，别漏了六楼和地下室。")


async def _passes_on(town: Town, text: str, *words: str) -> None:
    await town.issues("李敏", text)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "加一句再转达")
    for each in words:
        await town.writes("陈刚", each)
    if words:
        await town.presses("陈刚", "转达", newest(town, "陈刚"))
        await town.pass_time(seconds=21)


@on_both
async def test_ones_own_last_three_words_are_buttons_when_passing_on(town: Town) -> None:
    for number, words in enumerate(("请戴好手套。", *WORDS, "请三楼也通知。", "请带上名单。")):
        await _passes_on(town, f"第{number}件事", words)
    await _passes_on(town, "今晚停水")
    asked = newest(town, "陈刚")
    assert labels(asked) == [
        "请带上名单。", "请三楼也通知。", "请上门说一声，老人家多，一家一家都要走…",
        "不加了，直接转达", "取消",
    ]  # fmt: skip
    await town.presses("陈刚", "请三楼也通知。", asked)
    assert "会这样转达给幸福里 3 栋：“请三楼也通知。——陈刚书记”" in newest(town, "陈刚").text
    await town.presses("陈刚", "转达", newest(town, "陈刚"))
    await town.pass_time(seconds=21)
    assert "陈刚书记附言：请三楼也通知。" in town.said("王芳", "今晚停水")[0].text
    await town.issues("李敏", "明天停电")
    await town.pass_time(seconds=21)
    await town.presses("孙丽", "加一句再转达")
    assert labels(newest(town, "孙丽")) == ["不加了，直接转达", "取消"], (
        "others' words are not hers"
    )


@on_both
async def test_the_result_is_copied_and_those_who_answered_are_thanked_once(town: Town) -> None:
    group = await town.group(
        "幸福里楼长群", ("3栋", "4栋", "5栋"), ("陈刚", "王芳", "李强", "赵敏")
    )
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    card = town.said(group, "今晚停水")[0]
    for name in ("王芳", "李强", "赵敏"):
        await town.presses(name, "收到", card)
    for name in ("陈刚", "孙丽", "周杰"):
        await town.presses(name, "收到")
    await town.pass_time(minutes=61)
    (told,) = town.said("李敏", "时间到了")
    assert labels(told)[:2] == ["复制小结", "道声辛苦"]
    assert told.button("复制小结").copy == told.text, "all of it, nothing else"
    assert "已替您向大家道辛苦" in await town.presses("李敏", "道声辛苦", told)
    thanks = "李敏专员：“今晚停水”大家回复得很及时，辛苦各位了！"
    (said,) = town.said(group, "辛苦")
    assert (said.text, said.reply_to, said.silent) == (thanks, card, True)
    assert [len(town.said(name, thanks)) for name in ("陈刚", "周杰", "王芳", "吴静")] == [
        1,
        1,
        0,
        0,
    ]
    assert "已替您向回复的各位道过辛苦。" in told.text
    assert "道声辛苦" not in labels(told)
    await _again(town, told)
    assert len(town.said(group, "辛苦")) == 1


async def _again(town: Town, told: Message) -> None:
    """The button is pressed once more, as it stood on another telephone."""
    person = town.person("李敏")
    person.forge(told, "1:thank:1")
    await town.settle()
    assert person.toasts[-1].text == "已经道过辛苦了。"
