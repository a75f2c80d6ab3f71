"""/mine without Telegram: a personal link, a phone that is let in once, answers and forms."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest_asyncio

from bot.store.people import links
from bot.store.tx import Tx
from bot.usecases.doors.tokens import unit_token
from tests.engines import on_sqlite
from tests.stories.town import Town, labels, newest
from tests.web.board import WATER, Browser
from tests.web.mine import BRANCH, asked, let_in, mine_town, web_link

FLOOD = "防台排查\n请今天报齐。"
ASKS = "挡板到位：是/否\n低洼住户几户？\n缺什么：沙袋/水泵/灯（可多选）\n检修（日期）\n还需要什么"


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    async with mine_town(tmp_path, database_url) as found:
        yield found


@pytest_asyncio.fixture
async def phone(town: Town) -> AsyncIterator[Browser]:
    found = Browser(town)
    yield found
    await found.close()


async def test_a_phone_is_let_in_and_answers_without_telegram(town: Town, phone: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    link = await web_link(town)
    for _ in range(2):
        await phone.get(link)
        assert "幸福社区" in phone.text
        assert "请陈书记同意这台手机" in phone.text
        assert not town.said("陈刚", "那台手机"), "looking asks for nothing"
    await phone.send(link, do="ask")
    assert phone.page.url.path == "/mine", "the token is in no address that is kept"
    assert "请等 陈书记 同意" in phone.text
    for secret in ("吴静", "陈刚", "王芳", "5678", "停水"):
        assert secret not in phone.page.text
    request = asked(town)
    code = re.search(r"数字是 (\d{4})", request.text)
    assert code
    assert code[1] in phone.text
    assert "7 栋楼长吴静的网页链接" in request.text
    assert labels(request) == ["同意这台手机", "不是本人"]
    assert not town.said("李敏", "那台手机"), "one is asked, the nearest above"
    await town.presses("陈刚", "同意这台手机", request)
    await phone.get("/mine")
    assert "今晚停水 请储水。" in phone.text
    await phone.send(number="1", do="answer", version="1")
    assert "记上了：7 栋收到。谢谢吴静楼长！" in phone.text
    (row,) = await town.rows("held_answers", member_id=await member(town))
    assert row["path"] == "web"
    await town.writes("陈刚", "/roster")
    for button in ("7 栋", "楼长 吴静"):
        await town.presses("陈刚", button)
    assert "用网页回复：" in newest(town, "陈刚").text
    assert (await phone.get(link)).url.path == "/mine", "her own phone finds its way again"
    await phone.get("/mine?held=1")
    for said in ("姓名 吴静", "13800005678", "7栋的网页链接"):
        assert said in phone.text, said
    await phone.get("/mine")
    await phone.send(do="leave")
    assert "这台手机已经退出" in phone.text
    assert (await phone.get("/mine")).status_code == 401


async def test_whoever_uses_the_page_is_phoned_and_is_no_gap(town: Town, phone: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    above = Browser(town)
    await above.signs_in("陈刚")
    unlinked = "/gaps?kind=unlinked"
    await above.get(unlinked)
    assert "7 栋" in above.text
    assert not town.said("陈刚", "请打电话（")
    await let_in(town, phone)
    assert "吴静" in town.said("陈刚", "请打电话（")[-1].text, "the page does not ring"
    await above.get(unlinked)
    assert "7 栋" not in above.text
    await town.writes("陈刚", "/roster")
    await town.presses("陈刚", "7 栋")
    assert "用网页，不会响，请打电话" in newest(town, "陈刚").text
    await above.get("/i/1")
    assert re.search("网页 · 吴静", above.text), "the row says how she is reached"
    assert "s-on_page" in above.page.text
    await above.get("/i/1?view=ready")
    assert "7栋: 网页" in above.page.text
    await town.writes("陈刚", "/status")
    await town.presses("陈刚", "#1")
    assert "7 栋：吴静，网页" in newest(town, "陈刚").text
    await town.writes("李敏", "明天停电\n请准备。")
    assert "用网页，不会响，要打电话：幸福里 7 栋" in newest(town, "李敏").text
    await town.presses("李敏", "取消")
    await phone.get("/mine")
    await phone.send(do="leave")
    await above.get(unlinked)
    assert "7 栋" in above.text, "as before they had a phone there"
    await above.close()


async def member(town: Town) -> int:
    def find(tx: Tx, _none: None, _now: object) -> int:
        (found,) = links.named_in(tx, "吴静")
        return found.id

    return await town.app.database.read(find, None)


async def test_help_is_asked_for_with_a_reason_or_words(town: Town, phone: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    await let_in(town, phone)
    await phone.send(number="1", do="help", version="1", reason="need_hands")
    assert "已经告诉上面的人" in phone.text
    assert "人手不够" in town.said("陈刚", "吴静楼长求助")[-1].text
    await town.issues("李敏", "明天停电\n请准备。", "紧急")
    await phone.get("/mine")
    await phone.send(number="2", do="help", version="2", reason="broken", words="电梯停了")
    assert "电梯停了" in town.said("陈刚", "吴静楼长求助")[-1].text


async def test_an_answer_is_to_the_version_that_was_shown(town: Town, phone: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    await let_in(town, phone)
    version = re.search(r'name="version" value="(\d+)"', phone.page.text)
    assert version
    await town.presses("李敏", "更正")
    await town.writes("李敏", "明晚停水\n请储水。")
    await town.presses("李敏", "发送")
    await phone.send(number="1", do="answer", version=version[1])
    assert "刚才" in phone.text or "更正" in phone.text
    assert "记上了" not in phone.text
    assert "明晚停水" in phone.text, "the new text is shown"
    version = re.search(r'name="version" value="(\d+)"', phone.page.text)
    assert version
    await phone.send(number="1", do="answer", version=version[1])
    assert "记上了：7 栋收到" in phone.text


async def test_a_poster_lets_nobody_in_by_itself(town: Town, phone: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    assert town.app.board is not None
    (unit,) = {r["unit_id"] for r in await town.rows("targets_of_instruction", instruction_id=1)
               if r["name"] == "7栋"}  # fmt: skip
    link = "/m/" + unit_token(town.app.board.site.settings.key, unit)
    await phone.get(link)
    assert "幸福社区 幸福里 7 栋" in phone.text
    assert "吴静" not in phone.page.text
    await phone.send(link, claim="7栋楼长")
    request = asked(town)
    assert "扫了幸福里 7 栋的海报" in request.text
    assert "对方写：“7栋楼长”" in request.text
    assert labels(request) == ["同意：吴静", "不是本人"]
    await town.presses("陈刚", "不是本人", request)
    assert (await phone.get("/mine")).status_code == 401
    for _ in range(5):
        other = Browser(town)
        await other.get(link)
        await other.send(link, claim="7栋")
        await other.close()
    await phone.get(link)
    assert "已经有好几位在等" in phone.text
    await town.presses("陈刚", "同意：吴静", asked(town))
    assert any("用网页回复" in each.text for each in town.said("陈刚", "吴静"))


async def asks(town: Town, questions: str) -> None:
    """An urgent notice with a form."""
    await town.writes("李敏", FLOOD)
    await town.presses("李敏", "加问题")
    await town.writes("李敏", questions)
    for button in ("好了", "紧急", "发送"):
        await town.presses("李敏", button)


async def test_a_form_is_filled_in_on_one_page(town: Town, phone: Browser) -> None:
    await asks(town, ASKS)
    await let_in(town, phone)
    assert "填报" in phone.text
    await phone.get("/mine/1")
    names = re.findall(r'id="(q-\d+)"', phone.page.text)
    assert len(names) == 5
    wall, low, lacks, day, more = names
    said = {wall: "yes", low: "很多", lacks: ["沙袋", "灯"], day: "明天", more: "电话13800001234"}
    await phone.send(phone.page.url.path, do="look", version="1", **said)
    assert phone.page.text.count('class="error"') == 2, "beside the two questions"
    said |= {low: "三户", more: "手电两支"}
    await phone.send("/mine/1", do="look", version="1", **said)
    for shown in ("挡板到位 是", "低洼住户 3 户", "缺什么 沙袋、灯", "检修 3 月 3 日", "手电两支"):
        assert shown in phone.text, shown
    assert not await town.rows("held_form_answers", member_id=await member(town))
    hidden = re.findall(r'name="((?:q|sure)-\d+)" value="([^"]*)"', phone.page.text)
    fields: dict[str, list[str]] = {}
    for name, value in hidden:
        fields.setdefault(name, []).append(value)
    await phone.send("/mine/1", do="hand_in", version="1", **fields)
    assert "7 栋：交上去了" in phone.text
    answers = await town.rows("held_form_answers", member_id=await member(town))
    assert len(answers) == 5
    (row,) = await town.rows("held_answers", member_id=await member(town))
    assert row["path"] == "web"
    above = Browser(town)
    await above.signs_in("陈刚")
    await above.get("/i/1")
    assert "已报 1/4" in above.text
    assert "低洼住户：共 3 户" in above.text, "what it adds up to"
    await above.close()
    await phone.send("/mine/1", do="change", version="1", **fields)
    assert 'value="三户"' in phone.page.text
    await town.presses("李敏", "关闭")
    await town.presses("李敏", "确定关闭")
    await phone.send("/mine/1", do="hand_in", version="1", **fields)
    assert "这条已关闭" in phone.text
    assert 'value="三户"' in phone.page.text, "what was typed is kept"


@on_sqlite
async def test_what_is_known_stands_there_and_what_is_far_off_is_asked_back(
    town: Town, phone: Browser
) -> None:
    await let_in(town, phone)
    low = ""
    for number, said in (("1", "3"), ("2", "300")):
        await asks(town, "低洼住户几户？")
        await phone.get(f"/mine/{number}")
        (low,) = re.findall(r'id="(q-\d+)"', phone.page.text)
        if number == "2":
            assert "上次 3 户" in phone.text
            assert 'value="3"' in phone.page.text
        await phone.send(phone.page.url.path, do="hand_in", version=number, **{low: said})
    assert "低洼住户 300 户？上次是 3 户。" in phone.text
    sure = {low: "300", "sure" + low.removeprefix("q"): "300"}
    await phone.send("/mine/2", do="look", version="2", **sure)
    assert "交上去" in phone.text
    await phone.send("/mine/2", do="hand_in", version="2", **sure)
    assert "7 栋：交上去了" in phone.text


@on_sqlite
async def test_access_ends_from_above_with_a_new_link_and_with_the_post(
    town: Town, phone: Browser
) -> None:
    await let_in(town, phone)
    await town.presses("陈刚", "收回", town.said("陈刚", "现在用网页回复")[-1])
    assert (await phone.get("/mine")).status_code == 401
    await let_in(town, phone)
    await web_link(town)
    assert (await phone.get("/mine")).status_code == 401
    await let_in(town, phone)
    await town.roster(*BRANCH[:-1], "幸福社区,幸福里,7栋,楼长,钱进")
    assert (await phone.get("/mine")).status_code == 401
    await town.roster(*BRANCH)
    assert (await phone.get("/mine")).status_code == 200
    town.clock.move(timedelta(days=181))
    assert (await phone.get("/mine")).status_code == 401


def hidden(page: str) -> dict[str, list[str]]:
    """What travels with a form beside what is typed."""
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="((?:q|sure|had|was)-\d+)" value="([^"]*)"', page):
        fields.setdefault(name, []).append(value)
    return fields


async def test_somebody_above_fills_in_a_form_on_the_page(town: Town, phone: Browser) -> None:
    await asks(town, "低洼住户几户？\n沙袋（袋）")
    await let_in(town, phone)
    await phone.get("/mine/1")
    low, bags = re.findall(r'id="(q-\d+)"', phone.page.text)
    mine = hidden(phone.page.text)
    above = Browser(town)
    await above.signs_in("陈刚")
    branch = next(each for each in above.links() if each.startswith("/i/1"))
    await above.get(branch)
    while not (forms := [each for each in above.links() if each.endswith("/form")]):
        branch = next(each for each in above.links() if re.match(r"/i/1/[^?]+$", each))
        await above.get(branch)
    assert not above.ticks(), "a form is not ticked"
    assert "代填" in above.text
    (who,) = re.findall(r'name="dial" value="(\d+)"', above.page.text)
    await above.send(dial=who)
    await above.send(member=who, called="told")
    assert above.page.url.path in forms, "已通知 leads to the form, on the page"
    assert "代填：7 栋" in above.text
    path, said = above.page.url.raw_path.decode(), hidden(above.page.text)
    await above.send(path, do="look", version="1", **said | {low: ["2"], bags: ["9"]})
    assert "低洼住户 2 户" in above.text
    await above.send(path, do="hand_in", version="1", **hidden(above.page.text))
    assert "7 栋：交上去了" in above.text
    assert above.page.url.path.startswith("/i/1/"), "back to the list"
    (place,) = (each for each in above.links() if unquote(path).endswith(each))
    row = re.search(rf'href="{re.escape(place)}">([^<]*)<', above.page.text)
    assert row is not None
    assert row[1] == "改一下", "as in the chat, it can be changed for them"
    rows = await town.rows("form_answers_below", instruction_id=1, path="", path_end="~")
    assert {row["value"] for row in rows} == {"2", "9"}
    assert "陈刚代答" in above.text
    await phone.send("/mine/1", do="hand_in", version="1", **mine | {low: ["2"], bags: ["5"]})
    assert "刚才有人报了" in phone.text, "her page is from before"
    assert 'value="5"' in phone.page.text, "what she typed stays"
    await phone.send("/mine/1", do="hand_in", version="1", **hidden(phone.page.text))
    assert "7 栋：交上去了" in phone.text
    older = path
    await above.get(older)
    seen = hidden(above.page.text)
    for value in ("6", "7"):
        await phone.get("/mine/1")
        await phone.send("/mine/1", do="hand_in", version="1",
                         **hidden(phone.page.text) | {bags: [value]})  # fmt: skip
    await above.send(older, do="hand_in", version="1", **seen | {low: ["3"]})
    assert "刚才有人报了：7 袋" in above.text
    assert 'value="7"' in above.page.text, "a field nobody touched shows the newer answer"
    await above.send(older, do="hand_in", version="1", **hidden(above.page.text))
    rows = await town.rows("form_answers_below", instruction_id=1, path="", path_end="~")
    assert {row["value"] for row in rows} == {"3", "7"}
    await above.close()


async def test_a_photo_is_left_out_on_the_page_and_the_rest_counts(
    town: Town, phone: Browser
) -> None:
    await asks(town, "低洼住户几户？\n地下室照片（照片）")
    await let_in(town, phone)
    await phone.get("/mine/1")
    low, photo = re.findall(r'id="(q-\d+)"', phone.page.text)
    assert "这里收不了照片，请发给您上面的人。" in phone.text, "she has no Telegram"
    above = Browser(town)
    await above.signs_in("王芳")
    await above.get("/mine/1")
    assert "照片请在 Telegram 里发" in above.text
    await above.close()
    assert f'type="text" name="{photo}"' not in phone.page.text, "no field that takes nothing"
    await phone.send("/mine/1", do="look", version="1", **{low: ["3"]})
    assert "这几处请再看看" in phone.text
    await phone.send("/mine/1", do="look", version="1", **{low: ["3"], photo: ["none"]})
    assert "低洼住户 3 户" in phone.text
    assert "地下室照片 没有照片" in phone.text
    await phone.send("/mine/1", do="hand_in", version="1", **hidden(phone.page.text))
    assert "7 栋：交上去了" in phone.text
    rows = await town.rows("form_answers_below", instruction_id=1, path="", path_end="~")
    assert [row["value"] for row in rows] == ["3"]
    assert "已报 0/5\n低洼住户：共 3 户" in town.said("李敏", "防台排查")[-1].text, "it is to come"
    await town.writes("陈刚", "7栋：3户", reply_to=town.said("陈刚", "防台排查")[0])
    chief = town.person("陈刚")
    chief.send_photo(chief.private, "p.jpg", b"x")
    await town.settle()
    await town.presses("陈刚", "交上去")
    assert "已报 1/5" in town.said("李敏", "防台排查")[-1].text, "who is asked for it hands it in"


async def test_a_form_of_photos_alone_is_not_handed_in_empty(town: Town, phone: Browser) -> None:
    await asks(town, "地下室照片（照片）")
    await let_in(town, phone)
    await phone.get("/mine/1")
    (photo,) = re.findall(r'id="(q-\d+)"', phone.page.text)
    await phone.send("/mine/1", do="hand_in", version="1", **{photo: ["none"]})
    assert "这几处请再看看" in phone.text
    assert not await town.rows("form_answers_below", instruction_id=1, path="", path_end="~")
