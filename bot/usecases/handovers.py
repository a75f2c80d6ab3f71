"""What a difference does to who sits where, told to those who act on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.roster.difference import Assign, Difference, Ref
from bot.roster.model import ISSUING_POSTS, PostKind, Roster
from bot.store import people
from bot.store import roster as store
from bot.store.tx import Tx
from bot.usecases.succession import Handover


def moves(
    difference: Difference, before: Roster, ids: Mapping[Ref, int]
) -> Iterator[tuple[int, int, str]]:
    """The seats that were there before and change hands: unit, member, what they do."""
    for unit_id, _, member_id in _lost(difference, before):
        yield unit_id, member_id, "post.leave"
    for assign in difference.assign:
        if isinstance(assign.post, int):
            unit_id = before.posts[assign.post].unit_id
            yield unit_id, _id(assign.member, ids), "post.take"


def _lost(difference: Difference, before: Roster) -> Iterator[tuple[int, PostKind, int]]:
    """The seats somebody sits in no more: unit, kind, who."""
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
    """The seats of units that existed which somebody takes."""
    made = {each.key: each for each in difference.new_posts}
    for assign in difference.assign:
        if isinstance(assign.post, int):
            post = before.posts[assign.post]
            yield post.unit_id, post.kind, assign
        elif isinstance(unit := made[assign.post].unit, int):
            yield unit, made[assign.post].kind, assign


def handover(tx: Tx, difference: Difference, before: Roster, ids: Mapping[Ref, int]) -> Handover:
    """Whom and what running instructions have to be brought in line with, and no more."""
    lost, taken = list(_lost(difference, before)), list(_taken(difference, before))
    removed, waited = {each.unit for each in difference.removed_units}, store.units_waited_for(tx)
    units = {unit for unit, *_ in (*lost, *taken)} - removed
    issuing = {unit for unit, kind, _ in (*lost, *taken) if kind in ISSUING_POSTS} - removed
    left = {member for *_, member in lost if before.members[member].linked}
    heirs = {
        (unit, assign.former): _id(assign.member, ids)
        for unit, kind, assign in taken
        if assign.former is not None and kind in ISSUING_POSTS
    }
    return Handover(
        units=tuple(sorted(units & waited)),
        removed=tuple(sorted(removed & waited)),
        left=tuple(sorted(left)),
        issuers=tuple(change for unit in sorted(issuing) for change in _issuers(tx, unit, heirs)),
    )


def _issuers(
    tx: Tx, unit_id: int, heirs: Mapping[tuple[int, int], int]
) -> Iterator[tuple[int, int, int]]:
    """Those who still have instructions open here and issue here no more, and who follows them:
    whoever took their seat, else another who issues for the unit."""
    here = [seat.member for seat in people.holders_of(tx, unit_id) if seat.kind in ISSUING_POSTS]
    for old in store.orphaned_issuers(tx, unit_id):
        heir = heirs.get((unit_id, old)) or next((each.id for each in here if each), None)
        if heir is not None:
            yield unit_id, old, heir


def _id(ref: Ref, ids: Mapping[Ref, int]) -> int:
    return ref if isinstance(ref, int) else ids[ref]
