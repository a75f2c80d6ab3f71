"""Running for years: what nobody needs goes by itself, and what can still be pressed answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest_asyncio

from bot.clock import ManualClock
from bot.demo.botapi.messages import Message
from bot.messages.args import Args
from bot.messages.cascade import CardArgs, ChaseArgs
from bot.messages.house import NoticeArgs, SentenceArgs
from bot.messages.looking import DigestArgs
from bot.schedule.duties import AT_ONCE, housekeeping
from bot.store.database import Database
from bot.store.delivery import outbox, sending
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit
from bot.store.house.housekeeping import KeptFor, log_older_than, sweeps
from bot.store.tx import Tx, to_micros
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import Town

LOST = NoticeArgs(key="lost")
DIGEST = DigestArgs(due=0, new={}, old=0, week_begins=False)

YEARS = timedelta(days=730)
KEPT = KeptFor(log=YEARS, instructions=timedelta(days=365))


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """Two branches; everybody is linked."""
    found = await Town.open(tmp_path, database_url)
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    yield found
    await found.close()


async def _count(database: Database, rows: str) -> int:
    def count(tx: Tx, rows: str, _now: datetime) -> int:
        [row] = tx.connection.execute(f"SELECT COUNT(*) AS n FROM {rows}").fetchall()
        return int(row["n"])

    return await database.read(count, rows)


def _card(town: Town, name: str, title: str) -> Message:
    [found] = town.said(name, title)
    return found


async def _presses_still(town: Town, name: str, message: Message, data: str) -> str:
    """A press of a button that a slow phone still shows."""
    press = town.world.press(town.person(name), message, data)
    await town.settle()
    assert press.answer
    return press.answer.text


async def test_days_later_cards_of_open_and_of_closed_instructions_answer_as_ever(
    town: Town,
) -> None:
    await town.issues("李敏", "今晚停水", "紧急")
    await town.issues("李敏", "明天开会", "紧急")
    old, new = _card(town, "王芳", "#1】今晚停水"), _card(town, "王芳", "#2】明天开会")
    data = old.buttons[0][0].target
    await town.presses("李敏", "关闭", next(m for m in town.said("李敏", "#1") if m.buttons))
    await town.presses("李敏", "确定关闭")
    told = await _presses_still(town, "王芳", old, data)
    rows = await _count(town.app.database, "outbox")
    await _days_pass(town, 3)
    assert await _count(town.app.database, "outbox WHERE settled_at IS NOT NULL") < rows / 2
    assert await _count(town.app.database, "inbox") == 0
    assert await _presses_still(town, "王芳", old, data) == told
    assert "3 栋收到" in await town.presses("王芳", "收到", new)
    assert "已收到 1/1" in new.text
    await town.writes("李敏", "后天体检")
    assert town.said("李敏", "后天体检")


async def _days_pass(town: Town, days: int) -> None:
    await town.pass_time(days=days, step=timedelta(hours=6))
    for _ in range(len(sweeps(KEPT)) + 1):
        await town.app.pulse.beat()


async def test_nothing_waits_for_housekeeping_it_takes_a_step_at_every_beat(
    database: Database, clock: ManualClock
) -> None:
    await database.transact(_log_many, 3 * AT_ONCE)
    clock.move(YEARS + timedelta(days=1))
    duty = housekeeping([log_older_than(YEARS)])
    left = []
    for _ in range(4):
        assert await database.transact(duty, 1) == 0
        left.append(await _count(database, "audit"))
    assert left == [2 * AT_ONCE, AT_ONCE, 0, 0]


async def test_once_all_is_done_it_begins_anew_an_hour_later(
    database: Database, clock: ManualClock
) -> None:
    duty = housekeeping([log_older_than(YEARS)])
    clock.move(YEARS)
    await database.transact(duty, 1)
    clock.move(-YEARS)
    await database.transact(_log_many, 1)
    clock.move(YEARS + timedelta(minutes=50))
    await database.transact(duty, 1)
    assert await _count(database, "audit") == 1
    clock.move(timedelta(minutes=10))
    await database.transact(duty, 1)
    assert await _count(database, "audit") == 0


def _log_many(tx: Tx, lines: int, now: datetime) -> None:
    for _ in range(lines):
        audit.record(tx, now, audit.CLOCK, "absence.end")


async def test_the_log_keeps_what_is_younger(database: Database, clock: ManualClock) -> None:
    await database.transact(_log_many, 2)
    clock.move(timedelta(days=31))
    await database.transact(_log_many, 3)
    assert await database.transact(log_older_than(timedelta(days=30)), 200) == 2
    assert await _count(database, "audit") == 3


def _say(tx: Tx, args: Args, now: datetime) -> int:
    return outbox.say(tx, Saying(chat_id=7, args=args, lane=Lane.REPLY), now)


def _settled(tx: Tx, state: tuple[int, str, int], now: datetime) -> None:
    message_id, outcome, again = state
    tx.connection.execute(
        f"""UPDATE outbox SET state = '{outcome}', again = {again}, since = {to_micros(now)},
        settled_at = {to_micros(now)} WHERE message_id = {message_id}"""
    )


async def _ages(database: Database, *states: tuple[Args, str, int]) -> None:
    for args, outcome, again in states:
        message_id = await database.transact(_say, args)
        await database.transact(_settled, (message_id, outcome, again))


async def _swept(database: Database) -> tuple[int, int]:
    """The remaining rows of the outbox and of messages."""
    for sweep in sweeps(KEPT):
        await database.transact(sweep, 200)
    return await _count(database, "outbox"), await _count(database, "bot_message")


async def test_what_is_settled_goes_what_waits_stays_and_doubt_is_kept_longer(
    database: Database, clock: ManualClock
) -> None:
    settled = [(CardArgs(), "sent", 0), (CardArgs(), "failed", 0), (CardArgs(), "dropped", 0)]
    await _ages(database, *settled, (CardArgs(), "sent", 1), (DIGEST, "uncertain", 0))
    await database.transact(_say, CardArgs())
    clock.move(timedelta(hours=47))
    assert await _swept(database) == (6, 6)
    clock.move(timedelta(hours=2))
    assert await _swept(database) == (3, 6)
    clock.move(timedelta(days=90))
    assert await _swept(database) == (1, 6)


async def test_the_stamps_go_on_rising_though_the_last_row_was_settled_long_ago(
    database: Database, clock: ManualClock
) -> None:
    await _ages(database, *[(CardArgs(), "sent", 0)] * 3)
    before = 3
    clock.move(timedelta(days=3))
    assert await _swept(database) == (1, 3)
    await database.transact(_say, CardArgs())
    [entry] = await database.read(sending.newly_pending, before)
    assert entry.stamp > before


async def test_short_answers_go_after_a_month_what_can_be_pressed_does_not(
    database: Database, clock: ManualClock
) -> None:
    carried = (LOST, SentenceArgs(reason="stranger"), CardArgs(), ChaseArgs())
    await _ages(database, *[(each, "sent", 0) for each in carried])
    await database.transact(_say, LOST)
    clock.move(timedelta(days=31))
    assert await _swept(database) == (1, 3)


async def test_what_people_wrote_goes_a_year_after_the_instruction_has_ended(town: Town) -> None:
    await town.issues("李敏", "今晚停水", "紧急")
    await town.writes("王芳", "几点能恢复？", reply_to=_card(town, "王芳", "#1】今晚停水"))
    await town.writes("陈刚", "十点", reply_to=town.said("陈刚", "几点能恢复")[0])
    await town.writes("王芳", "那热水呢？", reply_to=town.said("王芳", "回复您")[0])
    await _days_pass(town, 3)
    assert await _count(town.app.database, "remark_bundle") == 0
    await town.presses("李敏", "关闭", next(m for m in town.said("李敏", "#1") if m.buttons))
    await town.presses("李敏", "确定关闭")
    await town.pass_time(days=360, step=timedelta(days=30))
    await _days_pass(town, 3)
    assert await _count(town.app.database, "remark") == 3
    assert await _count(town.app.database, "remark_told") > 0
    await _days_pass(town, 6)
    assert await _count(town.app.database, "remark") == 0
    assert await _count(town.app.database, "remark_told") == 0
