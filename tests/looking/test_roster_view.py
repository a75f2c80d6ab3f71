"""/roster: who sits where, a page at a time."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.chat.outgoing import utf16
from bot.errors import Refused
from bot.roster.model import PostKind
from bot.store.database import Database
from bot.store.tx import Tx
from bot.usecases.looking.navigating import Asking, ShowPlace, TurnPage, back, go, turn
from bot.usecases.screens import ScreenPlace
from tests.looking.district import deliver, district, within
from tests.looking.screen import labels, open_place, pressing, shown

TOP = ScreenPlace("top")


async def test_from_the_top_to_a_building(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        tx.connection.execute("UPDATE member SET phone = '+8613812345678' WHERE telegram_id = 11")
        top = open_place(tx, 2, TOP, now, "roster")
        assert top.text.split("\n\n") == [
            "幸福社区\n专员 李敏 · 已认领\n督导 周督 · 已认领",
            "幸福里 陈刚\n和平苑 吴刚",
        ]
        assert labels(top) == [
            "幸福里",
            "和平苑",
            "加岗位",
            "加小区",
            "改名",
            "导出名单",
            "认领海报",
            "从通讯录认领",
            "底数",
            "请假",
            "空白表",
        ]
        go(
            tx,
            ShowPlace(pressing(tx, 2, "roster"), "roster", ScreenPlace("unit", (made.units["A"],))),
            now,
        )
        branch = shown(tx, "roster", now)
        assert branch.text.split("\n\n") == [
            "幸福社区 › 幸福里\n书记 陈刚 · 已认领",
            "1 栋 王芳\n2 栋 李强\n3 栋 空缺",
        ]
        go(
            tx,
            ShowPlace(
                pressing(tx, 2, "roster"), "roster", ScreenPlace("unit", (made.units["A1"],))
            ),
            now,
        )
        building = shown(tx, "roster", now)
        assert building.text.splitlines()[1] == "楼长 王芳 138****5678 · 已认领"
        back(tx, pressing(tx, 2, "roster"), now)
        back(tx, pressing(tx, 2, "roster"), now)
        assert shown(tx, "roster", now).text == top.text

    await within(database, work)


async def test_phones_are_for_those_above(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        tx.connection.execute("UPDATE member SET phone = '+8613812345678'")
        into = ScreenPlace("unit", (made.units["A1"],))
        assert "138****5678" in open_place(tx, 3, into, now, "roster").text
        own = open_place(tx, 11, TOP, now, "roster")
        assert own.text == "幸福社区 › 幸福里 › 1 栋\n楼长 王芳 · 已认领"
        assert labels(own) == ["这栋的底数", "请假"]
        for asker in (2, 3):
            assert "13812345678" not in open_place(tx, asker, into, now, "roster").text

    await within(database, work)


async def test_only_ones_own_part(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        for asker, code in ((3, "B1"), (3, "XF"), (11, "A"), (11, "A2"), (21, "A1")):
            with pytest.raises(Refused, match="not_allowed"):
                go(
                    tx,
                    ShowPlace(Asking(asker), "roster", ScreenPlace("unit", (made.units[code],))),
                    now,
                )
        with pytest.raises(Refused, match="not_allowed"):
            go(tx, ShowPlace(Asking(2), "roster", ScreenPlace("unit", (99999,))), now)
        with pytest.raises(Refused, match="stranger"):
            go(tx, ShowPlace(Asking(777), "roster", TOP), now)

    await within(database, work)


async def test_a_helper_of_a_branch_sees_the_branch_alone(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        made.person("孙帮", 50)
        made.seat("A", PostKind.HELPER, "孙帮")
        assert "王芳" not in open_place(tx, 50, TOP, now, "roster").text
        with pytest.raises(Refused, match="not_allowed"):
            go(tx, ShowPlace(Asking(50), "roster", ScreenPlace("unit", (made.units["A1"],))), now)

    await within(database, work)


async def test_two_parts_stand_side_by_side(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        made.seat("B2", PostKind.DEPUTY, "王芳")
        assert open_place(tx, 11, TOP, now, "roster").text == (
            "您负责的名单\n\n1 栋 王芳\n2 栋 钱多"
        )

    await within(database, work)


async def test_pages_of_the_roster(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        for number in range(4, 25):
            made.unit(f"A{number}", f"{number} 栋", "building", "A")
        first = open_place(tx, 3, TOP, now, "roster")
        assert first.text.splitlines()[-2:] == ["10 栋 空缺", "…和另外 14 项"]
        turn(tx, TurnPage(pressing(tx, 3, "roster"), 2), now)
        assert shown(tx, "roster", now).text.endswith("\n24 栋 空缺")

    await within(database, work)


async def test_long_names_of_the_roster_stay_within_a_message(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        for number in range(30):
            made.seat("A", PostKind.HELPER, f"{number}" + "名" * 300, ordinal=number)
            made.unit(f"D{number}", "长" * 500 + str(number), "building", "A")
        for language in ("zh-hans", "zh-hant", "en"):
            open_place(tx, 2, ScreenPlace("unit", (made.units["A"],)), now, "roster")
            deliver(tx, now)
            assert utf16(shown(tx, "roster", now, language).text) <= 4096

    await within(database, work)
