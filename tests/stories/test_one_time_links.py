"""One-time links: made for one post, opened once, worth nothing to anybody else."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio

from bot.demo.botapi.messages import Message
from bot.roster.one_time import LINK_HOLDS
from bot.store.tx import Tx
from bot.usecases.people import linking
from bot.usecases.people.linking import Newcomer, Start
from tests.engines import on_both
from tests.stories.test_forgetting import everything
from tests.stories.town import Town, labels, newest

HAPPY = ("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
         "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,郑洁")  # fmt: skip
VAIN = "请向发链接的人再要一个，或者点“分享手机号”"


@pytest_asyncio.fixture
async def town(town: Town) -> Town:
    """As before, but 5栋 has a lead nobody has linked, 郑洁."""
    await town.roster(*HAPPY)
    return town


async def makes(town: Town, name: str, *way: str) -> Message:
    """The message with a link for 郑洁."""
    await town.writes(name, "/roster")
    for button in (*way, "5 栋", "楼长 郑洁", "一次性链接"):
        await town.presses(name, button)
    return newest(town, name)


def payload(message: Message) -> str:
    (found,) = re.findall(r"https://t\.me/\w+\?start=(\S+)", message.text)
    return str(found)


async def opens(town: Town, name: str, code: str) -> str:
    """Somebody opens a link and presses Start; returns what they are told."""
    town.person(name).start(code)
    await town.settle()
    return newest(town, name).text


@on_both
async def test_who_opens_it_first_is_known_and_nobody_after_them(town: Town) -> None:
    made = await makes(town, "陈刚")
    assert made.text.startswith(
        "给幸福里 5 栋楼长的一次性链接，3 月 9 日 09:00 前有效，只能用一次："
    )
    assert "郑洁" not in made.text, "it may be passed on"
    code = payload(made)
    share = parse_qs(urlsplit(made.button("发给本人").target).query)
    assert share["url"] == [made.text.splitlines()[1]]

    def held(tx: Tx, _: None, _now: datetime) -> list[str]:
        return [place for place, value in everything(tx) if code.removeprefix("l_") in value]

    assert await town.app.database.read(held, None) == []
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    await opens(town, "小郑", code)
    assert town.said("小郑", "郑洁楼长，您好！认出您了：幸福里 5 栋楼长。")
    assert town.said("小郑", "停水"), "what is open comes at once"
    assert made.text == "给幸福里 5 栋楼长的一次性链接已经用过了。"
    assert not labels(made)
    assert town.said("陈刚", "小郑 点开了您发的一次性链接，已认领：幸福里 5 栋楼长郑洁。")
    told = await opens(town, "路人", code)
    assert told.startswith("这个链接已经用过了，它只能用一次。\n" + VAIN)
    assert "郑洁" not in told
    assert "郑洁楼长，您好！您的岗位" in await opens(town, "小郑", code)
    assert await town.app.database.read(held, None) == []


async def test_it_is_shown_again_until_it_is_revoked(town: Town) -> None:
    first = await makes(town, "李敏", "幸福里")
    again = await makes(town, "李敏", "幸福里")
    code = payload(first)
    assert payload(again) == code, "a second tap does not spoil what was passed on"
    assert await town.presses("李敏", "作废", first) == "作废了，谁也不能再用。"
    assert first.text == again.text == "给幸福里 5 栋楼长的一次性链接已经作废。"
    anew = await makes(town, "李敏", "幸福里")
    assert payload(anew) != code
    assert "认出您了：幸福里 5 栋楼长" in await opens(town, "小郑", payload(anew))


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("revoked", "这个链接已经作废了。"),
        ("expired", "这个链接过期了，它一周内有效。"),
        ("replaced", "名单已经变动，这个链接不能用了。"),
        ("closed", "名单已经变动，这个链接不能用了。"),
        ("linked", "这个链接要给的那一位已经认领过了。"),
        ("dismissed", "名单已经变动，这个链接不能用了。"),
        ("promoted", "名单已经变动，这个链接不能用了。"),
    ],
)
async def test_what_has_changed_meanwhile_makes_it_worth_nothing(
    town: Town, why: str, told: str
) -> None:
    made = await makes(town, "陈刚")
    code = payload(made)
    await happens(town, why, made)
    said = await opens(town, "小郑", code)
    assert said.startswith(told)
    assert "郑洁" not in said
    assert not town.said("小郑", "认出您了")
    assert not town.said("陈刚", "点开了您发的")
    await town.writes("小郑", "5 栋楼长郑洁")
    assert "我记下了" in newest(town, "小郑").text


async def happens(town: Town, why: str, made: Message) -> None:
    match why:
        case "revoked":
            await town.presses("陈刚", "作废", made)
        case "expired":
            town.clock.move(LINK_HOLDS)
            await town.settle()
        case "replaced":
            await town.roster(*HAPPY[:3], "幸福社区,幸福里,5栋,楼长,何伟")
        case "closed":
            await town.roster(*HAPPY[:3])
        case "linked":
            await town.linked("郑洁")
        case "dismissed":
            await town.roster("幸福社区,幸福里,,书记,何伟", *HAPPY[1:])
        case "promoted":
            await town.roster("幸福社区,和平苑,,专员,郑洁", "幸福社区,和平苑,1栋,楼长,周杰")
            await one_person(town, "郑洁")


async def one_person(town: Town, name: str) -> None:
    """The posts of two entries of that name are one person's."""

    def merge(tx: Tx, _: None, _now: datetime) -> None:
        of = f"SELECT id FROM member WHERE name = '{name}'"
        tx.connection.execute(
            f"UPDATE assignment SET member_id = ({of} ORDER BY id LIMIT 1)"
            f" WHERE member_id IN ({of})"
        )

    await town.app.database.transact(merge, None)


async def test_known_people_do_not_use_it_up(town: Town) -> None:
    code = payload(await makes(town, "陈刚"))
    assert (await opens(town, "王芳", code)).startswith(
        "这个链接是给别人的，我没有动它。\n王芳楼长"
    )
    assert (await opens(town, "陈刚", code)).startswith("这个链接是给别人的，我没有动它。")
    assert "认出您了：幸福里 5 栋楼长" in await opens(town, "小郑", code)


async def test_forged_codes_and_posts_of_others_do_nothing(town: Town) -> None:
    code = payload(await makes(town, "陈刚"))
    wrong = ("l_", "l_1", code[:-1], code + "A", "l_" + code[2:].swapcase(), "l_" + "A" * 62)
    for each in wrong:
        assert (await opens(town, "路人", each)).startswith("这个链接我不认识。"), each
    await town.writes("王芳", "/roster")
    await town.writes("陈刚", "/roster")
    for name, unit in (("王芳", "5栋"), ("陈刚", "2栋"), ("陈刚", "幸福社区")):
        before = len(town.person(name).private.from_bot)
        town.person(name).forge(newest(town, name), f"1:invl:{await post_of(town, unit)}")
        await town.settle()
        assert town.person(name).toasts[-1].text == "抱歉，这不在您负责的范围里。"
        assert len(town.person(name).private.from_bot) == before


async def post_of(town: Town, unit: str) -> int:
    """The first post of a unit."""

    def look(tx: Tx, _: None, _now: datetime) -> int:
        of = f"SELECT id FROM unit WHERE name = '{unit}'"
        found = tx.connection.execute(f"SELECT MIN(id) AS id FROM post WHERE unit_id = ({of})")
        return int(found.fetchone()["id"])

    return await town.app.database.read(look, None)


@on_both
async def test_two_open_it_at_once_and_one_of_them_is_known(town: Town) -> None:
    code = payload(await makes(town, "陈刚"))
    for name in ("小郑", "路人"):
        town.person(name).start(code)
    await town.settle()
    known = [name for name in ("小郑", "路人") if town.said(name, "认出您了")]
    assert len(known) == 1
    (late,) = {"小郑", "路人"} - set(known)
    assert newest(town, late).text.startswith("这个链接已经用过了")
    assert len(town.said("陈刚", "点开了您发的一次性链接")) == 1


@on_both
async def test_a_crash_before_the_commit_uses_nothing_up(town: Town) -> None:
    code = payload(await makes(town, "陈刚"))
    account = town.person("小郑").id

    def dies(tx: Tx, _: None, now: datetime) -> None:
        linking.start(tx, Start(Newcomer(account, "小郑", None, frozenset()), code), now)
        raise KeyError("power")

    with pytest.raises(KeyError):
        await town.app.database.transact(dies, None)
    assert "认出您了：幸福里 5 栋楼长" in await opens(town, "小郑", code)
