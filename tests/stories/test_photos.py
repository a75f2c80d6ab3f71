"""A question of a form that asks for a photo: in private, by reply, and as a link in files."""

from __future__ import annotations

import csv
import io

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.messages import Message
from tests.engines import on_both
from tests.stories.conftest import PEOPLE
from tests.stories.town import Town, labels, newest

ASKS = "挡板到位：是/否\n现场照片"


async def _issued(town: Town, asks: str) -> None:
    await town.writes("李敏", "防台排查")
    await town.presses("李敏", "加问题")
    await town.writes("李敏", asks)
    for button in ("好了", "紧急", "发送"):
        await town.presses("李敏", button)


async def _shows(
    town: Town, name: str, *, to: Chat | None = None, reply_to: Message | None = None,
    caption: str = "",
) -> str:  # fmt: skip
    """Send a photo; Telegram's id of it."""
    person = town.person(name)
    sent = person.send_photo(
        to or person.private, "p.jpg", f"{name}{caption}".encode(), reply_to=reply_to,
        caption=caption,
    )  # fmt: skip
    await town.settle()
    assert sent.media is not None
    return str(sent.media.file.file_id)


async def _follows(town: Town, name: str, link: str) -> Message:
    town.person(name).follow(link)
    await town.settle()
    return newest(town, name)


@on_both
async def test_a_photo_is_sent_in_private_and_seen_by_those_who_may(town: Town) -> None:
    await _issued(town, ASKS)
    assert "2. 现场照片（照片）" in town.said("王芳", "防台排查")[0].text
    await town.presses("王芳", "填报")
    await town.presses("王芳", "是")
    assert "2/2　现场照片\n请把照片发到这里。" in newest(town, "王芳").text
    await town.writes("王芳", "都挺好的")
    assert "这一题请发一张照片，打字不算。" in newest(town, "王芳").text
    await _shows(town, "王芳")
    assert "您报的是：挡板到位 是 · 现场照片 有照片" in newest(town, "王芳").text
    await _shows(town, "王芳", caption="更清楚")
    await town.presses("王芳", "交上去")
    assert "现场照片：有照片 1" in town.said("李敏", "防台排查")[-1].text

    await town.writes("陈刚", "/status")
    await town.presses("陈刚", "#1 防台排查")
    await town.presses("陈刚", "CSV")
    media = newest(town, "陈刚").media
    assert media is not None
    rows = list(csv.reader(io.StringIO(media.file.data.decode("utf-8-sig"))))
    (link,) = [cell for row in rows for cell in row if cell.startswith("https://t.me/")]
    shown = await _follows(town, "陈刚", link)
    assert shown.text == "#1 防台排查 · 幸福里 3 栋 · 现场照片"
    assert shown.media is not None
    assert shown.media.file.data == "王芳更清楚".encode()
    await town.writes("陈刚", "/facts")
    await town.presses("陈刚", "CSV")
    known = newest(town, "陈刚").media
    assert known is not None
    assert link in known.file.data.decode("utf-8-sig"), "what is known links to the photo too"
    await town.writes("王芳", "/facts")
    assert f"现场照片 {link}（" in newest(town, "王芳").text
    refused = await _follows(town, "周杰", link)
    assert (refused.text, refused.media) == ("抱歉，这不在您负责的范围里。", None)
    await town.roster(*(row for row in PEOPLE if "陈刚" not in row), "幸福社区,幸福里,,书记,")
    late = await _follows(town, "陈刚", link)
    assert late.media is None, "the right is asked for at that moment"
    gone = await _follows(town, "李敏", link.rpartition("_")[0] + "_99")
    assert gone.text == "这张照片已经不在了。"


async def test_in_a_group_a_photo_counts_where_it_is_all_that_lacks(town: Town) -> None:
    members = ("陈刚", "王芳", "李强", "赵敏")
    group = await town.group("幸福里楼长群", ("幸福里", "3栋", "4栋", "5栋"), members)
    await _issued(town, ASKS)
    card = town.said(group, "防台排查")[0]
    await _shows(town, "王芳", to=group, reply_to=card, caption="是")
    await _shows(town, "李强", to=group, reply_to=card)
    assert "现场照片：有照片 1" in town.said("李敏", "防台排查")[-1].text
    assert "1/2　挡板到位" in newest(town, "李强").text, "the rest is asked in private"
    await town.presses("李强", "否")
    await town.presses("李强", "交上去")
    assert "挡板到位：是 1 · 否 1\n现场照片：有照片 2" in town.said("李敏", "防台排查")[-1].text
    await town.writes("赵敏", "是", to=group, reply_to=card)
    assert "2/2　现场照片" in newest(town, "赵敏").text
    await _shows(town, "赵敏", to=group, reply_to=card)
    assert "您报的是" in newest(town, "赵敏").text


@on_both
async def test_a_cell_of_the_offices_own_table_holds_the_link(town: Town) -> None:
    rows = "小区,楼栋,低洼住户（户）,现场照片\n幸福里,3栋,,\n幸福里,4栋,,\n"
    office = town.person("李敏")
    office.send_document(office.private, "排查表.csv", rows.encode("utf-8-sig"))
    await town.settle()
    await town.presses("李敏", "收表")
    assert "2. 现场照片｜照片" in newest(town, "李敏").text
    for button in ("好了", "紧急", "发送"):
        await town.presses("李敏", button)
    card = town.said("王芳", "排查表")[0]
    await _shows(town, "王芳", reply_to=card, caption="3户")
    assert "您报的是：低洼住户 3 户 · 现场照片 有照片" not in newest(town, "王芳").text
    assert labels(card) == ["填报", "有困难"]
    await town.presses("李敏", "文件")
    media = newest(town, "李敏").media
    assert media is not None
    filled = list(csv.reader(io.StringIO(media.file.data.decode("utf-8-sig"))))
    assert filled[1][2] == "3"
    shown = await _follows(town, "李敏", filled[1][3])
    assert shown.media is not None
    assert shown.media.file.data == "王芳3户".encode()


async def test_a_photo_of_whoever_writes_notices_answers_the_form_that_asks_for_it(
    town: Town,
) -> None:
    await _issued(town, ASKS)
    await town.writes("陈刚", "3栋：是", reply_to=town.said("陈刚", "防台排查")[0])
    assert "2/2　现场照片" in newest(town, "陈刚").text
    await _shows(town, "陈刚", caption="地下室")
    assert "您报的是：挡板到位 是 · 现场照片 有照片" in newest(town, "陈刚").text
    await town.presses("陈刚", "交上去")
    assert "已报 1/5" in town.said("李敏", "防台排查")[-1].text
    await _shows(town, "陈刚", caption="今晚停水")
    assert "请您过目" in newest(town, "陈刚").text, "else a photo is for a notice"
