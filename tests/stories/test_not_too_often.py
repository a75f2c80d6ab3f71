"""不过分: the preview says how often these people were asked, and the third time offers 仅告知."""

from __future__ import annotations

from tests.stories.town import Town, labels, newest


async def test_from_the_third_notice_of_a_day_informing_is_offered(town: Town) -> None:
    for text in ("今晚停水", "明天打扫"):
        await town.writes("李敏", text)
        if text == "明天打扫":
            shown = newest(town, "李敏").text
            assert "这 7 处今天已被请回复 1 次，本周 1 次" in shown
        await town.presses("李敏", "发送")
        await town.pass_time(seconds=21)
        for name in ("陈刚", "孙丽"):
            await town.presses(name, "收到并转达")
    await town.pass_time(minutes=3)

    await town.writes("李敏", "后天体检")
    await town.presses("李敏", "发送")
    asked = newest(town, "李敏")
    assert "这 7 处今天已被请回复 2 次。改成“仅告知”吗？" in asked.text
    assert labels(asked) == ["仅告知", "还是要回复", "‹ 返回"]
    assert not town.said("陈刚", "后天体检")
    await town.presses("李敏", "仅告知")
    assert "没有按钮" in newest(town, "李敏").text or "仅告知" in newest(town, "李敏").text
    await town.presses("李敏", "需回复")
    await town.presses("李敏", "发送")
    await town.presses("李敏", "还是要回复")
    await town.pass_time(seconds=21)
    assert town.said("陈刚", "后天体检")

    await town.pass_time(minutes=3)
    await town.writes("李敏", "台风来了")
    await town.presses("李敏", "紧急")
    assert "今天已被请回复" in newest(town, "李敏").text
    await town.presses("李敏", "发送")
    assert town.said("王芳", "台风来了"), "nothing stands before what is urgent"

    await town.pass_time(hours=24)
    await town.writes("李敏", "周三开会")
    assert "今天" not in newest(town, "李敏").text.partition("发给")[2].partition("本周")[0]
    assert "本周已被请回复" in newest(town, "李敏").text
