"""The parts of the tree and of instructions that somebody may see, computed at every request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.errors import Refused
from bot.instructions.model import Instruction, InstructionState
from bot.roster.model import ISSUING_POSTS, PARTY_POSTS, Member, PostKind, Unit
from bot.roster.permissions import Right, may, relations
from bot.roster.seats import Seat
from bot.roster.vouching import may_vouch
from bot.store.cascade import instructions
from bot.store.house import house
from bot.store.looking import progress
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.rights import Actor


def parts(tx: Tx, who: Actor) -> list[Part]:
    """The parts in somebody's care, each once: a helper's own unit; for others also all below.

    Raises Refused("stranger") for an unlinked account, "not_allowed" without a post.
    """
    if who.operator:
        return [Part(unit) for unit in people.roots(tx)]
    if not who.seats:
        raise Refused("stranger" if who.member is None else "not_allowed")
    return outermost_parts(Part(seat.unit, seat.kind is not PostKind.HELPER) for seat in who.seats)


def parts_of(tx: Tx, who: Actor, instruction: Instruction) -> list[Part]:
    """The parts of an instruction somebody may see; empty where it is not theirs to see."""
    reach = progress.issued_units(tx, instruction.id)
    if who.operator or wrote(tx, who, instruction):
        return [Part(unit) for unit in reach]
    mine = parts(tx, who) if who.seats else []
    return outermost_parts(met for part in mine for unit in reach if (met := _meet(part, unit)))


def wrote(tx: Tx, who: Actor, instruction: Instruction) -> bool:
    """Whether somebody is the issuer and still holds a post that may issue there."""
    if who.member is None or who.member.id != instruction.issuer_id:
        return False
    unit = people.unit(tx, instruction.unit_id)
    return who.may(Right.ISSUE, unit, lowest=house.lowest_tier(tx))


def may_end(tx: Tx, who: Actor, right: Right, instruction: Instruction) -> bool:
    """Whether somebody may withdraw or close an instruction. Leads and deputies of a branch may
    where one of them wrote it, never what a liaison or supervisor wrote for the branch."""
    unit, own = people.unit(tx, instruction.unit_id), wrote(tx, who, instruction)
    lowest = house.lowest_tier(tx) if _from_a_branch(tx, instruction, unit) else ""
    return who.may(right, unit, lowest=lowest, issuer=own)


def _from_a_branch(tx: Tx, instruction: Instruction, unit: Unit) -> bool:
    seats = people.posts_of(tx, instruction.issuer_id)
    kinds = {seat.kind for seat in seats if seat.unit.holds(unit)}
    return bool(kinds & {PostKind.LEAD, PostKind.DEPUTY}) and not kinds & set(ISSUING_POSTS)


def seen_instruction(tx: Tx, who: Actor, instruction_id: int) -> tuple[Instruction, list[Part]]:
    """An instruction and the parts of it somebody may see. Raises Refused("not_allowed")."""
    try:
        instruction = instructions.instruction(tx, instruction_id)
    except LookupError as error:
        raise Refused("not_allowed") from error
    found = parts_of(tx, who, instruction) if instruction.state in STARTED else []
    if not found:
        raise Refused("not_allowed")
    return instruction, found


STARTED = (InstructionState.RUNNING, InstructionState.WITHDRAWN, InstructionState.CLOSED)


def part_at(tx: Tx, mine: Iterable[Part], unit_id: int) -> Part:
    """The part at a unit, limited to `mine`. Raises Refused("not_allowed")."""
    try:
        unit = people.unit(tx, unit_id)
    except LookupError as error:
        raise Refused("not_allowed") from error
    for part in mine:
        if part.holds(unit):
            return Part(unit, part.deep)
    raise Refused("not_allowed")


def inviting(tx: Tx, who: Actor, unit_id: int) -> Unit:
    """A unit for which somebody may print posters and make links. Raises Refused("not_allowed")."""
    unit = part_at(tx, parts(tx, who), unit_id).unit
    who.require(Right.INVITE, unit, lowest=house.lowest_tier(tx))
    return unit


def may_invite(tx: Tx, who: Actor, member_id: int) -> bool:
    """Whether somebody may have an account linked to a member: all the member's posts are in their
    care, so that nobody gains more rights than those."""
    return may_invite_to(tx, who, people.posts_of(tx, member_id))


def may_invite_to(tx: Tx, who: Actor, theirs: Sequence[Seat]) -> bool:
    """As `may_invite`, for somebody who holds these seats."""
    if who.operator:
        return bool(theirs)
    return may_vouch(who.seats, theirs, Right.INVITE, house.lowest_tier(tx))


def may_give_leave(tx: Tx, who: Actor, member_id: int) -> bool:
    """Whether somebody may put a member on leave: themself, or one whose every post they stand
    above."""
    if who.member is not None and who.member.id == member_id:
        return bool(who.seats or who.parties)
    seats = people.posts_of(tx, member_id)
    return bool(seats) and all(_stands_above(who, seat, Right.GIVE_LEAVE) for seat in seats)


def may_dial(tx: Tx, who: Actor, member_id: int) -> bool:
    """Whether somebody may see a member's number to call it: they stand above one of their
    posts."""
    seats = people.posts_of(tx, member_id)
    return any(_stands_above(who, seat, Right.DIAL) for seat in seats)


def may_dial_in(tx: Tx, who: Actor, parts: Iterable[Part]) -> bool:
    """Whether somebody may call those of any unit in these parts: of one below their own, too."""
    return any(who.may(Right.DIAL, unit) for part in parts for unit in _highest(tx, who, part))


def _highest(tx: Tx, who: Actor, part: Part) -> Iterator[Unit]:
    """The unit of a part, and one right below it or below a unit of somebody's in it."""
    yield part.unit
    if part.deep:
        tops = [part.unit, *(seat.unit for seat in who.seats if part.holds(seat.unit))]
        for top in tops:
            yield from people.children(tx, top.id)[:1]


def _stands_above(who: Actor, seat: Seat, right: Right) -> bool:
    """Liaisons and supervisors of the same unit do not stand above each other; lead and deputies of
    a branch stand above its property company and owners' committee."""
    if seat.kind in PARTY_POSTS and who.may(Right.RELAY, seat.unit):
        return True
    peers = seat.kind in ISSUING_POSTS
    above = [own for own in who.seats if not peers or own.unit.id != seat.unit.id]
    return may(right, relations(above, seat.unit, operator=who.operator))


def outermost_parts(found: Iterable[Part]) -> list[Part]:
    """The parts that lie in no other, in tree order."""
    kept: list[Part] = []
    for part in sorted(found, key=lambda each: (each.unit.path, not each.deep)):
        if not any(each.holds(part.unit) for each in kept):
            kept.append(part)
    return kept


def _meet(part: Part, unit: Unit) -> Part | None:
    """The intersection of `part` with the subtree of `unit`."""
    if part.holds(unit):
        return Part(unit, part.deep)
    return part if unit.holds(part.unit) else None


def may_bind(tx: Tx, who: Actor, unit: Unit) -> bool:
    """Whether somebody may bind and unbind a unit's groups."""
    return who.may(Right.BIND, unit, lowest=house.lowest_tier(tx))


def binding_roots(tx: Tx, who: Actor) -> list[Unit]:
    """The topmost units whose groups somebody may bind."""
    if who.operator:
        return people.roots(tx)
    mine = {seat.unit.id: seat.unit for seat in who.seats if may_bind(tx, who, seat.unit)}
    kept: list[Unit] = []
    for unit in sorted(mine.values(), key=lambda each: each.path):
        if not any(each.holds(unit) for each in kept):
            kept.append(unit)
    return kept


def holder_to_invite(tx: Tx, who: Actor, post_id: int) -> tuple[Seat, Member]:
    """The unlinked holder of a post for whom somebody may make a link. Raises Refused: not_allowed,
    post_gone, vacant_already, linked_already."""
    try:
        seat = people.seat(tx, post_id)
    except LookupError:
        raise Refused("post_gone") from None
    inviting(tx, who, seat.unit.id)
    if seat.member is None:
        raise Refused("vacant_already")
    if not may_invite(tx, who, seat.member.id):
        raise Refused("not_allowed")
    if seat.member.linked:
        raise Refused("linked_already", name=seat.member.name)
    return seat, seat.member
