"""The view of a card."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import partial

from bot.chat.cascade.card import Added, AwayLine, CardView, FilesView, HelpLine, Waiting
from bot.chat.persons import Named
from bot.chat.posts import LeadPost, SeatName
from bot.instructions.counts import Counted, Progress, progress_from
from bot.instructions.forms.question import FormQuestion
from bot.instructions.forms.sums import FormSums
from bot.instructions.leave import last_day
from bot.instructions.model import (
    Instruction,
    InstructionState,
    RelayPath,
    Target,
    TargetState,
)
from bot.messages.cascade import CardArgs, FilesArgs
from bot.store.answering import answers
from bot.store.cascade import instructions, opening, versions
from bot.store.delivery.outbox import BotMessage
from bot.store.forms import facts, forms, questions
from bot.store.helping import helps
from bot.store.house import house
from bot.store.people import people
from bot.store.roster import leaves
from bot.store.roster.leaves import AwayHolder
from bot.store.tx import Row, Tx
from bot.usecases import named
from bot.usecases.cascade import files


def card_view(tx: Tx, message: BotMessage, now: datetime) -> CardView | None:
    """The card of an instruction in one chat; None where it need not be sent any more."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    if message.telegram_id is None and instruction.state is not InstructionState.RUNNING:
        return None
    found, args = instructions.targets_on(tx, message.id), message.args_as(CardArgs)
    lines = [target for target, role in found if role == "line"]
    tasks = [target for target, role in found if role == "task"]
    away = leaves.away_on_card(tx, message.id) if tx.recall("away", partial(_somebody, tx)) else []
    left = {each.unit_id for each in away}
    return CardView(
        instruction=instruction,
        issuer=named.issuer(tx, instruction.issuer_id),
        zone=house.zone(tx),
        now=now,
        private=message.chat_id > 0,
        progress=_progress(tx, lines),
        answered=_names(tx, message, lines),
        waiting=_waiting(lines),
        missing=_missing(lines),
        tasks=_waiting([each for each in tasks if each.unit.id not in left]),
        lacking=_lacking(tx, tasks),
        left=_waiting([each for each in tasks if each.unit.id in left]),
        away=_away(tx, away, tasks),
        added=_added(tx, message, lines),
        relay=_relay(lines),
        helps=_helps(tx, message),
        again=message.again,
        before=args.before,
        former=_former(tx, message, args.former),
        over=_over(tx, message, lines),
        files_missing=_files_missing(tx, instruction.id, message),
        before_correction=_before_correction(tx, message, lines),
        people=_people(tx, instruction, message),
        own=_own(tx, instruction, message, lines),
        informs=args.informs and not found,
        questions=_questions(tx, instruction, lines),
        sums=_sums(tx, instruction, message, lines),
        asks_below=not any(instruction.asks_form(each.unit.tier) for each in lines),
        known=bool(lines) and all(facts.answered_by_facts(tx, each.id) for each in lines)
        if instruction.form_tier
        else False,
    )


def _people(tx: Tx, instruction: Instruction, message: BotMessage) -> tuple[int, int] | None:
    if not instruction.everyone:
        return None
    found = answers.people_on(tx, message.id)
    return found.done, found.total


def _own(tx: Tx, instruction: Instruction, message: BotMessage, lines: list[Target]) -> bool:
    """Whether the reader of a private card has answered, where every holder does."""
    member = people.member_by_telegram(tx, message.chat_id) if instruction.everyone else None
    waiting = [each for each in lines if each.unanswered]
    return (
        member is not None
        and bool(waiting)
        and all(member.id in answers.own_answers(tx, each) for each in waiting)
    )


def _before_correction(tx: Tx, message: BotMessage, lines: list[Target]) -> tuple[str, ...]:
    """Who answered an older text, where the card asks about a newer one."""
    anew = any(each.asked_version is not None and each.unanswered for each in lines)
    return versions.old_answers(tx, message.id) if anew else ()


def _somebody(tx: Tx) -> bool:
    return leaves.somebody_away(tx)


def _away(tx: Tx, found: list[AwayHolder], tasks: list[Target]) -> tuple[AwayLine, ...]:
    """Who is on leave, and who is told instead; units with nobody left are tasks already."""
    alone = {each.unit.id for each in tasks}
    zone = house.zone(tx)
    shown = [each for each in found if each.unit_id not in alone][:_AWAY]
    lines = (
        AwayLine(
            each.unit,
            named.anybody(tx, each.member_id),
            last_day(each.until, zone),
            tuple(name for _, name in leaves.present_in(tx, each.unit_id)),
        )
        for each in shown
    )
    return tuple(line for line in lines if line.instead)


_AWAY = 3
"""How many on leave a card names."""


def _questions(tx: Tx, instruction: Instruction, lines: list[Target]) -> tuple[FormQuestion, ...]:
    """What units on the card are asked, or those below a branch that passes it on."""
    asked = any(instruction.asks_form(target.unit.tier) or target.gates for target in lines)
    if instruction.form_tier is None or not asked:
        return ()
    return tuple(each.question for each in questions.asked_in(tx, instruction.id))


def _sums(
    tx: Tx, instruction: Instruction, message: BotMessage, lines: list[Target]
) -> list[tuple[str, FormSums]]:
    """What the units below a branch add up to; in private, as a building of the group may see its
    own only."""
    if instruction.form_tier is None or message.chat_id < 0:
        return []
    found = [(each.unit.name, forms.sums_of_branch(tx, instruction, each.unit)) for each in lines]
    return [(unit, sums) for unit, sums in found if sums is not None]


def _former(tx: Tx, message: BotMessage, units: tuple[str, ...]) -> tuple[SeatName, ...]:
    """The posts of whoever the card was for, where it asks about none any more."""
    member = people.member_by_telegram(tx, message.chat_id) if units else None
    if member is None:
        return ()
    found = named.former_seats(tx, message.subject_id or 0, member.id)
    return tuple(each for each in found if each.unit in units)


def _files_missing(tx: Tx, instruction_id: int, message: BotMessage) -> bool:
    def with_files() -> bool:
        return bool(opening.attachments(tx, instruction_id))

    if not tx.recall(("with_files", instruction_id), with_files):
        return False
    return files.missing(tx, instruction_id, message.chat_id)


def _helps(tx: Tx, message: BotMessage) -> tuple[HelpLine, ...]:
    """Help requests of the units on the card; in private chats helpers get their own messages."""
    if message.chat_id > 0:
        return ()
    return tuple(
        HelpLine(
            each.unit,
            named.anybody(tx, each.member_id),
            named.anybody(tx, each.taken_by) if each.taken_by else None,
        )
        for each in helps.on_card(tx, message.id)
    )


def _progress(tx: Tx, lines: list[Target]) -> Progress:
    """How many of the units on the card answered."""
    found = Counter((target.unit.tier, target.state) for target in lines).items()
    return progress_from(Counted(house.tier(tx, tier), state, n) for (tier, state), n in found)


def _names(tx: Tx, message: BotMessage, lines: list[Target]) -> tuple[str, ...]:
    on_card = {target.id for target in lines if target.state is TargetState.ACKNOWLEDGED}
    if not on_card:
        return ()
    rows = tx.all("answered_on_card", message_id=message.id)
    return tuple(row["member_name"] for row in rows if row["id"] in on_card)


def _lacking(tx: Tx, tasks: list[Target]) -> dict[str, LeadPost]:
    """The lead that each unit lacks."""
    return {each.unit.name: named.lead_post(tx, each.unit) for each in tasks if each.unanswered}


def _waiting(targets: list[Target]) -> Waiting:
    return tuple(target.unit.name for target in targets if target.unanswered)


def _missing(targets: list[Target]) -> Waiting:
    """Those that had not answered when the instruction was closed."""
    return tuple(target.unit.name for target in targets if target.state is TargetState.CLOSED)


def _added(tx: Tx, message: BotMessage, lines: list[Target]) -> tuple[Added, ...]:
    if not any(target.upper_id for target in lines):
        return ()
    rows = tx.all("passed_on_above", message_id=message.id)
    return tuple(_one_added(tx, row) for row in rows if _says_something(row))


def _says_something(row: Row) -> bool:
    by_clock = row["relay_path"] == RelayPath.CLOCK
    over = row["relay_path"] == RelayPath.OVER and row["relayed_by"] is not None
    return bool(row["relay_words"]) or by_clock or over


def _one_added(tx: Tx, row: Row) -> Added:
    who = None if row["relayed_by"] is None else named.anybody(tx, row["relayed_by"])
    return Added(who, row["relay_words"] or None)


def _over(tx: Tx, message: BotMessage, lines: list[Target]) -> Named | None:
    """Who relayed over a branch's head; None also for an operator who is not on the roster."""
    if not any(target.relay_path is RelayPath.OVER for target in lines):
        return None
    row = tx.one("passed_on_over", message_id=message.id)
    return None if row is None else named.anybody(tx, row["relayed_by"])


def _relay(lines: list[Target]) -> bool | None:
    """None: nothing to relay; False: not relayed yet; True: relayed."""
    gates = [target for target in lines if target.gates]
    return None if not gates else all(target.relayed_at is not None for target in gates)


def files_view(tx: Tx, message: BotMessage, _now: datetime) -> FilesView | None:
    """The files sent before a card, or apart from it where its group refuses them."""
    instruction: Instruction = instructions.instruction(tx, message.subject_id or 0)
    if instruction.state not in (InstructionState.RUNNING, InstructionState.PENDING):
        return None
    found = opening.attachments(tx, instruction.id)
    apart = instruction if message.args_as(FilesArgs).apart else None
    return FilesView(tuple(found), apart) if found else None
