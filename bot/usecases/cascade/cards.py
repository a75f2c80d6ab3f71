"""Places opened targets on cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.instructions import deadline
from bot.instructions.model import Instruction
from bot.instructions.routing import CardPlace
from bot.messages.args import Args
from bot.messages.cascade import CardArgs, FilesArgs
from bot.roster.model import Member
from bot.store.cascade import instructions, opening
from bot.store.cascade.opening import Opened
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx
from bot.usecases.cascade import clocks


def place_cards(
    tx: Tx, instruction: Instruction, found: Sequence[Opened], now: datetime, below: str = ""
) -> list[int]:
    """Lead opened targets, all at or below a path, to the chats that get their cards.

    Returns the targets that would have to pass on, and where nobody can be told to.
    """
    _write_lines(tx, instruction, found, now, below)
    lost = _write_tasks(tx, instruction, found, now)
    lost += [each.target_id for each in found if each.route.way is CardPlace.NOWHERE]
    clocks.not_told(tx, instruction, lost, now)
    return [each.target_id for each in found if each.to_relay and not each.route.can_pass_on]


def _write_lines(
    tx: Tx, instruction: Instruction, found: Sequence[Opened], now: datetime, below: str
) -> None:
    told, rung = _by_chat(tx, instruction, found, below)
    by_chat = told | rung
    there = _chats_with_card(tx, instruction, by_chat)
    for chat in there:
        put_on_card(tx, instruction, chat, by_chat[chat], now)
    for lane, chats in ((card_lane(instruction), told), (Lane.RING, rung)):
        new = [chat for chat in chats if chat not in there]
        ids = _say(tx, instruction, new, lane, now)
        lines = [(card, each) for chat, card in zip(new, ids, strict=True) for each in chats[chat]]
        opening.put_lines(tx, lines, now)


def _by_chat(
    tx: Tx, instruction: Instruction, found: Sequence[Opened], below: str
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The targets by the chat that is told of them: where the card goes, and the private chats
    of leads that only ring behind it. A chat told anyway is not in both."""
    told: dict[int, list[int]] = defaultdict(list)
    rung: dict[int, list[int]] = defaultdict(list)
    known = opening.private_chats(tx, instruction, found, below)
    for each in found:
        for chat in each.route.chats(known.get(each.target_id, ())):
            told[chat].append(each.target_id)
    for each in found if instruction.urgent else ():
        for chat in each.route.rings(known.get(each.target_id, ())):
            (told if chat in told else rung)[chat].append(each.target_id)
    return told, rung


def _chats_with_card(tx: Tx, instruction: Instruction, chats: Iterable[int]) -> dict[int, None]:
    if not opening.any_card(tx, instruction.id):
        return {}
    return {each: None for each in chats if opening.card_in_chat(tx, instruction.id, each)}


def put_on_card(
    tx: Tx,
    instruction: Instruction,
    chat_id: int,
    target_ids: Sequence[int],
    now: datetime,
    *,
    silent: bool = False,
) -> None:
    """Put targets on the chat's card, a new one if necessary."""
    before = opening.card_in_chat(tx, instruction.id, chat_id)
    card_id = card_for(tx, instruction, chat_id, now, silent=silent)
    opening.put_on(tx, card_id, target_ids, "line", now)
    if before is not None:
        _told_of_more(tx, instruction, before, now)


def _told_of_more(tx: Tx, instruction: Instruction, card: BotMessage, now: datetime) -> None:
    """A sent card lists additional targets: their clocks start with its next edit."""
    if card.sent_at is not None:
        outbox.refresh(tx, card, now)
        clocks.start_clocks(
            tx, instruction, (each for each, _ in instructions.targets_on(tx, card.id)), now
        )


def _write_tasks(
    tx: Tx, instruction: Instruction, found: Sequence[Opened], now: datetime
) -> list[int]:
    """Put each vacant unit on the cards of the unit above; returns those without one above."""
    lost = []
    for each in found:
        if each.route.way is not CardPlace.TASK:
            continue
        cards = opening.cards_of(tx, each.upper_id) if each.upper_id else []
        for card in cards:
            opening.put_on(tx, card.id, [each.target_id], "task", now)
            _told_of_more(tx, instruction, card, now)
        if not cards:
            lost.append(each.target_id)
    return lost


def card_for(
    tx: Tx,
    instruction: Instruction,
    chat_id: int,
    now: datetime,
    *,
    alone: bool = False,
    silent: bool = False,
) -> int:
    """The card of an instruction in a chat, created where missing; returns its message id.

    `alone`: without the files. `silent`: without a sound.
    """
    card = opening.card_in_chat(tx, instruction.id, chat_id)
    if card is not None:
        outbox.refresh(tx, card, now)
        return card.id
    if alone:
        lane, at = card_lane(instruction), leaves_at(instruction, now)
        return outbox.say(tx, _saying(instruction, CardArgs(), chat_id, lane, at), now)
    return _say(tx, instruction, [chat_id], card_lane(instruction), now, silent=silent)[0]


def inform(tx: Tx, instruction: Instruction, chats: Sequence[int], now: datetime) -> None:
    """Show an instruction in private chats that it asks for nothing, where there is no card yet."""
    there = _chats_with_card(tx, instruction, chats)
    new = [chat for chat in chats if chat not in there]
    if new:
        _say(tx, instruction, new, card_lane(instruction), now, card=CardArgs(informs=True))


def informs(tx: Tx, instruction: Instruction, member: Member) -> bool:
    """Whether somebody has a card that asks them for nothing."""
    card = opening.card_in_chat(tx, instruction.id, member.telegram_id or 0)
    return card is not None and card.args_as(CardArgs).informs


def card_lane(instruction: Instruction) -> Lane:
    """The lane of an instruction's cards and of messages below them."""
    return Lane.URGENT if instruction.urgent else Lane.ROUTINE


def _say(
    tx: Tx,
    instruction: Instruction,
    chats: Iterable[int],
    lane: Lane,
    now: datetime,
    *,
    silent: bool = False,
    card: CardArgs | None = None,
) -> list[int]:
    """Create a card in each chat, behind the instruction's files; returns the cards' ids."""
    files = (FilesArgs(),) if opening.attachments(tx, instruction.id) else ()
    carried: tuple[Args, ...] = (*files, card or CardArgs())
    at = leaves_at(instruction, now)
    sayings = [_saying(instruction, args, chat, lane, at) for chat in chats for args in carried]
    if silent:
        sayings = [replace(each, silent=True) for each in sayings]
    return outbox.say_all(tx, sayings, now)[len(files) :: len(carried)]


def _saying(instruction: Instruction, args: Args, chat_id: int, lane: Lane, at: datetime) -> Saying:
    return Saying(
        chat_id=chat_id,
        args=args,
        lane=lane,
        subject_id=instruction.id,
        silent=instruction.quiet_first,
        not_before=at,
    )


def leaves_at(instruction: Instruction, now: datetime) -> datetime:
    """When a message of this instruction may leave: routine waits for the end of quiet hours."""
    return deadline.held_until(instruction, now) or now
