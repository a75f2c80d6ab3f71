"""First days: new holders are told what their posts mean here, former ones are thanked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.chat.people.first_days import FirstDaysView
from bot.chat.posts import SeatName
from bot.instructions.model import Instruction
from bot.instructions.quiet import awake
from bot.messages.people import FirstDaysArgs
from bot.roster.handed import Handed
from bot.roster.model import ISSUING_POSTS, Member, PostKind
from bot.roster.seats import Seat
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import house
from bot.store.looking import progress
from bot.store.looking.progress import Part
from bot.store.people import links, people
from bot.store.tx import Tx
from bot.usecases import named

_FEW = 10
"""Changes of so few people are told before their cards; more must not keep urgent cards waiting."""


def tell_changes(tx: Tx, changes: Mapping[int, Handed], now: datetime) -> None:
    """Tell each member who can be written to what they hold and hold no more."""
    lane = Lane.REPLY if len(changes) <= _FEW else Lane.ROUTINE
    for member_id, change in changes.items():
        args = FirstDaysArgs(taken=tuple(change.taken.values()), left=tuple(change.left.values()))
        _say_posts(tx, people.member(tx, member_id), args, lane, now)


def greet_in_posts(tx: Tx, member: Member, now: datetime) -> None:
    """Tell somebody who has just become known all posts they hold."""
    posts = tuple(seat.post.id for seat in people.posts_of(tx, member.id))
    _say_posts(tx, member, FirstDaysArgs(taken=posts), Lane.REPLY, now)


def _say_posts(tx: Tx, member: Member, args: FirstDaysArgs, lane: Lane, now: datetime) -> None:
    """One message; it takes in one that has not left yet, and waits for the end of the night."""
    if member.telegram_id is None or not member.reachable:
        return
    waiting = links.living_list(tx, FirstDaysArgs.kind, member.telegram_id)
    if waiting is not None and waiting.sent_at is None:
        outbox.take_away(tx, waiting, now)
        args = _together(waiting.args_as(FirstDaysArgs), args)
    if args.taken or args.left:
        at = awake(now, house.quiet_hours(tx))
        saying = Saying(chat_id=member.telegram_id, args=args, lane=lane, not_before=at)
        outbox.say(tx, saying, now)


def _together(first: FirstDaysArgs, then: FirstDaysArgs) -> FirstDaysArgs:
    """What two changes did, without what the second one undid."""
    back = set(first.taken) & set(then.left) | set(first.left) & set(then.taken)
    taken = dict.fromkeys((*first.taken, *then.taken))
    left = dict.fromkeys((*first.left, *then.left))
    return FirstDaysArgs(
        taken=tuple(each for each in taken if each not in back),
        left=tuple(each for each in left if each not in back),
    )


def first_days_view(tx: Tx, message: BotMessage, _now: datetime) -> FirstDaysView | None:
    """As things stand when it is sent; None where there is nothing to say any more."""
    member = people.member_by_telegram(tx, message.chat_id)
    if member is None or not member.on_roster:
        return None
    args, seats = message.args_as(FirstDaysArgs), people.posts_of(tx, member.id)
    taken = [seat for seat in seats if seat.post.id in args.taken]
    rest = [seat for seat in seats if seat.post.id not in args.taken]
    now_held = {seat.post.id for seat in seats}
    left = tuple(_former(tx, post) for post in args.left if post not in now_held)
    if not taken and not left:
        return None
    open_now = open_for(tx, member, taken)
    return FirstDaysView(
        member.name, seats_in_full(tx, taken), left, seats_in_full(tx, rest), tuple(open_now)
    )


def open_for(tx: Tx, member: Member, seats: Sequence[Seat]) -> list[Instruction]:
    """The running instructions that wait for a member, and those in the care of these seats."""
    waiting = {each.id: each for each in answers.waiting_for(tx, member.id)} if seats else {}
    for seat in seats:
        for each in progress.running_in(tx, Part(seat.unit)) if seat.kind in ISSUING_POSTS else ():
            if each.id not in waiting:
                waiting[each.id] = instructions.instruction(tx, each.id)
    return list(waiting.values())


def seats_in_full(tx: Tx, seats: Iterable[Seat]) -> tuple[SeatName, ...]:
    """Seats by name, buildings with the unit above."""
    heights = house.heights(tx)
    return tuple(
        SeatName(
            seat.unit.name,
            seat.kind,
            heights.get(seat.unit.tier, 0),
            seat.post.title,
            named.whole_spot(tx, seat.unit).upper,
        )
        for seat in seats
    )


def _former(tx: Tx, post_id: int) -> SeatName:
    row = tx.need("post_ever", post_id=post_id)
    height = house.heights(tx).get(row["tier"], 0)
    upper = None if height else row["upper_name"]
    return SeatName(row["unit_name"], PostKind(row["kind"]), height, row["title"], upper)
