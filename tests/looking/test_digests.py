"""汇总: the verdict first, at its hour, once; supervisors hear of what is urgent."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.digests.digest import render_digest
from bot.chat.outgoing import Outgoing, utf16
from bot.chat.texts import translator
from bot.instructions.forms.question import questions_in
from bot.instructions.model import AnswerPath
from bot.instructions.quiet import QuietHours
from bot.roster.model import PostKind
from bot.store.cascade import instructions
from bot.store.database import Database
from bot.store.forms import forms, questions
from bot.store.forms.forms import GivenBy, NewAnswer
from bot.store.tx import Tx, instant
from bot.usecases.cascade.opening import tell_supervisors
from bot.usecases.digests.digest_view import digest_view
from bot.usecases.digests.digesting import DigestHours, digests_due
from tests.looking.district import (
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
from tests.looking.screen import labels, shown

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = DigestHours((time(8, 30), time(17, 30)), SHANGHAI)
DAY = timedelta(days=1)


def _begin(tx: Tx, now: datetime) -> District:
    """The community on a Tuesday at 9, with its gaps told on the day before."""
    made = district(tx, now)
    tx.connection.execute("""INSERT INTO meta VALUES ('house', '{"zone": "Asia/Shanghai",
        "tiers": ["community", "branch", "building"]}')""")
    digests_due(tx, HOURS, now)
    deliver(tx, now)
    return made


def _text(tx: Tx, now: datetime, chat: int, language: str = "zh-hans") -> str:
    return _digest(tx, now, chat, language).text


def _digest(tx: Tx, now: datetime, chat: int, language: str = "zh-hans") -> Outgoing:
    message = [each for each in said(tx, "digest") if each.chat_id == chat][-1]
    view = digest_view(tx, message, now)
    assert view is not None
    return render_digest(view, translator(language))


async def test_the_first_one_names_what_is_missing(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        _begin(tx, now)
        assert {each.chat_id for each in said(tx, "digest")} == {1, 2}
        digest = _digest(tx, now, 2)
        assert digest.text.splitlines() == [
            "早上好！没有要您过问的事。",
            "新缺口：幸福里 3 栋空缺；和平苑 2 栋未认领；幸福里、和平苑没有群",
        ]
        assert labels(digest) == ["看缺口"]

    await within(database, work)


async def test_twice_is_harmless(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        _begin(tx, now)
        assert digests_due(tx, HOURS, now) == 0
        tx.connection.execute("DELETE FROM meta WHERE key = 'digests_told_until'")
        assert digests_due(tx, HOURS, now + timedelta(minutes=1)) == 0
        assert len(said(tx, "digest")) == 2

    await within(database, work)


async def test_with_nothing_new_nothing_is_sent(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        _begin(tx, now)
        assert digests_due(tx, HOURS, now + timedelta(hours=9)) == 2
        assert len(said(tx, "digest")) == 2

    await within(database, work)


async def test_the_week_begins_with_one_line(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        _begin(tx, now)
        monday = now + 7 * DAY
        digests_due(tx, HOURS, monday)
        assert _text(tx, monday, 2) == "早上好！一切正常：没有未完成的通知，原有 4 处缺口未变。"
        digests_due(tx, HOURS, monday + timedelta(hours=9))
        assert len(said(tx, "digest")) == 4

    await within(database, work)


async def test_what_is_open_and_what_is_newly_missing(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = _begin(tx, now)
        evening = now + timedelta(hours=8, minutes=40)
        water = send(tx, made, evening)
        answer(tx, made, water, "A1", "王芳", evening)
        made.unit("A4", "4 栋", "building", "A")
        made.unit("A5", "5 栋", "building", "A")
        digests_due(tx, HOURS, evening)
        digest = _digest(tx, evening, 2)
        assert digest.text.splitlines() == [
            "下午好！没有要您过问的事。",
            "进行中：#101 1/7（1/5 栋 + 0/2 个小区）",
            "新缺口：幸福里 4、5 栋空缺｜原有 4 处未变",
        ]
        assert labels(digest) == ["看详情", "看缺口"]
        _form(tx, made, water, evening)
        assert _digest(tx, evening, 2).text.splitlines()[2] == "#101 已报 1/5 · 低洼住户：共 3 户"

    await within(database, work)


def _form(tx: Tx, made: District, instruction_id: int, now: datetime) -> None:
    """It has a form, which one building has filled in."""
    tx.connection.execute("UPDATE instruction SET form_tier = 'building'")
    questions.set_questions(tx, instruction_id, questions_in("低洼住户几户？"))
    target = instructions.target(tx, target_id(tx, made, instruction_id, "A1"))
    given = NewAnswer(questions.asked_in(tx, instruction_id)[0], "3")
    by = GivenBy(made.members["王芳"], AnswerPath.BUTTON, now)
    forms.put_answers(tx, target, [given], by, now)
    forms.mark_reported(tx, target, now)


async def test_what_needs_the_reader_comes_first(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = _begin(tx, now)
        evening = now + timedelta(hours=8, minutes=40)
        wind = send(tx, made, evening, text="防台")
        answer(tx, made, wind, "A", "陈刚", evening)
        _climb(tx, made, wind, "A2", 4)
        _climb(tx, made, wind, "B1", 3)
        digests_due(tx, HOURS, evening)
        assert _text(tx, evening, 2).splitlines()[:2] == [
            "下午好！要您过问 1 件：",
            "【紧急】#101 防台：幸福里 2 栋无人应答",
        ]
        assert _text(tx, evening, 1).splitlines()[0] == "下午好！没有要您过问的事。"
        late = evening + timedelta(hours=2)
        assert "和平苑 1 栋" in _text(tx, late, 1)

    await within(database, work)


def _climb(tx: Tx, made: District, instruction_id: int, code: str, step: int) -> None:
    tx.connection.execute(
        f"UPDATE target SET step = {step} WHERE instruction_id = {instruction_id}"
        f" AND unit_id = {made.units[code]}"
    )


async def test_a_call_for_help_nobody_took_needs_the_reader(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = _begin(tx, now)
        evening = now + timedelta(hours=8, minutes=40)
        wind = send(tx, made, evening, text="防台")
        target = target_id(tx, made, wind, "A2")
        made.insert(
            "help_request", target_id=target, member_id=made.members["李强"],
            state="open", opened_at=1,
        )  # fmt: skip
        digests_due(tx, HOURS, evening)
        assert "#101 防台：有困难 1 处没人接手" in _text(tx, evening, 2)

    await within(database, work)


async def test_after_an_absence_only_the_latest_is_made_up_for(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = _begin(tx, now)
        later = now + 3 * DAY + timedelta(hours=3)
        send(tx, made, later)
        digests_due(tx, HOURS, later)
        assert len(said(tx, "digest")) == 4
        assert digests_due(tx, HOURS, later + timedelta(minutes=1)) == 0

    await within(database, work)


async def test_who_came_later_waits_for_the_next_hour(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        district(tx, now)
        at = int(now.timestamp() * 1_000_000)
        tx.connection.execute(f"UPDATE member SET linked_at = {at} WHERE telegram_id = 2")
        tx.connection.execute("UPDATE member SET reachable = 0 WHERE telegram_id = 1")
        assert digests_due(tx, HOURS, now) == 0
        assert digests_due(tx, HOURS, now + timedelta(hours=9)) == 1

    await within(database, work)


async def test_what_is_answered_meanwhile_is_not_told(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = _begin(tx, now)
        evening = now + timedelta(hours=8, minutes=40)
        water = send(tx, made, evening, scope=("A1",))
        digests_due(tx, HOURS, evening)
        message = last(tx, "digest")
        assert digest_view(tx, message, evening) is not None
        for code, name in (("A", "陈刚"), ("A1", "王芳")):
            answer(tx, made, water, code, name, evening)
        assert digest_view(tx, message, evening) is None

    await within(database, work)


async def test_an_hour_in_the_quiet_time_waits(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        district(tx, now)
        quiet = QuietHours(time(22), time(9, 30), SHANGHAI)
        digests_due(tx, DigestHours((time(8, 30),), SHANGHAI, quiet=quiet), now)
        row = tx.connection.execute("SELECT not_before FROM outbox ORDER BY id").fetchone()
        assert instant(row["not_before"]) == now + timedelta(minutes=30)

    await within(database, work)


async def test_supervisors_hear_of_what_is_urgent(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = _begin(tx, now)
        made.person("孙督", 7)
        made.person("郑督", 8)
        made.seat("A", PostKind.SUPERVISOR, "孙督")
        made.seat("B", PostKind.SUPERVISOR, "郑督")
        water = send(tx, made, now, scope=("A",))
        for _ in range(2):
            tell_supervisors(tx, instructions.instruction(tx, water), now)
        assert {each.chat_id for each in said(tx, "urgent_notice")} == {1, 7}
        notice = shown(tx, "urgent_notice", now)
        assert notice.text.splitlines() == [
            "【紧急】#101 今晚停水",
            "李敏专员发给 3 栋 + 1 个小区。",
            "请各处 10:00 前回复，有卡住的我再告诉您。",
        ]
        assert labels(notice) == ["看进展"]

    await within(database, work)


async def test_long_summaries_stay_within_a_message(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = _begin(tx, now)
        evening = now + timedelta(hours=8, minutes=40)
        for number in range(4, 40):
            made.unit(f"A{number}", "长" * 300 + str(number), "building", "A")
        for number in range(12):
            wind = send(tx, made, evening, text="长" * 3000 + str(number))
            tx.connection.execute(f"UPDATE target SET step = 9 WHERE instruction_id = {wind}")
        digests_due(tx, HOURS, evening)
        for language in ("zh-hans", "zh-hant", "en"):
            digest = _digest(tx, evening, 2, language)
            assert utf16(digest.text) <= 4096

    await within(database, work)
