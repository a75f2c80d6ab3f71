"""撤回 and 关闭 while cards are out, and what the issuer hears when it is over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.clock import ManualClock
from bot.errors import Refused
from bot.instructions.model import InstructionState, TargetState
from bot.messages.cascade import ChaseArgs
from bot.messages.looking import StatusArgs
from bot.roster.permissions import Right
from bot.store.cascade import opening
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.answering import proxying
from bot.usecases.answering.proxying import AnswerFor
from bot.usecases.cascade import refreshing
from bot.usecases.escalation import chasing
from bot.usecases.roster import succession
from bot.usecases.sent import ending
from bot.usecases.sent.ending import Ending, EndingOutcome
from bot.usecases.writing import issuing
from tests.usecases.community import seeded
from tests.writing.desk import Desk, data_of, desk, labels
from tests.writing.test_issuing import targets


async def sent(of: Desk, text: str = "今晚停水") -> None:
    """Write it, send it, let the undo time pass, let the cards arrive."""
    await of.write(text)
    await of.press("发送")
    of.clock.move(timedelta(seconds=20))
    await of.database.transact(issuing.send_due, 10)
    await of.arrive()


def _cards(tx: Tx, about: tuple[str, int], _now: datetime) -> list[BotMessage]:
    return outbox.messages_about(tx, *about)


async def about(of: Desk, kind: str) -> list[BotMessage]:
    return await of.database.read(_cards, (kind, (await of.instruction()).id))


async def answer_all(of: Desk) -> None:
    ids = tuple(each.id for each in await targets(of))
    await of.database.transact(proxying.answer_for, AnswerFor(of.me, ids))


async def test_a_late_withdrawal_is_asked_twice_and_shown_everywhere(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await sent(liaison)
    cards = await about(liaison, "card")
    assert await liaison.press("撤回") is EndingOutcome.ASKED
    assert "确定撤回吗？" in (await liaison.screen("confirm")).text
    assert await liaison.press("确定撤回", "confirm") is EndingOutcome.DONE
    assert not await liaison.messages("confirm")
    assert (await liaison.instruction()).state is InstructionState.WITHDRAWN
    assert {each.state for each in await targets(liaison)} == {TargetState.WITHDRAWN}
    notes = await about(liaison, "withdrawn_note")
    assert {(note.chat_id, note.reply_to) for note in notes} == {
        (card.chat_id, card.telegram_id) for card in cards
    }
    screen = await liaison.screen()
    assert screen.text == "#1 今晚停水\n已撤回，每张卡片上都注明了。"
    assert labels(screen) == ["照上次发", "存为模板"]


async def test_what_has_not_left_never_does(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    await liaison.press("发送")
    clock.move(timedelta(seconds=20))
    await database.transact(issuing.send_due, 10)
    assert await about(liaison, "card")
    command = Ending(900, 900, (await liaison.messages())[-1].telegram_id or 0, 1, Right.WITHDRAW)
    assert await database.transact(ending.press_ending, command) is EndingOutcome.ASKED
    assert await about(liaison, "card")
    await _confirm_now(liaison)
    assert not await about(liaison, "card")
    assert not await about(liaison, "withdrawn_note")


async def _confirm_now(of: Desk) -> None:
    """Confirm before anything else has arrived."""
    [question] = await of.messages("confirm")

    def arrive(tx: Tx, _none: None, now: datetime) -> None:
        tx.run("message_arrived", message_id=question.id, telegram_id=77, now=now)

    await of.database.transact(arrive, None)
    command = Ending(of.me, of.me, 77, 1, Right.WITHDRAW)
    await of.database.transact(ending.sure, command)


async def test_looking_again_changes_nothing(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await sent(liaison)
    await liaison.press("撤回")
    await liaison.press("再看看", "confirm")
    assert not await liaison.messages("confirm")
    assert (await liaison.instruction()).state is InstructionState.RUNNING


async def test_a_supervisor_above_may_withdraw_and_nobody_below(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await sent(liaison)
    number = (await liaison.instruction()).id
    for telegram_id, allowed in ((901, True), (902, False), (904, False), (12345, False)):
        someone = await desk(database, clock, telegram_id)
        await _give_message(someone)
        command = Ending(telegram_id, telegram_id, 55, number, Right.WITHDRAW)
        if allowed:
            assert await database.transact(ending.press_ending, command) is EndingOutcome.ASKED
        else:
            with pytest.raises(Refused, match="not_allowed"):
                await database.transact(ending.press_ending, command)


async def _give_message(to: Desk) -> None:
    """Some message of ours in somebody's chat, on which a button may stand."""

    def say(tx: Tx, _none: None, now: datetime) -> None:
        saying = outbox.Saying(chat_id=to.me, args=StatusArgs(), lane=outbox.Lane.REPLY)
        message_id = outbox.say(tx, saying, now)
        tx.run("message_arrived", message_id=message_id, telegram_id=55, now=now)

    await to.database.transact(say, None)


async def test_a_question_decides_only_what_it_asked(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await sent(liaison)
    await liaison.press("关闭")
    [question] = await liaison.messages("confirm")
    number, at = (await liaison.instruction()).id, question.telegram_id or 0
    for wrong in (
        Ending(900, 900, at, number, Right.WITHDRAW),
        Ending(900, 900, at, number + 1, Right.CLOSE),
    ):
        with pytest.raises(Refused, match="stale_button"):
            await database.transact(ending.sure, wrong)
    assert await liaison.press("确定关闭", "confirm") is EndingOutcome.DONE


async def test_closing_keeps_the_answers(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await sent(liaison)
    first, *_ = await targets(liaison)
    await database.transact(proxying.answer_for, AnswerFor(900, (first.id,)))
    await liaison.press("关闭")
    assert "还有 2 处没回复" in (await liaison.screen("confirm")).text
    await liaison.press("确定关闭", "confirm")
    states = [each.state for each in await targets(liaison)]
    assert states == [TargetState.ACKNOWLEDGED, TargetState.CLOSED, TargetState.CLOSED]
    assert "已关闭。" in (await liaison.screen()).text
    assert await liaison.press_data("1:wdr:1", (await liaison.messages())[-1].telegram_id or 0) is (
        EndingOutcome.ALREADY
    )


async def test_it_closes_by_itself_a_week_after_the_deadline(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await sent(liaison)
    clock.move(timedelta(days=8) - timedelta(seconds=1))
    assert await database.transact(ending.close_due, 10) == 0
    clock.move(timedelta(seconds=1))
    assert await database.transact(ending.close_due, 10) == 1
    assert await database.transact(ending.close_due, 10) == 0
    assert (await liaison.instruction()).state is InstructionState.CLOSED


async def test_when_all_have_answered_the_issuer_hears_once(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await sent(liaison)
    clock.move(timedelta(minutes=38))
    await answer_all(liaison)
    await answer_all(liaison)
    assert len(await liaison.messages("complete")) == 1
    told = await liaison.screen("complete")
    assert told.text.splitlines() == [
        "#1 今晚停水 3/3 全部收到，用时 38 分钟。",
        "09:00 发出，截至 09:38。",
    ]
    assert [each.kind for each in told.entities] == ["code"], "what a tap copies"
    assert "全部收到" in (await liaison.screen()).text
    clock.move(timedelta(days=2))
    assert await database.transact(refreshing.deadlines_due, 10) == 0


async def test_when_the_deadline_comes_the_issuer_hears_once(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await sent(liaison)
    clock.move(timedelta(hours=24))
    assert await database.transact(refreshing.deadlines_due, 10) == 1
    assert await database.transact(refreshing.deadlines_due, 10) == 0
    told = await liaison.screen("complete")
    assert told.text.splitlines()[:2] == ["#1 今晚停水 时间到了，已收到 0/3。", "还等：3、4、5 栋"]
    assert labels(told) == ["复制小结", "提醒未回复", "代答", "看名单"]
    await answer_all(liaison)
    assert len(await liaison.messages("complete")) == 1
    assert "全部收到" in (await liaison.screen("complete")).text


async def test_the_live_summary(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    supervisor = await desk(database, clock, 901)
    await sent(supervisor, "防台")
    text = (await supervisor.screen()).text.splitlines()
    assert text[0] == "#1 防台"
    assert text[1] == "░░░░░░░░ 0/6 (0 %) · 0/4 栋 + 0/2 个小区"
    assert text[2:6] == [
        "已送到 0/6 · 0/4 栋 + 0/2 个小区",
        "空缺 2 栋 + 1 个小区",
        "2 栋等书记转达",
        "还等：幸福里、和平苑；幸福里 5 栋；和平苑 1 栋",
    ]
    shown = labels(await supervisor.screen())
    assert shown == ["提醒未回复", "代答", "看名单", "看板", "更正", "撤回", "关闭"]


def _chased(tx: Tx, target_ids: list[int], now: datetime) -> None:
    """The branch lead has been told of these silences."""
    saying = outbox.Saying(chat_id=902, args=ChaseArgs(), lane=outbox.Lane.REMINDER, member_id=3)
    message_id = outbox.say(tx, saying, now)
    tx.run("message_arrived", message_id=message_id, telegram_id=88, now=now)
    opening.put_on(tx, message_id, target_ids, "above", now)


def _said(tx: Tx, kind: str, _now: datetime) -> int:
    statement = f"SELECT COUNT(*) AS n FROM bot_message WHERE kind = '{kind}' AND gone_at IS NULL"
    return int(tx.connection.execute(statement).fetchone()["n"])


@pytest.mark.parametrize("label", ["撤回", "关闭"])
async def test_nobody_is_chased_any_more(
    database: Database, clock: ManualClock, label: str
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await sent(liaison)
    await database.transact(_chased, [each.id for each in await targets(liaison)])
    await liaison.press(label)
    await liaison.press(f"确定{label}", "confirm")
    assert all(each.due_at is each.relay_due_at is None for each in await targets(liaison))
    clock.move(timedelta(days=1))
    assert await database.transact(chasing.chases_due, 10) == 0
    assert await database.read(_said, "all_clear") == 0


async def test_a_successor_sees_it_and_the_old_message_says_so(
    database: Database, clock: ManualClock
) -> None:
    made = await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    data = data_of(await liaison.screen(), "发送")
    change = (made.units["XFL"], made.members["李敏"], made.members["刘洋"])

    def take_over(tx: Tx, _none: None, now: datetime) -> None:
        run, (_, old, new) = tx.connection.execute, change
        run(f"UPDATE assignment SET member_id = {new} WHERE member_id = {old}")
        succession.hand_over(tx, succession.Handover(issuers=(change,)), now)

    await database.transact(take_over, None)
    assert (await liaison.screen()).text == "已移交给接任的同事，辛苦您！"
    with pytest.raises(Refused, match="stale_button"):
        await liaison.press_data(data, (await liaison.messages())[-1].telegram_id or 0)
    successor = await desk(database, clock, 904)
    await successor.arrive()
    assert "今晚停水\n—— 刘洋专员" in (await successor.screen()).text
    await successor.press("发送")
    assert (await successor.instruction()).state is InstructionState.PENDING
