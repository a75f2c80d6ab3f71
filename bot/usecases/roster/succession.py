"""Succession: what a changed roster means for running instructions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import Instruction, Target
from bot.messages.cascade import CardArgs
from bot.messages.writing import PreviewArgs
from bot.roster.difference import Assign, Difference, Ref
from bot.roster.model import ISSUING_POSTS, UNIT_POSTS, Member, PostKind, Roster
from bot.store.answering import answers
from bot.store.cascade import instructions, opening
from bot.store.cascade.instructions import to_instruction, to_target
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import house
from bot.store.people import people
from bot.store.roster import roster as store
from bot.store.templates import templates
from bot.store.tx import Tx
from bot.usecases import issuers
from bot.usecases.cascade import calling, cards, refreshing, relaying
from bot.usecases.escalation import living
from bot.usecases.forms import filling
from bot.usecases.helping import handing_on

_BRANCH_POSTS = (PostKind.LEAD, PostKind.DEPUTY)


def moves(
    difference: Difference, before: Roster, ids: Mapping[Ref, int]
) -> Iterator[tuple[int, int, str]]:
    """The existing seats that change hands: (unit, member, action)."""
    for unit_id, _, member_id in _lost(difference, before):
        yield unit_id, member_id, "post.leave"
    for assign in difference.assign:
        if isinstance(assign.post, int):
            unit_id = before.posts[assign.post].unit_id
            yield unit_id, _id(assign.member, ids), "post.take"


def _lost(difference: Difference, before: Roster) -> Iterator[tuple[int, PostKind, int]]:
    """The seats somebody loses: (unit, kind, member)."""
    for assign in difference.assign:
        if isinstance(assign.post, int) and assign.former is not None:
            post = before.posts[assign.post]
            yield post.unit_id, post.kind, assign.former
    for vacated in difference.vacate:
        post = before.posts[vacated.post]
        yield post.unit_id, post.kind, vacated.member
    for dropped in difference.dropped_posts:
        if dropped.member is not None:
            yield dropped.unit, dropped.kind, dropped.member


def _taken(difference: Difference, before: Roster) -> Iterator[tuple[int, PostKind, Assign]]:
    """The seats in existing units that somebody takes."""
    made = {each.key: each for each in difference.new_posts}
    for assign in difference.assign:
        if isinstance(assign.post, int):
            post = before.posts[assign.post]
            yield post.unit_id, post.kind, assign
        elif isinstance(unit := made[assign.post].unit, int):
            yield unit, made[assign.post].kind, assign


def handover(tx: Tx, difference: Difference, before: Roster, ids: Mapping[Ref, int]) -> Handover:
    """What running instructions have to be brought in line with."""
    lost, taken = list(_lost(difference, before)), list(_taken(difference, before))
    removed, waited = {each.unit for each in difference.removed_units}, store.units_waited_for(tx)
    units = {unit for unit, *_ in (*lost, *taken)} - removed
    lowest = house.lowest_tier(tx)
    heads = {(unit, member) for unit, kind, member in lost
             if kind in _BRANCH_POSTS and before.units[unit].tier != lowest}  # fmt: skip
    care = {unit for unit, kind, _ in (*lost, *taken) if kind in ISSUING_POSTS}
    issuing = (care | {unit for unit, _ in heads}) - removed
    left = {member for *_, member in lost if before.members[member].linked}
    heirs = {
        (unit, assign.former): _id(assign.member, ids)
        for unit, kind, assign in taken
        if assign.former is not None and (kind in ISSUING_POSTS or (unit, assign.former) in heads)
    }
    return Handover(
        units=tuple(sorted(units & waited)),
        removed=tuple(sorted(removed & waited)),
        moved=tuple(sorted(_below_moved(tx, difference) & waited)),
        left=tuple(sorted(left)),
        issuers=tuple(
            change for unit in sorted(issuing) for change in _issuers(tx, unit, heirs, heads)
        ),
    )


def _issuers(
    tx: Tx,
    unit_id: int,
    heirs: Mapping[tuple[int, int], int],
    heads: Collection[tuple[int, int]],
) -> Iterator[tuple[int, int, int]]:
    """Those who still have instructions open here and issue here no more, and who follows them:
    whoever took their seat, else another who issues for the unit. `heads`: those who led a branch,
    whom another lead or deputy of it follows."""
    unit, seats = people.unit(tx, unit_id), people.holders_of(tx, unit_id)
    for old in store.open_issuers(tx, unit_id):
        if issuers.issues(tx, old, unit):
            continue
        kinds = _BRANCH_POSTS if (unit_id, old) in heads else ISSUING_POSTS
        here = [seat.member for seat in seats if seat.kind in kinds]
        heir = heirs.get((unit_id, old)) or next((each.id for each in here if each), None)
        if heir is not None:
            yield unit_id, old, heir


def _id(ref: Ref, ids: Mapping[Ref, int]) -> int:
    return ref if isinstance(ref, int) else ids[ref]


@dataclass(frozen=True, slots=True)
class Handover:
    """What a roster change did: the units concerned, and who followed whom.

    `removed`: removed units; `issuers`: (unit, former, successor) for liaisons and supervisors.
    """

    units: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    """Units that lie below another one now."""
    left: tuple[int, ...] = ()
    """Members who lost a post."""
    issuers: tuple[tuple[int, int, int], ...] = ()


def hand_over(tx: Tx, change: Handover, now: datetime) -> None:
    """Bring every running instruction in line with the changed roster."""
    for unit_id in change.removed:
        _withdraw_unit(tx, unit_id, now)
    for member_id in change.left:
        member = people.member(tx, member_id)
        _thank(tx, member, now)
        calling.hide_numbers(tx, member, now)
        living.posts_lost(tx, member_id, now)
        filling.leave_lost_forms(tx, member_id, now)
        calling.hand_lists_on(tx, member_id, now)
        handing_on.hand_help_on(tx, member_id, now)
    for unit_id in change.units:
        renew_unit(tx, unit_id, now)
    for unit_id in change.moved:
        _hang_anew(tx, unit_id, now)
    for unit_id, old, new in change.issuers:
        _inherit(tx, unit_id, old, new, now)


def _below_moved(tx: Tx, difference: Difference) -> set[int]:
    tops = [people.unit(tx, each.unit) for each in difference.moved_units]
    return {unit.id for top in tops for unit in people.subtree(tx, top)}


def _hang_anew(tx: Tx, unit_id: int, now: datetime) -> None:
    """What a moved unit is still asked waits for the branch above it now: it opens where that has
    passed it on, or is not asked, and its card goes the way the unit has now."""
    for target in open_targets(tx, unit_id):
        tx.run("hang_below_upper", target_id=target.id, unit_id=unit_id)
        waits = tx.one("waits_for_upper", target_id=target.id) is not None
        if waits and target.opened_at is None:
            continue
        cards_before = opening.cards_of(tx, target.id)
        tx.run("forget_lines", target_id=target.id)
        tx.run("forget_task", target_id=target.id)
        for card in cards_before:
            outbox.refresh(tx, card, now)
        opening.reopen_targets(tx, [target.id], now)
        relaying.place_and_pass(tx, instructions.instruction(tx, target.instruction_id), now)


def _withdraw_unit(tx: Tx, unit_id: int, now: datetime) -> None:
    targets = open_targets(tx, unit_id)
    tx.run("withdraw_targets_of_unit", unit_id=unit_id)
    for target in targets:
        instruction = instructions.instruction(tx, target.instruction_id)
        refreshing.after_answer(tx, instruction, [target], now)


def renew_unit(tx: Tx, unit_id: int, now: datetime) -> None:
    """New holders get the unit's open cards. A unit in which nobody is present any more becomes a
    task of the unit above, and is told itself again once somebody is."""
    for row in tx.all("newcomers_of_unit", unit_id=unit_id, now=now):
        give_open_cards(tx, people.member(tx, row["member_id"]), now)
    held = any(
        seat.member is not None and seat.member.present and seat.kind in UNIT_POSTS
        for seat in people.holders_of(tx, unit_id)
    )
    for target in open_targets(tx, unit_id):
        if target.opened_at is not None:
            _move(tx, target, held, now)
            calling.renew_lists(tx, target, now)


def _move(tx: Tx, target: Target, held: bool, now: datetime) -> None:
    """Move a target between a task of the unit above and a card of its own, where that changed."""
    before = opening.cards_of(tx, target.id)
    forgotten = tx.run("forget_task" if held else "forget_lines", target_id=target.id)
    for card in before if forgotten else ():
        outbox.refresh(tx, card, now)
    is_a_task = not held and opening.cards_of(tx, target.id)
    if (held and not forgotten) or is_a_task:
        return
    opening.reopen_targets(tx, [target.id], now)
    relaying.place_and_pass(tx, instructions.instruction(tx, target.instruction_id), now)


def give_open_cards(tx: Tx, member: Member, now: datetime) -> int:
    """Send a new holder, in private, what still waits for their units; returns the number of cards.

    A card says so where it dates from before they took over.
    """
    if not member.reachable or member.telegram_id is None:
        return 0
    handing_on.tell_newcomer(tx, member, now)
    waiting = answers.waiting_for(tx, member.id)
    for instruction in waiting:
        before = _living_card(tx, instruction, member, now)
        held = answers.held_by(tx, instruction.id, member.id)
        targets = [each.target.id for each in held if each.target.opened_at is not None]
        cards.put_on_card(tx, instruction, member.telegram_id, targets, now)
        if before is None:
            _mark(tx, instruction, member, now)
    return len(waiting)


def _living_card(
    tx: Tx, instruction: Instruction, member: Member, now: datetime
) -> BotMessage | None:
    """The member's private card; one that has thanked them for a post they have back makes room for
    another, which rings."""
    card = opening.card_in_chat(tx, instruction.id, member.telegram_id or 0)
    if card is not None and card.args_as(CardArgs).former:
        tx.run("message_gone", message_id=card.id, now=now)
        return None
    return card


def _mark(tx: Tx, instruction: Instruction, member: Member, now: datetime) -> None:
    card = cards.card_for(tx, instruction, member.telegram_id or 0, now)
    args = CardArgs(before=_took_over(tx, instruction, member))
    outbox.set_args(tx, outbox.message(tx, card), args)


def _took_over(tx: Tx, instruction: Instruction, member: Member) -> bool:
    facts = {"instruction_id": instruction.id, "member_id": member.id}
    started = instruction.started_at or instruction.created_at
    return tx.one("took_over_since", started_at=started, **facts) is not None


def _thank(tx: Tx, member: Member, now: datetime) -> None:
    """Close private cards of posts somebody no longer holds, with thanks."""
    rows = tx.all("cards_of_chat", chat_id=member.telegram_id or 0)
    for card in map(BotMessage.from_row, rows):
        gone = tx.all("lines_not_held", message_id=card.id, member_id=member.id)
        for row in gone:
            tx.run("drop_line", message_id=card.id, target_id=row["target_id"])
        if gone and not tx.need("lines_left", message_id=card.id)["n"]:
            args = CardArgs(former=tuple(row["name"] for row in gone))
            outbox.refresh(tx, card, now, args=args)


def _inherit(tx: Tx, unit_id: int, old: int, new: int, now: datetime) -> None:
    """Hand drafts and running instructions over to a successor; the former issuer's
    message says so."""
    successor = people.member(tx, new)
    templates.inherit(tx, old, new, unit_id)
    rows = tx.all("instructions_to_inherit", member_id=old, unit_id=unit_id)
    for instruction in map(to_instruction, rows):
        tx.run("set_issuer", instruction_id=instruction.id, member_id=new)
        for message in outbox.messages_about(tx, "preview", instruction.id):
            outbox.refresh(tx, message, now, args=PreviewArgs(handed_over=True))
        if successor.reachable:
            _say_preview(tx, instruction.id, successor, now)


def _say_preview(tx: Tx, instruction_id: int, member: Member, now: datetime) -> None:
    saying = Saying(
        chat_id=member.telegram_id or 0,
        args=PreviewArgs(),
        lane=Lane.REPLY,
        subject_id=instruction_id,
        member_id=member.id,
    )
    outbox.say(tx, saying, now)


def open_targets(tx: Tx, unit_id: int) -> Iterable[Target]:
    """What running instructions still wait for from a unit."""
    return [to_target(row) for row in tx.all("open_targets_of_unit", unit_id=unit_id)]
