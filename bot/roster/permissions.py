"""Permissions: one table of rights, and a person's relation to a unit at the moment of acting."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from bot.roster.model import PostKind, Unit
from bot.roster.seats import Seat


class Right(StrEnum):
    """What somebody may be allowed to do for a unit."""

    ANSWER = "answer"
    ASK_HELP = "ask_help"
    ANSWER_FOR = "answer_for"
    FILL_IN = "fill_in"
    """Fill in a form for it."""
    TAKE_HELP = "take_help"
    RELAY = "relay"
    RELAY_OVER = "relay_over"
    SEE = "see"
    REMIND = "remind"
    BIND = "bind"
    IMPORT = "import"
    EXPORT = "export"
    REPLACE = "replace"
    """Change the holders of its posts, and their phone numbers."""
    CHANGE = "change"
    """Change its posts, itself, and the entries of its people."""
    GIVE_LEAVE = "give_leave"
    """Put somebody else on leave, and say that they are back; for oneself it takes no right."""
    DIAL = "dial"
    """See one phone number to call it, and say what came of the call."""
    APPROVE_LINK = "approve_link"
    INVITE = "invite"
    """Print posters and make one-time links."""
    ISSUE = "issue"
    APPROVE = "approve"
    """Be the second person who lets an urgent instruction go out to many."""
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    CLOSE = "close"


class Relation(StrEnum):
    """A person's relation to a unit.

    A liaison or supervisor of the unit itself counts as above it. Party: the property company or
    the owners' committee of the unit or of one above.
    """

    LEAD = "lead"
    DEPUTY = "deputy"
    HELPER = "helper"
    LEAD_ABOVE = "lead_above"
    DEPUTY_ABOVE = "deputy_above"
    BRANCH_LEAD = "branch_lead"
    BRANCH_DEPUTY = "branch_deputy"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"
    PARTY = "party"
    ISSUER = "issuer"
    OPERATOR = "operator"


_OWN = frozenset({Relation.LEAD, Relation.DEPUTY, Relation.HELPER})
_ABOVE = frozenset({Relation.LEAD_ABOVE, Relation.DEPUTY_ABOVE})
_BRANCH = frozenset({Relation.BRANCH_LEAD, Relation.BRANCH_DEPUTY})
_CARE = frozenset({Relation.LIAISON, Relation.SUPERVISOR})
_LIAISON = frozenset({Relation.LIAISON})
_PARTY = frozenset({Relation.PARTY})
_ISSUER = frozenset({Relation.ISSUER})
_OPERATOR = frozenset({Relation.OPERATOR})

MAY: dict[Right, frozenset[Relation]] = {
    Right.ANSWER: _OWN,
    Right.ASK_HELP: _OWN | _ABOVE | _CARE | _PARTY,
    Right.ANSWER_FOR: _ABOVE | _CARE,
    Right.FILL_IN: _OWN | _ABOVE | _CARE,
    Right.TAKE_HELP: _ABOVE | _CARE | _PARTY,
    Right.RELAY: frozenset({Relation.LEAD, Relation.DEPUTY}),
    Right.RELAY_OVER: _CARE | _ISSUER | _OPERATOR,
    Right.SEE: _OWN | _ABOVE | _CARE | _ISSUER | _OPERATOR,
    Right.REMIND: _OWN | _ABOVE | _CARE | _ISSUER | _OPERATOR,
    Right.BIND: frozenset({Relation.BRANCH_LEAD}) | _LIAISON | _OPERATOR,
    Right.IMPORT: _LIAISON | _OPERATOR,
    Right.EXPORT: _LIAISON | _OPERATOR,
    Right.REPLACE: frozenset({Relation.BRANCH_LEAD}) | _LIAISON | _OPERATOR,
    Right.CHANGE: _LIAISON | _OPERATOR,
    Right.GIVE_LEAVE: _ABOVE | _CARE | _OPERATOR,
    Right.DIAL: _ABOVE | _CARE,
    Right.APPROVE_LINK: _LIAISON | _OPERATOR,
    Right.INVITE: frozenset({Relation.BRANCH_LEAD}) | _LIAISON | _OPERATOR,
    Right.ISSUE: _BRANCH | _CARE | _OPERATOR,
    Right.APPROVE: _CARE,
    Right.WITHDRAW: _BRANCH | _CARE | _ISSUER | _OPERATOR,
    Right.CORRECT: _BRANCH | _CARE | _ISSUER | _OPERATOR,
    Right.CLOSE: _BRANCH | _CARE | _ISSUER | _OPERATOR,
}


def may(right: Right, relations: Iterable[Relation]) -> bool:
    """Whether these relations to a unit grant the right."""
    return not MAY[right].isdisjoint(relations)


def of_post(right: Right, kind: PostKind) -> bool:
    """Whether holding such a post gives a right for the very unit it stands in."""
    return may(right, _OF_KIND[kind, True])


def relations(
    seats: Iterable[Seat],
    unit: Unit,
    *,
    lowest: str = "",
    issuer: bool = False,
    operator: bool = False,
) -> frozenset[Relation]:
    """The relations of the holder of these seats to a unit.

    `lowest` is the tier of buildings: leads and deputies of any other tier write to those below,
    and its leads have the groups there in care.
    """
    found = {relation for seat in seats for relation in _relations(seat, unit, lowest)}
    found |= _ISSUER if issuer else frozenset()
    return frozenset(found | (_OPERATOR if operator else frozenset()))


def _relations(seat: Seat, unit: Unit, lowest: str) -> Iterable[Relation]:
    if not seat.unit.holds(unit):
        return
    own = seat.unit.id == unit.id
    yield from _OF_KIND[seat.kind, own]
    if seat.kind in _OF_BRANCH and lowest and seat.unit.tier != lowest:
        yield _OF_BRANCH[seat.kind]


_OF_BRANCH = {
    PostKind.LEAD: Relation.BRANCH_LEAD,
    PostKind.DEPUTY: Relation.BRANCH_DEPUTY,
}

_OF_KIND: dict[tuple[PostKind, bool], tuple[Relation, ...]] = {
    (PostKind.LEAD, True): (Relation.LEAD,),
    (PostKind.LEAD, False): (Relation.LEAD_ABOVE,),
    (PostKind.DEPUTY, True): (Relation.DEPUTY,),
    (PostKind.DEPUTY, False): (Relation.DEPUTY_ABOVE,),
    (PostKind.HELPER, True): (Relation.HELPER,),
    (PostKind.HELPER, False): (),
    (PostKind.LIAISON, True): (Relation.LIAISON,),
    (PostKind.LIAISON, False): (Relation.LIAISON,),
    (PostKind.SUPERVISOR, True): (Relation.SUPERVISOR,),
    (PostKind.SUPERVISOR, False): (Relation.SUPERVISOR,),
    (PostKind.PROPERTY, True): (Relation.PARTY,),
    (PostKind.PROPERTY, False): (Relation.PARTY,),
    (PostKind.OWNERS, True): (Relation.PARTY,),
    (PostKind.OWNERS, False): (Relation.PARTY,),
}
