"""/status: the open instructions, into one, into a branch, to the names."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.chat.outgoing import utf16
from bot.errors import Refused
from bot.instructions.model import AnswerPath, Urgency
from bot.roster.model import PostKind
from bot.store.database import Database
from bot.store.tx import Tx
from bot.usecases.answering.passing_on import Overtaking, relay_over
from bot.usecases.looking.navigating import Asking, ShowPlace, TurnPage, back, go, turn
from bot.usecases.screens import ScreenPlace
from tests.looking.district import (
    District,
    answer,
    deliver,
    district,
    said,
    send,
    target_id,
    within,
)
from tests.looking.screen import labels, open_place, pressing, shown

LIST = ScreenPlace("list")


async def test_the_list_shows_what_is_open_with_its_progress(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        send(tx, made, now, text="周末义诊", urgency=Urgency.ROUTINE)
        answer(tx, made, water, "A1", "王芳", now)
        screen = open_place(tx, 2, LIST, now)
        assert screen.text.splitlines() == [
            "进行中的通知 2 条",
            "",
            "【紧急】#101 今晚停水 · 02:00 前回复",
            "▓▓░░░░░░ 1/7 (14 %) · 1/5 栋 + 0/2 个小区",
            "",
            "#102 周末义诊 · 02:00 前回复",
            "░░░░░░░░ 0/7 (0 %) · 0/5 栋 + 0/2 个小区",
        ]
        assert labels(screen) == ["#101 今晚停水", "#102 周末义诊"]

    await within(database, work)


async def test_each_sees_their_own_part(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        answer(tx, made, water, "A1", "王芳", now)
        assert "1/4 (25 %)" in open_place(tx, 3, LIST, now).text
        assert "0/3 (0 %)" in open_place(tx, 4, LIST, now).text
        assert "1/1 (100 %)" in open_place(tx, 11, LIST, now).text

    await within(database, work)


async def test_a_branch_does_not_see_what_another_is_told(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        send(tx, made, now, scope=("B",))
        assert open_place(tx, 3, LIST, now).text == "您负责的范围里没有进行中的通知。"
        assert open_place(tx, 11, LIST, now).text == "您负责的范围里没有进行中的通知。"
        assert "0/3" in open_place(tx, 4, LIST, now).text

    await within(database, work)


async def test_from_the_instruction_to_the_branch_to_the_names(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        answer(tx, made, water, "A1", "王芳", now)
        answer(tx, made, water, "B1", "吴刚", now, AnswerPath.PROXY)
        whole = open_place(tx, 2, ScreenPlace("unit", (water, 0)), now)
        assert whole.text.splitlines()[-2:] == ["幸福里 ▓▓░░░░░░ 1/4", "和平苑 ▓▓▓░░░░░ 1/3"]
        into_a = ScreenPlace("unit", (water, made.units["A"]))
        assert _rows(open_place(tx, 2, into_a, now).text) == [
            "幸福里 等待 陈刚",
            "2 栋 等待 李强",
            "3 栋 暂无人",
            "1 栋 已收到 01:00 王芳",
        ]
        into_b = ScreenPlace("unit", (water, made.units["B"]))
        assert _rows(open_place(tx, 2, into_b, now).text) == [
            "和平苑 等待 吴刚",
            "2 栋 钱多 未认领",
            "1 栋 已收到 01:00 吴刚代答",
        ]

    await within(database, work)


def _rows(text: str) -> list[str]:
    return text.split("\n\n")[1].splitlines()


async def test_a_branch_that_has_not_passed_on(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        routine = send(tx, made, now, urgency=Urgency.ROUTINE)
        whole = open_place(tx, 2, ScreenPlace("unit", (routine, 0)), now)
        assert "幸福里 ░░░░░░░░ 0/4 · 还没转达" in whole.text
        into = ScreenPlace("unit", (routine, made.units["A"]))
        branch = open_place(tx, 2, into, now)
        assert _rows(branch.text)[:2] == ["幸福里 等待 陈刚 · 还没转达", "1 栋 王芳 等上级转达"]
        assert "替他们转达" in labels(branch)
        assert "替他们转达" not in labels(open_place(tx, 3, into, now))
        gate = target_id(tx, made, routine, "A")
        relay_over(tx, Overtaking(2, gate), now)
        deliver(tx, now)
        passed = open_place(tx, 2, into, now)
        assert _rows(passed.text)[:2] == ["幸福里 等待 陈刚", "1 栋 等待 王芳"]
        assert "替他们转达" not in labels(passed)

    await within(database, work)


async def test_what_only_informs_has_no_bar_and_nobody_to_remind(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        note = send(tx, made, now, informing=True)
        whole = open_place(tx, 2, ScreenPlace("unit", (note, 0)), now)
        assert "仅告知，已发 " in whole.text
        assert labels(whole) == ["幸福里", "和平苑", "导出名单", "CSV", "更正", "关闭", "‹ 返回"]

    await within(database, work)


async def test_a_screen_is_edited_in_place_and_leads_back(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        first = open_place(tx, 2, LIST, now)
        for place in (
            ScreenPlace("unit", (water, 0)),
            ScreenPlace("unit", (water, made.units["A"])),
        ):
            go(tx, ShowPlace(pressing(tx, 2), "status", place), now)
        assert "幸福里" in shown(tx, "status", now).text.splitlines()[0]
        back(tx, pressing(tx, 2), now)
        assert "和平苑 ░" in shown(tx, "status", now).text
        back(tx, pressing(tx, 2), now)
        assert shown(tx, "status", now).text == first.text
        back(tx, pressing(tx, 2), now)
        assert shown(tx, "status", now).text == first.text
        assert len(said(tx, "status")) == 1

    await within(database, work)


async def test_ten_names_a_page(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        for number in range(4, 26):
            made.unit(f"A{number}", f"{number} 栋", "building", "A")
        water = send(tx, made, now)
        into = ScreenPlace("unit", (water, made.units["A"]))
        page = open_place(tx, 2, into, now)
        assert page.text.splitlines()[-1] == "…和另外 16 项"
        assert "下一页 ›" in labels(page)
        assert "‹ 上一页" not in labels(page)
        turn(tx, TurnPage(pressing(tx, 2), 2), now)
        final = shown(tx, "status", now)
        assert _rows(final.text)[-1] == "25 栋 暂无人"
        assert "下一页 ›" not in labels(final)
        turn(tx, TurnPage(pressing(tx, 2), 99), now)
        assert shown(tx, "status", now).text == page.text

    await within(database, work)


async def test_the_silent_alone_by_name(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        answer(tx, made, water, "A1", "王芳", now)
        silent = open_place(tx, 2, ScreenPlace("silent", (water, 0)), now)
        assert _rows(silent.text) == [
            "幸福里 等待 陈刚",
            "幸福里 · 2 栋 等待 李强",
            "幸福里 · 3 栋 暂无人",
            "和平苑 等待 吴刚",
            "和平苑 · 1 栋 等待 赵雷",
            "和平苑 · 2 栋 钱多 未认领",
        ]

    await within(database, work)


FORGED = [
    ScreenPlace("unit", (1, 99)),
    ScreenPlace("unit", (99, 0)),
    ScreenPlace("silent", (99, 1)),
    ScreenPlace("pick", (0, 0)),
    ScreenPlace("told", (1,)),
    ScreenPlace("pick_told", (99,)),
]


@pytest.mark.parametrize("place", FORGED, ids=str)
async def test_a_forged_button_shows_nothing(database: Database, place: ScreenPlace) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        send(tx, made, now, scope=("A",))
        with pytest.raises(Refused, match="not_allowed"):
            go(tx, ShowPlace(Asking(4), "status", place), now)
        assert said(tx, "status") == []

    await within(database, work)


@pytest.mark.parametrize("code", ["XF", "A", "A1"])
async def test_a_unit_of_another_branch_stays_hidden(database: Database, code: str) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        for asker in (4, 21):
            for what in ("unit", "silent", "pick"):
                with pytest.raises(Refused, match="not_allowed"):
                    go(
                        tx,
                        ShowPlace(
                            Asking(asker), "status", ScreenPlace(what, (water, made.units[code]))
                        ),
                        now,
                    )

    await within(database, work)


async def test_whoever_loses_the_post_loses_the_screen(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        open_place(tx, 3, ScreenPlace("unit", (water, made.units["A"])), now)
        _hand_over(tx, made, "陈刚", "B")
        assert "幸福里" not in shown(tx, "status", now).text
        with pytest.raises(Refused, match="not_allowed"):
            turn(tx, TurnPage(pressing(tx, 3), 0), now)

    await within(database, work)


def _hand_over(tx: Tx, made: District, name: str, code: str) -> None:
    member = made.members[name]
    tx.connection.execute(f"UPDATE assignment SET until = 1 WHERE member_id = {member}")
    made.seat(code, PostKind.DEPUTY, name)


async def test_a_stranger_and_an_ex_holder_see_nothing(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        send(tx, made, now)
        tx.connection.execute("UPDATE assignment SET until = 1")
        for asker, reason in ((2, "not_allowed"), (777, "stranger")):
            with pytest.raises(Refused, match=reason):
                go(tx, ShowPlace(Asking(asker), "status", LIST), now)

    await within(database, work)


async def test_the_operator_sees_everything(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        send(tx, made, now)
        go(tx, ShowPlace(Asking(777, frozenset({777})), "status", LIST), now)
        assert "0/7" in shown(tx, "status", now).text

    await within(database, work)


async def test_part_of_a_branch_is_seen_by_its_lead_and_the_issuer(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        part = send(tx, made, now, scope=("A1", "B1"))
        assert "0/4 (0 %)" in open_place(tx, 2, LIST, now).text
        assert "0/2 (0 %)" in open_place(tx, 3, LIST, now).text
        sides = open_place(tx, 2, ScreenPlace("unit", (part, 0)), now)
        assert _rows(sides.text) == ["幸福里 ░░░░░░░░ 0/2", "和平苑 ░░░░░░░░ 0/2"]

    await within(database, work)


async def test_long_names_stay_within_a_message(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        for number in range(4, 20):
            made.unit(f"A{number}", f"{number}" + "👨‍👩‍👧" * 60, "building", "A")
            made.person(f"{number}" + "名" * 200, None)
        for number in range(12):
            send(tx, made, now, text="长" * 3000 + str(number))
        water = send(tx, made, now)
        for place in (
            LIST,
            ScreenPlace("unit", (water, made.units["A"])),
            ScreenPlace("pick", (water, 0)),
        ):
            for language in ("zh-hans", "zh-hant", "en"):
                open_place(tx, 2, place, now)
                outgoing = shown(tx, "status", now, language)
                assert utf16(outgoing.text) <= 4096
                assert all(each.offset + each.length <= 4096 for each in outgoing.entities)

    await within(database, work)


async def test_a_deadline_that_has_passed_is_said(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        send(tx, made, now)
        open_place(tx, 2, LIST, now)
        assert "已过时限（02:00）" in shown(tx, "status", now + timedelta(hours=2)).text

    await within(database, work)
