"""Link requests: each decider has one list of them, edited in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial

from bot.messages.people import LinkRequestsArgs
from bot.roster.model import Member, PostKind
from bot.roster.seats import Seat
from bot.roster.vouching import may_vouch
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house.operators import known_operators
from bot.store.people import links, people
from bot.store.people.links import LinkRequest
from bot.store.tx import Tx
from bot.usecases import rights
from bot.usecases.escalation.living import DELETABLE
from bot.usecases.rights import Actor

KIND = "link_requests"
RINGS_AGAIN = timedelta(hours=1)
"""Edits are silent: after this time a new request sends the list as a new message."""


def put_before(
    tx: Tx,
    asked: LinkRequest,
    operators: frozenset[int],
    told: Iterable[Member] | None,
    now: datetime,
) -> None:
    """Show a request to its deciders. `told`: who they were before more became known, None for a
    new request."""
    deciding = {each.telegram_id or 0 for each in deciders(tx, asked)}
    for chat in deciding or operators:
        operator = chat in operators
        first = told is None and _is_alone(tx, asked, chat, operator=operator)
        _show_list(tx, chat, operator=operator, rings=first, now=now)
    _refresh(tx, {each.telegram_id or 0 for each in told or ()} - deciding, now)
    if deciding:
        _refresh_operators(tx, now)


def decided(tx: Tx, asked: LinkRequest, now: datetime) -> None:
    """A request was decided: update the lists that show it."""
    _refresh(tx, {each.telegram_id or 0 for each in deciders(tx, asked)}, now)
    _refresh_operators(tx, now)


def deciding(tx: Tx) -> dict[int, list[Member]]:
    """Who decides each open request, for `requests_on` once posts or leaves have changed."""
    return _Deciding(tx).of_all(links.open_requests(tx))


def requests_on(tx: Tx, before: Mapping[int, list[Member]], now: datetime) -> None:
    """Posts or leaves have changed: show each open request to those who decide it now, and to
    nobody who decided it before and does not any more."""
    operators, former = known_operators(tx), set[int]()
    waiting = links.open_requests(tx)
    now_able = _Deciding(tx).of_all(waiting)
    for asked in waiting:
        told, able = before.get(asked.id, []), now_able[asked.id]
        if {each.id for each in told} != {each.id for each in able}:
            put_before(tx, asked, operators, told, now)
            former |= {each.telegram_id or 0 for each in told} - {e.telegram_id or 0 for e in able}
    for chat in former:
        _clear_list(tx, chat, now)


def _clear_list(tx: Tx, chat: int, now: datetime) -> None:
    """The list of somebody who decides nothing any more goes; a list that Telegram would not delete
    any more is edited."""
    current = links.living_list(tx, KIND, chat)
    if current is None or decided_by(tx, rights.actor(tx, chat)):
        return
    if current.sent_at is None or now - current.sent_at < DELETABLE:
        outbox.take_away(tx, current, now)


def linked(tx: Tx, member: Member, now: datetime) -> None:
    """A member was linked: update requests that named them, and the lists they now decide."""
    for asked in links.open_requests(tx):
        if asked.member_id == member.id:
            decided(tx, asked, now)
    who = rights.actor(tx, member.telegram_id or 0)
    if _liaisons(who.seats) and decided_by(tx, who):
        _show_list(tx, who.telegram_id, operator=False, rings=False, now=now)
        _refresh_operators(tx, now)


def deciders(tx: Tx, asked: LinkRequest) -> list[Member]:
    """The nearest liaisons above who can be asked, of those on leave only where nobody else can;
    empty: the operators decide."""
    theirs = people.posts_of(tx, asked.member_id) if asked.member_id else []
    if asked.member_id and not theirs:
        return []
    near, posts = theirs[0].unit.id if theirs else asked.unit_id, partial(people.posts_of, tx)
    if near is None:
        tops = [seat for top in people.roots(tx) for seat in people.holders_of(tx, top.id)]
        return _nearest(posts, [tops], theirs)
    above = people.holders_upwards(tx, near)
    units = dict.fromkeys(seat.unit.id for seat in above)
    return _nearest(posts, [[s for s in above if s.unit.id == unit] for unit in units], theirs)


Posts = Callable[[int], Sequence[Seat]]
"""What a member holds."""


def _nearest(
    posts: Posts, nearest_first: Iterable[Sequence[Seat]], theirs: Sequence[Seat]
) -> list[Member]:
    """Of those who hold these seats, the nearest who can be asked and may confirm the link; those
    on leave only where nobody else can."""
    able = [_able(posts, seats, theirs) for seats in nearest_first]
    present = [[each for each in found if each.present] for found in able]
    return next((found for found in (*present, *able) if found), [])


def _able(posts: Posts, seats: Iterable[Seat], theirs: Sequence[Seat]) -> list[Member]:
    found = [seat.member for seat in _liaisons(seats) if seat.member is not None]
    reachable = [each for each in found if each.linked and each.reachable]
    return [each for each in reachable if not theirs or may_vouch(posts(each.id), theirs)]


class _Deciding:
    """The same for many requests at once, from a few queries: their number must not slow down each
    newcomer's step."""

    def __init__(self, tx: Tx) -> None:
        self._posts = cache(partial(people.posts_of, tx))
        self._above: dict[str, list[Seat]] = defaultdict(list)
        for seat in people.liaison_seats(tx):
            self._above[seat.unit.path].append(seat)
        self._tops = [s for seats in self._above.values() for s in seats if not s.unit.parent_id]
        self._theirs, self._near = people.seats_of_proposed(tx), links.paths_near(tx)
        self._found: dict[tuple[str, tuple[tuple[str, str], ...]], list[Member]] = {}

    def of_all(self, requests: Iterable[LinkRequest]) -> dict[int, list[Member]]:
        """Who decides each of the open requests."""
        return {each.id: self._of(each) for each in requests}

    def _of(self, asked: LinkRequest) -> list[Member]:
        theirs = self._theirs.get(asked.member_id or 0, [])
        if asked.member_id and not theirs:
            return []
        path = theirs[0].unit.path if theirs else self._near.get(asked.id, "")
        known = (path, tuple((seat.unit.path, seat.kind.value) for seat in theirs))
        if known not in self._found:
            groups = [self._above[each] for each in _upwards(path) if each in self._above]
            self._found[known] = _nearest(self._posts, groups if path else [self._tops], theirs)
        return self._found[known]


def _upwards(path: str) -> list[str]:
    """A path and those above it, nearest first."""
    return [path[: at + 1] for at, sign in enumerate(path) if sign == "."][::-1]


def decided_by(tx: Tx, who: Actor) -> list[LinkRequest]:
    """The open requests somebody decides."""
    waiting = links.open_requests(tx)
    able = _Deciding(tx).of_all(waiting) if waiting else {}
    return [each for each in waiting if _concerns(who, able[each.id])]


def concerns(tx: Tx, who: Actor, asked: LinkRequest) -> bool:
    """Whether somebody decides a request."""
    return _concerns(who, deciders(tx, asked))


def _concerns(who: Actor, able: Sequence[Member]) -> bool:
    if who.member is not None and any(each.id == who.member.id for each in able):
        return True
    return who.operator and not able


def _liaisons(seats: Iterable[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.kind is PostKind.LIAISON]


def _is_alone(tx: Tx, asked: LinkRequest, chat: int, *, operator: bool) -> bool:
    """Whether somebody's list was empty before this request."""
    who = rights.actor(tx, chat, frozenset({chat} if operator else ()))
    return all(each.id == asked.id for each in decided_by(tx, who))


def _show_list(tx: Tx, chat: int, *, operator: bool, rings: bool, now: datetime) -> None:
    """One list a person: edited if it is recent and the new request need not ring, otherwise
    sent anew."""
    current = links.living_list(tx, KIND, chat)
    if current is not None and _can_be_edited(current, rings=rings, now=now):
        args = replace(current.args_as(LinkRequestsArgs), operator=operator)
        outbox.refresh(tx, current, now, lane=Lane.REPLY, args=args)
        return
    if current is not None:
        outbox.take_away(tx, current, now)
    args = LinkRequestsArgs(operator=operator)
    outbox.say(tx, Saying(chat_id=chat, args=args, lane=Lane.REPLY), now)


def _can_be_edited(current: BotMessage, *, rings: bool, now: datetime) -> bool:
    """A list that has not been sent yet rings anyway."""
    return current.sent_at is None or (not rings and now - current.sent_at < RINGS_AGAIN)


def _refresh(tx: Tx, chats: Iterable[int], now: datetime) -> None:
    for chat in chats:
        current = links.living_list(tx, KIND, chat)
        if current is not None:
            outbox.refresh(tx, current, now, lane=Lane.REPLY)


def _refresh_operators(tx: Tx, now: datetime) -> None:
    for message in links.all_living(tx, KIND):
        if _is_operators(message):
            outbox.refresh(tx, message, now, lane=Lane.REPLY)


def _is_operators(message: BotMessage) -> bool:
    return message.args_as(LinkRequestsArgs).operator
