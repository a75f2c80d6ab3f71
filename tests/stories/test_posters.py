"""Posters: a liaison prints them, whoever scans one is put before the liaison."""

from __future__ import annotations

import pypdfium2
import pytest
import zxingcpp

from bot.demo.botapi.messages import Message
from tests.engines import on_both
from tests.stories.town import Town, newest


async def printed(town: Town, name: str, *buttons: str) -> Message:
    """The file that comes of /roster and these buttons."""
    await town.writes(name, "/roster")
    for button in buttons:
        await town.presses(name, button)
    return newest(town, name)


def pages(message: Message) -> pypdfium2.PdfDocument:
    assert message.media is not None
    assert message.media.file.name.endswith(".pdf")
    return pypdfium2.PdfDocument(message.media.file.data)


def scanned(document: pypdfium2.PdfDocument) -> list[str]:
    """What a phone reads from the pages."""
    found = [zxingcpp.read_barcodes(page.render(scale=2).to_pil()) for page in document]
    return [code.text for codes in found for code in codes]


async def scans(town: Town, name: str, link: str) -> str:
    """Somebody scans a poster and presses Start; returns what they are told."""
    person = town.person(name, phone="+8613999999999")
    person.start(link.partition("?start=")[2])
    await town.settle()
    return newest(town, name).text


@pytest.mark.parametrize(("layout", "sheets"), [("一页一张", 3), ("一页四张", 1)])
async def test_a_branch_lead_prints_a_poster_for_each_building(
    town: Town, layout: str, sheets: int
) -> None:
    file = await printed(town, "陈刚", "认领海报", layout)
    assert file.text.startswith("幸福里的认领海报，共 3 张。")
    document = pages(file)
    assert len(document) == sheets
    assert len(set(scanned(document))) == 3
    said = document[0].get_textpage().get_text_bounded()
    for line in ("幸福社区", "幸福里 3 栋", "楼长、副楼长、成员，请扫一扫"):
        assert line in said


async def test_the_liaison_prints_one_for_a_single_building(town: Town) -> None:
    screen = await printed(town, "李敏", "幸福里", "3 栋", "认领海报")
    assert screen.text.splitlines()[:2] == [
        "幸福里 3 栋的认领海报",
        "共 1 栋，一栋一张，都在一个文件里。",
    ]
    await town.presses("李敏", "一页一张", screen)
    assert len(scanned(pages(newest(town, "李敏")))) == 1


async def test_a_building_lead_is_not_offered_posters(town: Town) -> None:
    await town.writes("王芳", "/roster")
    assert not any(b.text == "认领海报" for row in newest(town, "王芳").buttons for b in row)


@on_both
async def test_who_scans_is_put_before_the_liaison_and_says_who_they_are(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
                      "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,郑洁")  # fmt: skip
    document = pages(await printed(town, "李敏", "幸福里", "5 栋", "认领海报", "一页一张"))
    told = await scans(town, "小郑", scanned(document)[0])
    assert told.startswith("谢谢扫码！已请幸福里 5 栋的专员核对。\n您好！我替幸福社区发通知")
    assert "郑洁" not in told
    assert "昵称：小郑" in town.said("李敏", "有 1 位等您核对")[-1].text
    await town.writes("小郑", "5 栋楼长郑洁")
    await town.presses("李敏", "是本人")
    assert town.said("小郑", "郑洁楼长，您好！认出您了：幸福里 5 栋楼长。")


async def test_five_at_most_wait_for_one_building_and_the_sixth_is_told_kindly(town: Town) -> None:
    link = scanned(pages(await printed(town, "李敏", "幸福里", "3 栋", "认领海报", "一页一张")))[0]
    for number in range(5):
        assert "已请幸福里 3 栋的专员核对" in await scans(town, f"路人{number}", link)
    assert "已请" in await scans(town, "路人0", link), "who scans twice waits once"
    assert "请明天再扫一次" in await scans(town, "路人5", link)
    assert "有 5 位等您核对" in town.said("李敏", "等您核对")[-1].text
    other = scanned(pages(await printed(town, "李敏", "幸福里", "4 栋", "认领海报", "一页一张")))[0]
    assert "已请幸福里 4 栋的专员核对" in await scans(town, "路人5", other)


async def test_a_poster_of_somebody_known_or_of_nothing_does_no_harm(town: Town) -> None:
    link = scanned(pages(await printed(town, "李敏", "幸福里", "3 栋", "认领海报", "一页一张")))[0]
    assert "王芳楼长，您好！" in await scans(town, "王芳", link)
    assert "我替幸福社区发通知" in await scans(town, "路人", "https://t.me/x?start=p_999999")
    assert not town.said("李敏", "等您核对")
