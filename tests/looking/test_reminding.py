"""提醒未回复 and 代答, from the screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.chat.places import SomeUnits, Spot
from bot.errors import Refused
from bot.instructions.model import Urgency
from bot.roster.model import Member
from bot.store.cascade import instructions, opening
from bot.store.database import Database
from bot.store.tx import Tx
from bot.usecases.answering.proxying import ProxyTick, answer_ticked, tick_proxy
from bot.usecases.escalation import living
from bot.usecases.escalation.living import SilentUnits
from bot.usecases.escalation.reminding import Remind, Reminded, remind
from bot.usecases.looking.navigating import Asking, ShowPlace, ShowSilentUnits, go, go_told
from bot.usecases.screens import ScreenPlace
from tests.looking.district import (
    POLICY,
    District,
    answer,
    deliver,
    district,
    last,
    said,
    send,
    target_id,
    within,
)
from tests.looking.screen import labels, open_place, pressing, shown


async def test_only_the_silent_are_reminded(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        answer(tx, made, water, "A1", "王芳", now)
        assert remind(tx, Remind(Asking(2), water), now) == Reminded(
            people=4,
            units=6,
            lost=SomeUnits(2, [Spot("3 栋", "幸福里"), Spot("2 栋", "和平苑")]),
        )
        assert {each.chat_id for each in said(tx, "chase")} == {3, 4, 12, 21}

    await within(database, work)


async def test_a_branch_lead_reminds_their_own(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        remind(tx, Remind(Asking(3), water, made.units["A"]), now)
        assert {each.chat_id for each in said(tx, "chase")} == {11, 12}, "not themself"
        with pytest.raises(Refused, match="not_allowed"):
            remind(tx, Remind(Asking(3), water, made.units["B"]), now)

    await within(database, work)


async def test_not_again_within_five_minutes(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now, scope=("A2",))
        reminded = remind(tx, Remind(Asking(2), water), now)
        assert reminded.people == 2
        with pytest.raises(Refused, match="reminded_already"):
            remind(tx, Remind(Asking(3), water), now + timedelta(minutes=4))
        again = remind(tx, Remind(Asking(2), water), now + timedelta(minutes=6))
        assert again.people == 2

    await within(database, work)


async def test_with_nobody_silent_there_is_nobody_to_remind(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        answer(tx, made, water, "A1", "王芳", now)
        assert remind(tx, Remind(Asking(11), water), now).units == 0
        note = send(tx, made, now, informing=True)
        assert remind(tx, Remind(Asking(2), note), now).units == 0

    await within(database, work)


async def test_who_has_not_got_it_yet_is_not_reminded(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        routine = send(tx, made, now, urgency=Urgency.ROUTINE)
        remind(tx, Remind(Asking(2), routine), now)
        assert {each.chat_id for each in said(tx, "chase")} == {3, 4}

    await within(database, work)


def _chase(tx: Tx, made: District, ids: list[int], now: datetime) -> None:
    """The chase that a branch lead gets from the ladder."""
    chen = Member(made.members["陈刚"], "陈刚", telegram_id=3, reachable=True)
    for each in ids:
        targets = [
            instructions.target(tx, target_id(tx, made, each, code)) for code in ("A1", "A2")
        ]
        silence = SilentUnits(instructions.instruction(tx, each), targets, "above")
        living.tell_silence(tx, chen, silence, now)
    deliver(tx, now)


async def test_one_moment_is_one_message_where_nothing_is_to_be_waited_for(
    database: Database,
) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = instructions.instruction(tx, send(tx, made, now))
        at_once = replace(water, ladder=replace(POLICY, bundle=timedelta()))
        chen = Member(made.members["陈刚"], "陈刚", telegram_id=3, reachable=True)
        for code, at in (("A1", now), ("A2", now), ("A3", now + timedelta(seconds=1))):
            target = instructions.target(tx, target_id(tx, made, water.id, code))
            living.tell_silence(tx, chen, SilentUnits(at_once, [target], "above"), at)
            if code == "A2":
                deliver(tx, at)
        told = said(tx, "chase")
        assert [len(instructions.targets_on(tx, each.id)) for each in told] == [2, 3]

    await within(database, work)


async def test_all_that_an_escalation_told_of(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water, wind = send(tx, made, now), send(tx, made, now, text="防台")
        _chase(tx, made, [water, wind], now)
        answer(tx, made, water, "A1", "王芳", now)
        chase = last(tx, "chase")
        go_told(tx, ShowSilentUnits(Asking(3, pressed=chase.telegram_id)), now)
        deliver(tx, now)
        screen = shown(tx, "status", now)
        assert screen.text.split("\n\n")[1].splitlines() == [
            "【紧急】#101 今晚停水 · 2 栋 等待 李强",
            "【紧急】#102 防台 · 1 栋 等待 王芳",
            "【紧急】#102 防台 · 2 栋 等待 李强",
        ]
        assert labels(screen) == ["提醒未回复", "代答", "‹ 返回"]
        later = now + timedelta(minutes=1)
        assert remind(tx, Remind(Asking(3, pressed=chase.telegram_id)), later).units == 3
        with pytest.raises(Refused, match="reminded_already"):
            remind(tx, Remind(pressing(tx, 3)), later)

    await within(database, work)


async def test_several_are_ticked_and_answered_for_at_once(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        inside = ScreenPlace("unit", (water, made.units["A"]))
        open_place(tx, 3, inside, now)
        go(tx, ShowPlace(pressing(tx, 3), "status", ScreenPlace("pick", inside.ids)), now)
        assert labels(shown(tx, "status", now)) == ["☐ 1 栋", "☐ 2 栋", "☐ 3 栋", "‹ 返回"]
        ids = [target_id(tx, made, water, code) for code in ("A1", "A2", "A3")]
        for each in (*ids, ids[1]):
            tick_proxy(tx, ProxyTick(pressing(tx, 3), each), now)
        assert labels(shown(tx, "status", now))[:4] == ["☑ 1 栋", "☐ 2 栋", "☑ 3 栋", "确定（2）"]
        assert answer_ticked(tx, pressing(tx, 3), now) == ("1 栋", "3 栋")
        after = shown(tx, "status", now).text
        assert "1 栋 已收到 01:00 陈刚代答" in after
        assert "3 栋 已收到 01:00 陈刚代答" in after
        assert "2 栋 等待 李强" in after

    await within(database, work)


async def test_ticking_authorises_nothing(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        open_place(tx, 3, ScreenPlace("pick", (water, 0)), now)
        for code in ("B1", "A"):
            with pytest.raises(Refused, match="not_allowed"):
                tick_proxy(tx, ProxyTick(pressing(tx, 3), target_id(tx, made, water, code)), now)
        with pytest.raises(Refused, match="not_allowed"):
            tick_proxy(tx, ProxyTick(pressing(tx, 3), 9999), now)
        with pytest.raises(Refused, match="stale_button"):
            answer_ticked(tx, pressing(tx, 3), now)
        open_place(tx, 11, ScreenPlace("unit", (water, 0)), now)
        with pytest.raises(Refused, match="stale_button"):
            tick_proxy(tx, ProxyTick(pressing(tx, 11), target_id(tx, made, water, "A1")), now)

    await within(database, work)


async def test_a_tick_loses_its_power_with_the_post(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        open_place(tx, 3, ScreenPlace("pick", (water, 0)), now)
        tick_proxy(tx, ProxyTick(pressing(tx, 3), target_id(tx, made, water, "A1")), now)
        tx.connection.execute(
            f"UPDATE assignment SET until = 1 WHERE member_id = {made.members['陈刚']}"
        )
        with pytest.raises(Refused, match="not_allowed"):
            answer_ticked(tx, pressing(tx, 3), now)

    await within(database, work)


async def test_a_message_of_somebody_else_shows_nothing(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        _chase(tx, made, [water], now)
        chase = last(tx, "chase")
        with pytest.raises(Refused, match="stale_button"):
            go_told(tx, ShowSilentUnits(Asking(4, pressed=chase.telegram_id)), now)
        with pytest.raises(Refused, match="not_allowed"):
            go(tx, ShowPlace(Asking(4), "status", ScreenPlace("told", (chase.id,))), now)
        assert opening.cards_of(tx, target_id(tx, made, water, "A1"))

    await within(database, work)
