"""/gaps: what is missing in one's care, and the button that mends it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.outgoing import utf16
from bot.errors import Refused
from bot.instructions.gaps import (
    Gap,
    GapKind,
    changed,
    count_gaps,
    gap_where_nobody_can_be_written_to,
)
from bot.roster.model import PostKind, Unit
from bot.store import meta
from bot.store.database import Database
from bot.store.tx import Tx, to_micros
from bot.usecases.groups.bind_questions import ask_to_claim
from bot.usecases.looking.navigating import Asking, ShowPlace, TurnPage, go, turn
from bot.usecases.screens import ScreenPlace
from tests.looking.district import District, answer, deliver, district, said, send, within
from tests.looking.screen import labels, open_place, pressing, shown

KINDS = ScreenPlace("kinds")


@pytest.mark.parametrize(
    ("seats", "held", "linked", "lowest", "kind"),
    [
        (0, 0, 0, True, GapKind.VACANCY),
        (1, 0, 0, True, GapKind.VACANCY),
        (1, 0, 0, False, GapKind.VACANCY),
        (0, 0, 0, False, None),
        (1, 1, 0, True, GapKind.UNLINKED),
        (3, 2, 1, False, GapKind.UNREACHABLE),
    ],
)
def test_why_nobody_can_be_written_to(
    seats: int, held: int, linked: int, lowest: bool, kind: GapKind | None
) -> None:
    assert gap_where_nobody_can_be_written_to(seats, held, linked, lowest) is kind


def _gap(number: int, kind: GapKind = GapKind.VACANCY) -> Gap:
    return Gap(kind, Unit(number, f"U{number}", f"{number} 栋", "building", 1, f"{number:08d}."))


@given(st.sets(st.integers(1, 20)), st.sets(st.integers(1, 20)))
def test_what_is_new_against_the_last_time(before: set[int], now: set[int]) -> None:
    found = changed(map(_gap, sorted(now)), [_gap(each).key for each in before])
    assert {gap.unit.id for gap in found.new} == now - before
    assert found.old == len(now & before)


def test_the_same_unit_with_another_gap_is_new() -> None:
    found = changed([_gap(1, GapKind.UNLINKED)], [_gap(1, GapKind.VACANCY).key])
    assert (len(found.new), found.old) == (1, 0)


def test_kinds_are_counted_in_their_order() -> None:
    gaps = [_gap(1, GapKind.UNBOUND), _gap(2), _gap(3)]
    assert list(count_gaps(gap.kind for gap in gaps).items()) == [
        (GapKind.VACANCY, 2),
        (GapKind.UNBOUND, 1),
    ]


def _group(tx: Tx, made: District, code: str, chat: int, now: datetime) -> int:
    found = made.insert("work_group", chat_id=chat, title=f"{code} 群", joined_at=to_micros(now))
    at = to_micros(now)
    tx.connection.execute(f"INSERT INTO binding VALUES ({made.units[code]}, {found}, {at}, NULL)")
    return found


async def test_each_sees_the_gaps_below_them(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        tx.connection.execute("UPDATE member SET reachable = 0 WHERE telegram_id = 21")
        _group(tx, made, "B", -100, now)
        whole = open_place(tx, 2, KINDS, now, "gaps")
        gaps = ["空缺 1", "未认领 1", "联系不上 1", "没有群 1", "电话要补 1"]
        assert whole.text.splitlines() == ["缺口", *gaps]
        assert open_place(tx, 3, KINDS, now, "gaps").text.splitlines()[1:] == ["空缺 1", "没有群 1"]
        assert open_place(tx, 4, KINDS, now, "gaps").text.splitlines()[1:] == [
            "未认领 1",
            "联系不上 1",
            "电话要补 1",
        ]
        assert "没有缺口" in open_place(tx, 11, KINDS, now, "gaps").text

    await within(database, work)


async def test_each_kind_says_what_mends_it(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        tx.connection.execute("UPDATE member SET reachable = 0 WHERE telegram_id = 21")
        made.unit("A4", "4 栋", "building", "A")
        meta.put(tx, "bot_username", "gridcall_bot")
        expected = {
            "vacancy": ("幸福里：3、4 栋", ["换人 3 栋", "换人 4 栋", "导出名单", "‹ 返回"]),
            "unlinked": (
                "和平苑 2 栋 钱多",
                ["2 栋 钱多", "从通讯录认领", "在群里再请认领", "转发私聊链接", "‹ 返回"],
            ),
            "unreachable": ("和平苑 1 栋 赵雷", ["1 栋 赵雷", "转发私聊链接", "‹ 返回"]),
            "unbound": (
                "幸福里: /bind A\n和平苑: /bind B",
                ["选群 幸福里", "选群 和平苑", "‹ 返回"],
            ),
        }
        for kind, (rows, buttons) in expected.items():
            screen = open_place(tx, 2, ScreenPlace(kind), now, "gaps")
            assert (screen.text.split("\n\n")[1], labels(screen)) == (rows, buttons)

    await within(database, work)


async def test_a_building_with_a_group_of_its_own_needs_none_above(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        for number, code in enumerate(("A1", "A2", "A3")):
            _group(tx, made, code, -200 - number, now)
        screen = open_place(tx, 2, ScreenPlace("unbound"), now, "gaps")
        assert screen.text.split("\n\n")[1] == "和平苑: /bind B"
        tx.connection.execute("UPDATE work_group SET left_at = 1 WHERE chat_id = -201")
        assert "/bind A" in open_place(tx, 2, ScreenPlace("unbound"), now, "gaps").text

    await within(database, work)


async def test_a_group_the_bot_is_in_is_not_asked_for_again(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        at = to_micros(now)
        made.insert("work_group", chat_id=-300, title="幸福里楼长群", joined_at=at, invited_by=3)
        made.insert("work_group", chat_id=-301, title="别人的群", joined_at=at, invited_by=999)
        told = open_place(tx, 2, ScreenPlace("unbound"), now, "gaps").text
        assert "我已经在“幸福里楼长群”里" in told
        assert "别人的群" not in told
        # The branch lead of another branch did not bring it in and has nobody who did.
        assert "我已经在" not in open_place(tx, 4, ScreenPlace("unbound"), now, "gaps").text

    await within(database, work)


async def test_without_a_roster_nothing_is_said_to_be_well(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        go(tx, ShowPlace(Asking(900, operators=frozenset({900})), "gaps", KINDS), now)
        deliver(tx, now)
        assert shown(tx, "gaps", now).text == "还没有名单。请把名单文件发给我。"

    await within(database, work)


async def test_silence_past_the_deadline(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        answer(tx, made, water, "A1", "王芳", now)
        later = now + timedelta(hours=2)
        assert "未回复" not in open_place(tx, 3, KINDS, now, "gaps").text
        assert "未回复 3" in open_place(tx, 3, KINDS, later, "gaps").text
        silent = open_place(tx, 2, ScreenPlace("silent"), later, "gaps")
        assert silent.text.splitlines()[-1] == "【紧急】#101 今晚停水：6 处未回复"
        assert labels(silent) == ["#101 今晚停水", "‹ 返回"]
        assert "没有缺口" in open_place(tx, 11, KINDS, later, "gaps").text

    await within(database, work)


async def test_pages_of_gaps(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        for number in range(4, 30):
            made.unit(f"A{number}", f"{number} 栋", "building", "A")
        first = open_place(tx, 2, ScreenPlace("vacancy"), now, "gaps")
        assert first.text.splitlines()[-2:] == [
            "幸福里：3、4、5、6、7、8、9、10、11、12 栋",
            "…和另外 17 项",
        ]
        turn(tx, TurnPage(pressing(tx, 2, "gaps"), 2), now)
        assert shown(tx, "gaps", now).text.endswith("幸福里：23、24、25、26、27、28、29 栋")

    await within(database, work)


async def test_a_kind_nobody_knows_is_refused(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        district(tx, now)
        with pytest.raises(Refused, match="stale_button"):
            go(tx, ShowPlace(Asking(2), "gaps", ScreenPlace("everything")), now)
        with pytest.raises(Refused, match="stranger"):
            go(tx, ShowPlace(Asking(777), "gaps", KINDS), now)

    await within(database, work)


async def test_the_groups_of_the_unlinked_are_asked_again(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        with pytest.raises(Refused, match="no_group_there"):
            ask_to_claim(tx, Asking(2), now)
        _group(tx, made, "B", -100, now)
        with pytest.raises(Refused, match="no_group_there"):
            ask_to_claim(tx, Asking(3), now)
        assert ask_to_claim(tx, Asking(2), now) == 1
        with pytest.raises(Refused, match="asked_lately"):
            ask_to_claim(tx, Asking(2), now)
        deliver(tx, now)
        assert ask_to_claim(tx, Asking(4), now + timedelta(hours=2)) == 1
        assert [each.gone_at is None for each in said(tx, "claim")] == [False, True]

    await within(database, work)


async def test_long_names_of_gaps_stay_within_a_message(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        for number in range(4, 30):
            made.unit(f"C{number}", "长" * 500 + str(number), "building", "A")
            made.person("名" * 300 + str(number))
            made.seat(f"C{number}", PostKind.LEAD, "名" * 300 + str(number))
        for kind in ("vacancy", "unlinked", "unbound"):
            open_place(tx, 2, ScreenPlace(kind), now, "gaps")
            for language in ("zh-hans", "zh-hant", "en"):
                assert utf16(shown(tx, "gaps", now, language).text) <= 4096

    await within(database, work)
