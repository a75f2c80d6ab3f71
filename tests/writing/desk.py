"""An issuer at work: writes, sees the screen as it is rendered, presses buttons by their label."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, Callback, unpack
from bot.chat.outgoing import Outgoing
from bot.chat.texts import Translator, translator
from bot.chat.writing.complete import render_complete
from bot.chat.writing.issuing import render_confirm, render_preview, render_withdrawn_note
from bot.clock import ManualClock
from bot.instructions.house import House
from bot.instructions.model import Attachment, EscalationPolicy, Instruction, Rung, Step, Urgency
from bot.instructions.quiet import QuietHours
from bot.roster.model import Tier
from bot.roster.permissions import Right
from bot.store.cascade import instructions
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house as kept
from bot.store.house import operators
from bot.store.tx import Tx
from bot.usecases.cascade.bot_messages import OwnPress
from bot.usecases.cascade.refreshing import complete_view
from bot.usecases.sent import ending
from bot.usecases.sent.ending import Ending
from bot.usecases.writing import changing, choosing, drafting, issuing
from bot.usecases.writing.changing import DeadlineChoice, PreviewPress, Typed
from bot.usecases.writing.choosing import Looking, Sweeping, Ticking, TierToggle
from bot.usecases.writing.drafting import Taken, Writing
from bot.usecases.writing.issuing import Sending
from bot.usecases.writing.preview_view import confirm_view, preview_view, withdrawn_note_view

SHANGHAI = ZoneInfo("Asia/Shanghai")


def _policy(quiet: QuietHours | None) -> EscalationPolicy:
    steps = (Step(timedelta(minutes=30), Rung.HOLDER), Step(timedelta(minutes=90), Rung.PARENT))
    return EscalationPolicy(steps, timedelta(minutes=45), timedelta(minutes=10), quiet)


HOUSE = House(
    tiers=(Tier("community", "社区"), Tier("branch", "小区"), Tier("building", "楼栋")),
    ladders={
        Urgency.ROUTINE: _policy(QuietHours(time(22), time(7), SHANGHAI)),
        Urgency.URGENT: _policy(None),
    },
    undo=timedelta(seconds=20),
    zone=SHANGHAI,
)

KINDS: Mapping[str, tuple[Any, Any]] = {
    "preview": (preview_view, render_preview),
    "complete": (complete_view, render_complete),
    "confirm": (confirm_view, render_confirm),
    "withdrawn_note": (withdrawn_note_view, render_withdrawn_note),
}
_CHANGES: Mapping[Action, Callable[[Tx, PreviewPress, datetime], None]] = {
    Action.PREVIEW: changing.show_part,
    Action.URGENT: changing.toggle_urgent,
    Action.NEEDS_ANSWER: changing.toggle_needs_answer,
    Action.QUIET_FIRST: changing.toggle_quiet_first,
    Action.DISCARD: changing.discard,
}
_ENDS = {
    Action.WITHDRAW: (ending.press_ending, Right.WITHDRAW),
    Action.WITHDRAW_SURE: (ending.sure, Right.WITHDRAW),
    Action.CLOSE: (ending.press_ending, Right.CLOSE),
    Action.CLOSE_SURE: (ending.sure, Right.CLOSE),
}


class Desk:
    """One person's private chat with the bot."""

    def __init__(
        self, database: Database, clock: ManualClock, telegram_id: int, house: House = HOUSE
    ) -> None:
        self.database, self.clock, self.me, self.house = database, clock, telegram_id, house

    async def write(
        self, text: str | None = None, file: str | None = None, album: str | None = None
    ) -> Taken:
        """Send a message in private."""
        attached = Attachment("photo", file) if file else None
        command = Writing(self.me, self.me, self.house, text, attached, album)
        taken = await self.database.transact(drafting.gather, command)
        await self.arrive()
        return taken

    async def type_deadline(self, text: str) -> None:
        """Answer the question for a deadline in words."""
        command = Typed(self.me, self.me, text, self.house)
        await self.database.transact(changing.type_deadline, command)
        await self.arrive()

    async def arrive(self) -> None:
        """Everything said so far has reached Telegram."""
        await self.database.transact(_arrive, None)

    async def messages(self, kind: str = "preview") -> list[BotMessage]:
        """The living messages of a kind in this chat, oldest first."""
        return await self.database.read(_messages, (self.me, kind))

    async def screen(self, kind: str = "preview", language: str = "zh-hans") -> Outgoing:
        """The newest message of a kind, rendered as it stands now."""
        view, render = KINDS[kind]
        message = (await self.messages(kind))[-1]
        shown = await self.database.read(view, message)
        t: Translator = translator(language)
        found: Outgoing = render(shown, t)
        return found

    async def press(self, label: str, kind: str = "preview") -> Any:
        """Press the button whose label begins so on the newest message of a kind."""
        data = data_of(await self.screen(kind), label)
        message = (await self.messages(kind))[-1]
        return await self.press_data(data, message.telegram_id or 0)

    async def press_data(self, data: str, message_id: int) -> Any:
        """Press a button that carries this, on that message."""
        callback = unpack(data)
        assert callback is not None
        outcome = await self._act(callback, message_id)
        await self.arrive()
        return outcome

    async def instruction(self) -> Instruction:
        """What the newest preview is about."""
        message = (await self.messages())[-1]
        assert message.subject_id is not None
        return await self.database.read(_instruction, message.subject_id)

    async def _act(self, callback: Callback, message_id: int) -> Any:
        do, action = self.database.transact, callback.action
        if action is Action.KEEP:
            return await do(ending.keep, OwnPress(self.me, self.me, message_id))
        number = callback.number(0)
        if action in _ENDS:
            act, right = _ENDS[action]
            return await do(act, Ending(self.me, self.me, message_id, number, right))
        press = PreviewPress(self.me, self.me, message_id, number, self.house)
        if action in _CHANGES:
            return await do(_CHANGES[action], press)
        if action in (Action.SEND, Action.SEND_SURE):
            sure = action is Action.SEND_SURE
            return await do(issuing.send, Sending(press, callback.number(1), sure))
        return await self._choose(callback, press)

    async def _choose(self, callback: Callback, press: PreviewPress) -> Any:
        do, action = self.database.transact, callback.action
        if action is Action.TIERS:
            return await do(choosing.toggle_tier, TierToggle(press, callback.word(1)))
        if action is Action.DEADLINE and len(callback.values) == 1:
            return await do(changing.ask_deadline, press)
        if action is Action.DEADLINE:
            return await do(changing.choose_deadline, DeadlineChoice(press, callback.word(1)))
        assert action is Action.SCOPE
        numbers = [value for value in callback.values[2:] if isinstance(value, int)]
        match callback.word(1):
            case "tick":
                return await do(choosing.tick, Ticking(press, *numbers))
            case ("all" | "none") as which:
                unit_id = numbers[0] if numbers else 0
                return await do(choosing.sweep, Sweeping(press, unit_id, which == "all"))
        return await do(choosing.look, Looking(press, *numbers))


def labels(screen: Outgoing) -> list[str]:
    """The labels of all buttons."""
    return [button.label for row in screen.keyboard for button in row]


def data_of(screen: Outgoing, label: str) -> str:
    """What the button whose label begins so carries."""
    found = [each for row in screen.keyboard for each in row if each.label.startswith(label)]
    assert found, f"no button {label} among {labels(screen)}"
    assert found[0].data is not None
    return found[0].data


async def desk(
    database: Database, clock: ManualClock, telegram_id: int = 900, **house: Any
) -> Desk:
    """A desk in a house whose rules are written down."""
    rules = replace(HOUSE, **house)

    def keep(tx: Tx, _none: None, now: datetime) -> None:
        kept.keep_house_rules(tx, rules, now)
        operators.name(tx, rules.operators, now)

    await database.transact(keep, None)
    return Desk(database, clock, telegram_id, rules)


def _arrive(tx: Tx, _none: None, now: datetime) -> None:
    statement = "SELECT id FROM bot_message WHERE telegram_id IS NULL AND gone_at IS NULL"
    for row in tx.connection.execute(statement).fetchall():
        facts = {"message_id": row["id"], "telegram_id": 1000 + row["id"]}
        tx.run("message_arrived", now=now, **facts)


def _messages(tx: Tx, asked: tuple[int, str], _now: datetime) -> list[BotMessage]:
    chat_id, kind = asked
    statement = (
        f"SELECT id FROM bot_message WHERE chat_id = {chat_id} AND kind = '{kind}'"
        " AND gone_at IS NULL ORDER BY id"
    )
    rows = tx.connection.execute(statement).fetchall()
    return [outbox.message(tx, row["id"]) for row in rows]


def _instruction(tx: Tx, instruction_id: int, _now: datetime) -> Instruction:
    return instructions.instruction(tx, instruction_id)
